import { useDeferredValue, useEffect, useRef } from "react";
import type { Schemas } from "../../api/types";
import { t } from "../../texts/say";
import { withStep } from "../changes";
import type { DeskState, FlowDesk } from "../desk";
import { kindOf, type Step, textAt, withEntry, wordsAt } from "../document";
import type { Grouping } from "../GroupSheet";
import { groupOf, groupsOf, inGroup } from "../groups";
import { FindingLine, gathered, keyOf } from "../Problems";
import { openStep } from "../places";
import { kindName, MARKS } from "../words";
import { Asks } from "./Asks";
import { Choices } from "./Choices";
import { Box, StepPicker } from "./fields";
import type { Part } from "./part";
import { Rest } from "./Rest";
import { Said } from "./Said";
import { StepActs } from "./StepActs";
import { Translations } from "./Translations";
import { Turns } from "./Turns";

interface Props {
  readonly desk: FlowDesk;
  readonly state: DeskState;
  readonly step: Step;
  readonly findings: readonly Schemas["Finding"][];
  /** The steps that are live: their names stay. */
  readonly live: ReadonlySet<string> | undefined;
  readonly group: (asked: Grouping) => void;
}

/** Everything that a step says and does, to be written. */
export function StepForm({ desk, state, step, findings, live, group }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step is another place to be
  useEffect(() => heading.current?.focus(), [step.key]);
  const { doc } = state;
  const flow = state.given.flow.id;
  const kind = kindOf(step.body);
  const put: Part["put"] = (body, field) =>
    desk.change(
      withStep(doc, step.key, (one) => ({ ...one, body })),
      field && `${step.key} ${field}`,
    );
  // Every picker lists every step: of hundreds, they follow what is typed a moment later.
  const steps = useDeferredValue(doc.steps);
  const part: Part = { body: step.body, put, steps };
  const speaks = kind === "ask" || kind === "say";
  return (
    <section className="step-form" aria-label={t("Il passo {step}", { step: step.id })}>
      <div className="heading">
        <h3 ref={heading} tabIndex={-1}>
          {kindName(step.body)} <small>{step.id}</small>
        </h3>
        <button type="button" className="quiet" onClick={() => openStep(flow)}>
          {t("Chiuda il passo")}
        </button>
      </div>
      <div className="padded" key={step.key}>
        {findings.length > 0 && (
          <ul className="step-findings" aria-label={t("Problemi di questo passo")}>
            {gathered(findings).map(({ one, times }) => (
              <li key={keyOf(one)} className="entry">
                <FindingLine one={one} times={times} desk={desk} doc={doc} here there />
              </li>
            ))}
          </ul>
        )}
        {speaks && <Said {...part} of={kind} />}
        {kind === "ask" && <Choices {...part} />}
        {kind === "ask" && <Asks {...part} />}
        {kind && <Turns {...part} kind={kind} />}
        {(kind === "say" || kind === "set" || kind === "flow") && (
          <StepPicker
            label={t("Poi porta a")}
            value={textAt(step.body, "next")}
            steps={steps}
            put={(next) => put(withEntry(step.body, "next", next))}
          />
        )}
        <Marks {...part} />
        {speaks && <Translations desk={desk} state={state} step={step} />}
        <div className="pair step-group">
          <label className="field">
            {t("Gruppo")}
            <select
              value={groupOf(step)}
              onChange={(event) =>
                desk.change(withStep(doc, step.key, (one) => inGroup(one, event.target.value)))
              }
            >
              <option value="">{t("nessuno")}</option>
              {groupsOf(doc).map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button type="button" onClick={() => group({ group: "", keys: [step.key] })}>
            {t("Un gruppo nuovo…")}
          </button>
        </div>
        <Box
          label={t("Nota per i colleghi")}
          value={step.note}
          put={(note) =>
            desk.change(
              withStep(doc, step.key, (one) => ({ ...one, note })),
              `${step.key} note`,
            )
          }
        />
        {speaks && (
          <Box
            label={t("Indicazioni per chi traduce")}
            value={step.remark}
            put={(remark) =>
              desk.change(
                withStep(doc, step.key, (one) => ({ ...one, remark })),
                `${step.key} remark`,
              )
            }
          />
        )}
        <Rest body={step.body} kind={kind} />
        <StepActs desk={desk} state={state} step={step} live={live} />
      </div>
    </section>
  );
}

function Marks({ body, put }: Part) {
  const marks = wordsAt(body, "marks");
  return (
    <details className="variants" open={marks.length > 0}>
      <summary>{t("Che cosa è questo passo")}</summary>
      {Object.entries(MARKS).map(([name, meaning]) => (
        <label key={name} className="tick">
          <input
            type="checkbox"
            checked={marks.includes(name)}
            onChange={(event) => {
              const next = event.target.checked
                ? [...marks, name]
                : marks.filter((one) => one !== name);
              put(withEntry(body, "marks", next.length > 0 ? next : undefined));
            }}
          />
          <span>
            <strong>{name}</strong> {t(meaning)}
          </span>
        </label>
      ))}
    </details>
  );
}
