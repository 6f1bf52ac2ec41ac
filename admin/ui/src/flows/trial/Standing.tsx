import { dayAndTime } from "../../texts/moments";
import { t } from "../../texts/say";
import { openStep } from "../places";
import { useTrial } from "./trial";
import { CASES, SIGHTS } from "./words";

/** At which step she stands, what may be seen, and what the flows know of her. */
export function Standing({ flow }: { flow: string }) {
  const standing = useTrial().found?.standing;
  if (!standing) return null;
  const { place, stack, variables } = standing;
  return (
    <section className="standing" aria-label={t("A che punto è")}>
      <p>
        {place ? (
          <>
            {t("Aspetta al passo")}{" "}
            <button type="button" className="link" onClick={() => openStep(place.flow, place.step)}>
              <code>
                {place.flow === flow ? "" : `${place.flow} · `}
                {place.step}
              </code>
            </button>
            {stack.length > 0 && ` (${stack.map((one) => one.flow).join(" › ")})`}
          </>
        ) : (
          t("Nessuna domanda la aspetta.")
        )}
      </p>
      <p className="hint">
        {dayAndTime(standing.at)}. {t(SIGHTS[standing.sight])} {t(CASES[standing.case])}{" "}
        {standing.danger && <strong>{t("Segno di pericolo: lo vedono le operatrici.")}</strong>}
      </p>
      <details>
        <summary>
          {t("Che cosa sanno i percorsi di lei ({count})", { count: variables.length })}
        </summary>
        <dl className="variables">
          {variables.map((one) => (
            <div key={one.name}>
              <dt>
                <code>{one.name}</code>
              </dt>
              <dd dir="auto">{one.value || "—"}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
