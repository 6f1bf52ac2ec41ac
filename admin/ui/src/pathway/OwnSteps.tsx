import { act, useRead } from "../api/reading";
import { t } from "../texts/say";
import { word } from "../together/words";
import { StepEdit } from "./StepEdit";

/** The steps that women let the reader's agencies see. */
export function OwnSteps() {
  const steps = useRead("/api/steps").data?.steps ?? [];
  if (steps.length === 0) return null;
  return (
    <>
      <h2 className="list-title">{t("Passi di percorsi")}</h2>
      <ul>
        {steps.map((step) => (
          <li key={`${step.id} ${step.version}`} className="entry">
            {step.called} <small>{word(step.kind)}</small>
            {step.mine ? (
              <StepEdit
                step={step}
                save={(body) => act("post", "/api/steps/{id}", { path: { id: step.id }, body })}
              />
            ) : (
              <small>{word(step.state)}</small>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
