import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from "react";
import { many, t } from "../texts/say";
import type { DeskState, FlowDesk } from "./desk";
import { type Doc, type Step, saidBy, textAt, waysOf, wordsAt } from "./document";
import type { Grouping } from "./GroupSheet";
import { moved, movedGroup, waysOut } from "./groups";
import { openStep } from "./places";
import { type Row, rowsOf } from "./rows";
import { useTrail } from "./trial/trial";
import type { Folds } from "./useFolds";
import { useInSight } from "./useInSight";
import { kindName, wayName } from "./words";

interface Props {
  readonly desk: FlowDesk;
  readonly state: DeskState;
  readonly steps: readonly Step[];
  readonly open: string;
  /** Step -> how many problems, and whether one is an error. */
  readonly faults: ReadonlyMap<string, Faults>;
  readonly folds: Folds;
  readonly fold: (groups: readonly string[], now: boolean) => void;
  /** Asks how a group is called and which steps are in it. */
  readonly group: (asked: Grouping) => void;
}

export interface Faults {
  readonly count: number;
  readonly isError: boolean;
}

/** The steps in their order as a plain list, groups with a heading that folds them. Arrows go from
 * one row to the next, and fold; Alt moves the step, or the group. */
export function Outline({ desk, state, steps, open, faults, folds, fold, group }: Props) {
  const titles = useMemo(
    () =>
      new Map(state.doc.steps.map((step) => [step.id, saidBy(step.body) || kindName(step.body)])),
    [state.doc.steps],
  );

  const list = useRef<HTMLOListElement>(null);
  const rows = useMemo(() => rowsOf(steps, folds), [steps, folds]);
  const keys = useMemo(() => rows.map((row) => row.key), [rows]);
  const [focused, setFocused] = useState("");
  const at = keys.indexOf(focused);
  const parts = useInSight(
    list,
    keys,
    at >= 0 ? at : rows.findIndex((one) => one.step?.id === open),
  );
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
    const at = (event.target as HTMLElement).closest<HTMLElement>("[data-key]");
    const here = keys.indexOf(at?.dataset.key ?? "");
    const row = rows[here];
    if (!row) return;
    if (!row.step && !event.altKey && SIDES.includes(event.key)) {
      event.preventDefault();
      const rtl = at && getComputedStyle(at).direction === "rtl";
      fold([row.group], (event.key === "ArrowLeft") !== rtl);
      return;
    }
    const there: Readonly<Record<string, number>> = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      Home: 0,
      End: keys.length - 1,
    };
    const to = there[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (event.altKey) {
      if (event.key.startsWith("Arrow")) desk.change(shifted(state.doc, row, to < here ? -1 : 1));
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
        const row = rows[part.row];
        if (!row) return null;
        if (!row.step)
          return (
            <Heading
              key={row.key}
              row={row}
              place={part.row + 1}
              count={rows.length}
              faults={row.folded ? worst(row.steps, faults) : undefined}
              titles={titles}
              fold={fold}
              group={group}
            />
          );
        const { step } = row;
        return (
          step && (
            <StepRow
              key={step.key}
              flow={state.given.flow.id}
              step={step}
              group={row.group}
              place={part.row + 1}
              count={rows.length}
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

const SIDES: readonly string[] = ["ArrowLeft", "ArrowRight"];

const shifted = (doc: Doc, row: Row, by: -1 | 1): Doc =>
  row.step ? moved(doc, row.step, by) : movedGroup(doc, row.group, by);

/** The problems of several steps together: errors, or where there are none, what is advised. */
export function worst(
  steps: readonly Step[],
  faults: ReadonlyMap<string, Faults>,
): Faults | undefined {
  const found = steps.flatMap((step) => faults.get(step.id) ?? []);
  const isError = found.some((one) => one.isError);
  const count = found.reduce((sum, one) => sum + (one.isError === isError ? one.count : 0), 0);
  return count > 0 ? { count, isError } : undefined;
}

interface HeadingProps {
  readonly row: Extract<Row, { readonly folded: boolean }>;
  readonly place: number;
  readonly count: number;
  /** Of the steps that are folded away. */
  readonly faults: Faults | undefined;
  readonly titles: ReadonlyMap<string, string>;
  readonly fold: Props["fold"];
  readonly group: Props["group"];
}

/** A group: how it is called and how many steps it has; folded, also where it leads. */
function Heading({ row, place, count, faults, titles, fold, group }: HeadingProps) {
  const { folded, steps } = row;
  const ways = folded ? waysOut(steps) : [];
  return (
    <li data-key={row.key} data-group={row.group} aria-posinset={place} aria-setsize={count}>
      <h3 className="outline-group">
        <button
          type="button"
          className="quiet"
          aria-expanded={!folded}
          onClick={() => fold([row.group], !folded)}
        >
          <span aria-hidden="true">{folded ? "▸" : "▾"}</span> {row.group}{" "}
          <small>{many("{count} passo", "{count} passi", steps.length)}</small>
        </button>
        {faults && <Faulty faults={faults} />}
        <button
          type="button"
          className="quiet"
          aria-label={t("Cambi il gruppo {group}", { group: row.group })}
          onClick={() => group({ group: row.group, keys: [] })}
        >
          {t("Cambi…")}
        </button>
      </h3>
      {ways.length > 0 && (
        <ul className="outline-ways out">
          {ways.map((to) => (
            <li key={to}>
              → {short(titles.get(to) ?? "")} <code>{to}</code>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** How many problems there are. */
const Faulty = ({ faults }: { faults: Faults }) => (
  <span className={faults.isError ? "flag" : "state"}>
    {faults.isError
      ? many("{count} problema", "{count} problemi", faults.count)
      : many("{count} avvertimento", "{count} avvertimenti", faults.count)}
  </span>
);

interface StepRowProps {
  readonly flow: string;
  readonly step: Step;
  readonly group: string;
  /** Which of how many it is, from 1: not all of them are mounted. */
  readonly place: number;
  readonly count: number;
  readonly starts: boolean;
  readonly isOpen: boolean;
  readonly faults: Faults | undefined;
  readonly titles: ReadonlyMap<string, string>;
}

const StepRow = memo(function StepRow(props: StepRowProps) {
  const { flow, step, group, place, count, starts, isOpen, faults, titles } = props;
  const ways = waysOf(step.body);
  const trail = useTrail(step.id);
  const said = short(saidBy(step.body), LONGEST);
  return (
    <li
      data-step={step.id}
      data-key={step.key}
      className={group ? "in-group" : undefined}
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
          {group && <span className="unseen">{t("nel gruppo {group}", { group })}</span>}
          {starts && <span className="state">{t("inizio")}</span>}
          {trail && <span className="state">{trail === "now" ? t("è qui") : t("percorso")}</span>}
        </span>
        {faults && <Faulty faults={faults} />}
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
