import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from "react";
import { many, t } from "../texts/say";
import { moved } from "./changes";
import type { DeskState, FlowDesk } from "./desk";
import { type Step, saidBy, textAt, waysOf, wordsAt } from "./document";
import { openStep } from "./places";
import { useTrail } from "./trial/trial";
import { useInSight } from "./useInSight";
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

  const list = useRef<HTMLOListElement>(null);
  const keys = useMemo(() => steps.map((step) => step.key), [steps]);
  const [focused, setFocused] = useState("");
  const at = keys.indexOf(focused);
  const parts = useInSight(list, keys, at >= 0 ? at : steps.findIndex((one) => one.id === open));
  const [wanted, setWanted] = useState("");
  useEffect(() => {
    if (!wanted) return;
    // It may have had to be mounted first.
    const row = [...(list.current?.children ?? [])].find(
      (one) => (one as HTMLElement).dataset.key === wanted,
    );
    row?.querySelector("button")?.focus();
    setWanted("");
  }, [wanted]);
  const before = useRef(open);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another step moves the list
  useEffect(() => {
    const closed = steps.find((one) => one.id === before.current);
    before.current = open;
    if (open)
      list.current?.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
    else if (closed && document.activeElement === document.body) {
      setFocused(closed.key);
      setWanted(closed.key);
    }
  }, [open]);

  function pressed(event: KeyboardEvent<HTMLOListElement>): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-key]");
    const here = keys.indexOf(row?.dataset.key ?? "");
    const there: Readonly<Record<string, number>> = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      Home: 0,
      End: keys.length - 1,
    };
    const to = there[event.key];
    const step = steps[here];
    if (to === undefined || !step) return;
    event.preventDefault();
    if (event.altKey) {
      if (event.key.startsWith("Arrow")) desk.change(moved(state.doc, step, to - here));
      return;
    }
    const key = keys[to];
    if (key === undefined) return;
    setFocused(key);
    setWanted(key);
  }

  return (
    <ol
      ref={list}
      className="outline"
      onKeyDown={pressed}
      onFocus={(event) =>
        setFocused(event.target.closest<HTMLElement>("[data-key]")?.dataset.key ?? "")
      }
      onBlur={() => setFocused("")}
    >
      {parts.map((part) => {
        if ("gap" in part) {
          const style = { blockSize: part.height };
          return <li key={`gap ${part.gap}`} className="gap" aria-hidden="true" style={style} />;
        }
        const step = steps[part.row];
        return (
          step && (
            <Row
              key={step.key}
              flow={state.given.flow.id}
              step={step}
              place={part.row + 1}
              count={steps.length}
              starts={state.doc.start === step.id}
              isOpen={step.id === open}
              faults={faults.get(step.id)}
              titles={titles}
            />
          )
        );
      })}
    </ol>
  );
}

interface RowProps {
  readonly flow: string;
  readonly step: Step;
  /** Which of how many it is, from 1: not all of them are mounted. */
  readonly place: number;
  readonly count: number;
  readonly starts: boolean;
  readonly isOpen: boolean;
  readonly faults: Faults | undefined;
  readonly titles: ReadonlyMap<string, string>;
}

const Row = memo(function Row(props: RowProps) {
  const { flow, step, place, count, starts, isOpen, faults, titles } = props;
  const ways = waysOf(step.body);
  const trail = useTrail(step.id);
  const said = short(saidBy(step.body), LONGEST);
  return (
    <li
      data-step={step.id}
      data-key={step.key}
      data-trail={trail || undefined}
      aria-posinset={place}
      aria-setsize={count}
    >
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
        {said && <span className="outline-text">{said}</span>}
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

/** No message of a channel is longer: what is stands whole in its step. */
const LONGEST = 1200;
const short = (text: string, length = 32): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;
