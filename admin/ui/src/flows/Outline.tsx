import { type KeyboardEvent, memo, useMemo } from "react";
import { many, t } from "../texts/say";
import { moved } from "./changes";
import type { DeskState, FlowDesk } from "./desk";
import { type Step, saidBy, textAt, waysOf, wordsAt } from "./document";
import { openStep } from "./places";
import { useTrail } from "./trial/trial";
import { kindName, wayName } from "./words";

interface Props {
  readonly desk: FlowDesk;
  readonly state: DeskState;
  readonly steps: readonly Step[];
  readonly open: string;
  /** Step -> how many problems, and whether one is an error. */
  readonly faults: ReadonlyMap<string, Faults>;
}

export interface Faults {
  readonly count: number;
  readonly isError: boolean;
}

/** The steps in their order as a plain list. Arrows go from one to the next, Alt moves the step. */
export function Outline({ desk, state, steps, open, faults }: Props) {
  const titles = useMemo(
    () =>
      new Map(state.doc.steps.map((step) => [step.id, saidBy(step.body) || kindName(step.body)])),
    [state.doc.steps],
  );

  function pressed(event: KeyboardEvent<HTMLOListElement>): void {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const row = (event.target as HTMLElement).closest("li");
    if (!by || !row) return;
    event.preventDefault();
    const step = state.doc.steps.find((one) => one.id === row.dataset.step);
    if (event.altKey && step) desk.change(moved(state.doc, step, by));
    else {
      const next = by > 0 ? row.nextElementSibling : row.previousElementSibling;
      next?.querySelector("button")?.focus();
    }
  }

  return (
    <ol className="outline" onKeyDown={pressed}>
      {steps.map((step) => (
        <Row
          key={step.key}
          flow={state.given.flow.id}
          step={step}
          starts={state.doc.start === step.id}
          isOpen={step.id === open}
          faults={faults.get(step.id)}
          titles={titles}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  readonly flow: string;
  readonly step: Step;
  readonly starts: boolean;
  readonly isOpen: boolean;
  readonly faults: Faults | undefined;
  readonly titles: ReadonlyMap<string, string>;
}

const Row = memo(function Row({ flow, step, starts, isOpen, faults, titles }: RowProps) {
  const ways = waysOf(step.body);
  const trail = useTrail(step.id);
  return (
    <li data-step={step.id} data-trail={trail || undefined}>
      <button
        type="button"
        className="row"
        aria-current={isOpen}
        onClick={() => openStep(flow, step.id)}
      >
        <span className="outline-kind">
          {kindName(step.body)} <code>{step.id}</code>
          {starts && <span className="state">{t("inizio")}</span>}
          {trail && <span className="state">{trail === "now" ? t("è qui") : t("percorso")}</span>}
        </span>
        {faults && (
          <span className={faults.isError ? "flag" : "state"}>
            {faults.isError
              ? many("{count} problema", "{count} problemi", faults.count)
              : many("{count} avviso", "{count} avvisi", faults.count)}
          </span>
        )}
        {saidBy(step.body) && <span className="outline-text">{saidBy(step.body)}</span>}
        {wordsAt(step.body, "marks").length > 0 && (
          <small>{wordsAt(step.body, "marks").join(", ")}</small>
        )}
      </button>
      {ways.length > 0 && (
        <ul className="outline-ways">
          {ways.map((way) => (
            <li key={way.path.join("/")}>
              {wayName(way)} →{" "}
              {titles.has(way.to) ? (
                <button type="button" className="link" onClick={() => openStep(flow, way.to)}>
                  {short(titles.get(way.to) ?? "")} <code>{way.to}</code>
                </button>
              ) : (
                <strong>{t("{step}: non c'è", { step: way.to })}</strong>
              )}
            </li>
          ))}
          {textAt(step.body, "flow") && (
            <li>
              <button
                type="button"
                className="link"
                onClick={() => openStep(textAt(step.body, "flow"))}
              >
                {t("apra il percorso {flow}", { flow: textAt(step.body, "flow") })}
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  );
});

const short = (text: string): string => (text.length > 32 ? `${text.slice(0, 31)}…` : text);
