import { type KeyboardEvent, type ReactNode, useSyncExternalStore } from "react";
import type { Schemas } from "../api/types";
import { clock, languageName } from "../texts/moments";
import { t } from "../texts/say";
import { dayOf, longDay, shortDay, spanOf, weekOf } from "./days";
import type { Picked } from "./TurnSheet";

type Network = Schemas["NetworkRota"];
type Person = Schemas["Planned"];
type Turn = Schemas["Turn"];
type Stretch = Schemas["Stretch"];

interface Props {
  readonly one: Network;
  readonly first: string;
  readonly today: string;
  readonly pick: (picked: Picked) => void;
}

const NARROW = matchMedia("(max-width: 899px)");
const narrow = (): boolean => NARROW.matches;
function watchWidth(changed: () => void): () => void {
  NARROW.addEventListener("change", changed);
  return () => NARROW.removeEventListener("change", changed);
}

/** One week of a network: people and days on a wide screen, day after day on a narrow one. */
export function Week(props: Props) {
  const { one } = props;
  const isNarrow = useSyncExternalStore(watchWidth, narrow);
  if (!one.planned && !one.editable) return null;
  if (one.people.length === 0)
    return <p>{t("In questa rete non c'è nessuna da mettere in turno.")}</p>;
  return isNarrow ? <Days {...props} /> : <Table {...props} />;
}

function Table({ one, first, today, pick }: Props) {
  const days = weekOf(first);
  return (
    <table className="week" onKeyDown={walk}>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{t("Persona")}</span>
          </th>
          {days.map((day) => (
            <th key={day} scope="col" aria-current={day === today ? "date" : undefined}>
              <abbr title={longDay(day)}>{shortDay(day)}</abbr>
            </th>
          ))}
        </tr>
        <tr>
          <th scope="row" className="plain">
            {t("Orari pubblicati")}
          </th>
          {days.map((day) => (
            <td key={day}>
              <Stretches all={one.openings} day={day} />
            </td>
          ))}
        </tr>
        {one.holes.length > 0 && (
          <tr>
            <th scope="row" className="uncovered">
              {t("Nessuna prevista")}
            </th>
            {days.map((day) => (
              <td key={day} className="uncovered">
                <Stretches all={one.holes} day={day} />
              </td>
            ))}
          </tr>
        )}
      </thead>
      <tbody>
        {one.people.map((person) => (
          <tr key={person.account}>
            <th scope="row" className={person.mine ? "own-name" : ""}>
              <Name person={person} />
            </th>
            {days.map((day) => (
              <td key={day} data-day={day}>
                <Cell one={one} person={person} day={day} today={today} pick={pick} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Days({ one, first, today, pick }: Props) {
  return (
    <ol className="days">
      {weekOf(first).map((day) => {
        const turns = one.turns.filter((turn) => turn.day === day);
        const holes = on(one.holes, day);
        return (
          <li key={day}>
            <h4 aria-current={day === today ? "date" : undefined}>{longDay(day)}</h4>
            <Line name={t("Orari pubblicati")}>
              <Stretches all={one.openings} day={day} />
            </Line>
            {holes.length > 0 && (
              <Line name={t("Nessuna prevista")} style="holes">
                <Stretches all={holes} day={day} />
              </Line>
            )}
            {one.people
              .filter((person) => turns.some((turn) => turn.account === person.account))
              .map((person) => (
                <div key={person.account} className="day-person">
                  <Name person={person} />
                  <Cell one={one} person={person} day={day} today={today} pick={pick} bare />
                </div>
              ))}
            {one.editable && day >= today && (
              <button type="button" className="quiet" onClick={() => pick({ day })}>
                {t("Aggiunga un turno")}
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Line({ name, style, children }: { name: string; style?: string; children: ReactNode }) {
  return (
    <p className={style ? `day-line ${style}` : "day-line"}>
      <small>{name}</small> {children}
    </p>
  );
}

function Name({ person }: { person: Person }) {
  return (
    <span className="planned-name">
      {person.name}
      {person.mine && ` (${t("Lei stessa")})`}
      <small>
        {person.able
          ? person.languages.map(languageName).join(", ")
          : t("non risponde più qui: non copre")}
      </small>
    </span>
  );
}

interface CellProps extends Omit<Props, "first"> {
  readonly person: Person;
  readonly day: string;
  /** Without the button that adds: another stands beside it. */
  readonly bare?: boolean;
}

function Cell({ one, person, day, today, pick, bare }: CellProps) {
  const turns = one.turns.filter((turn) => turn.account === person.account && turn.day === day);
  const name = { name: person.name, day: longDay(day) };
  const open = one.editable && day >= today;
  return (
    <>
      {turns.map((turn) =>
        one.editable ? (
          <button
            key={turn.shift}
            type="button"
            className={turn.covers ? "turn" : "turn idle"}
            aria-label={`${said(turn)}. ${t("{name}, {day}: cambi il turno", name)}`}
            onClick={() => pick({ day, turn })}
          >
            {said(turn)}
          </button>
        ) : (
          <span key={turn.shift} className={turn.covers ? "turn" : "turn idle"}>
            {said(turn)}
          </span>
        ),
      )}
      {open && !bare && person.able && (
        <button
          type="button"
          className="quiet add"
          aria-label={t("{name}, {day}: aggiunga un turno", name)}
          onClick={() => pick({ day, account: person.account })}
        >
          <span aria-hidden="true">+</span>
        </button>
      )}
    </>
  );
}

const said = (turn: Turn): string =>
  `${spanOf(turn.begins, turn.ends)}${turn.weekly ? ` ${t("ogni settimana")}` : ""}`;

const on = (all: readonly Stretch[], day: string): Stretch[] =>
  all.filter((one) => dayOf(one.begins_at) === day);

function Stretches({ all, day }: { all: readonly Stretch[]; day: string }) {
  const found = on(all, day).map((one) => `${clock(one.begins_at)}-${clock(one.ends_at)}`);
  return <span>{found.join(", ") || "–"}</span>;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** From one cell to the next by the arrows, over those in which nothing can be pressed. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key];
  const cell = event.target instanceof Element ? event.target.closest("td") : null;
  if (!step || !cell) return;
  const rows = [...event.currentTarget.rows];
  let row = rows.findIndex((one) => one.contains(cell)) + step[0];
  let column = cell.cellIndex + step[1];
  while (rows[row]?.cells[column]) {
    const button = rows[row]?.cells[column]?.querySelector("button");
    if (button) {
      event.preventDefault();
      button.focus();
      return;
    }
    row += step[0];
    column += step[1];
  }
}
