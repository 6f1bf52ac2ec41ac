import { clock } from "../texts/moments";
import { t } from "../texts/say";
import type { Column, Laid, Placed } from "./columns";
import { type Lane, type Lying, lanes } from "./days";
import { clashes, type Days, type Desk, isOff, nameOf, stateOf, wishOf } from "./words";

interface Props extends Laid {
  readonly data: Days;
  readonly desks: readonly Desk[];
  readonly open: (id: string) => void;
}

/** So many pixels a minute has: an appointment of a quarter of an hour still holds a line. */
const SCALE = 1.4;
/** Below so many pixels a block has one line. */
const SHORT = 38;

/** Hours down, desks or days across. */
export function Grid({ columns, axis, ticks, data, desks, open }: Props) {
  const tall = { blockSize: (axis.to - axis.from) * SCALE };
  return (
    <section className="grid" tabIndex={0} aria-label={t("Appuntamenti, per ore")}>
      <div className="grid-hours" aria-hidden="true">
        <div className="grid-head" />
        <div className="grid-body" style={tall}>
          {ticks.map((tick) => (
            <span key={tick.at} className="tick-hour" style={at(axis, tick.at)}>
              {tick.said}
            </span>
          ))}
        </div>
      </div>
      {columns.map((column) => (
        <section key={column.id} className="grid-column" aria-label={column.title}>
          <div className="grid-head">
            <h3>{column.title}</h3>
            {column.hint && <small>{column.hint}</small>}
          </div>
          <div className="grid-body" style={tall}>
            {ticks.map((tick) => (
              <span key={tick.at} className="line-hour" style={at(axis, tick.at)} />
            ))}
            {column.open.map((one) => (
              <span key={one.id} className="stretch-open" style={from(axis, one, 0)}>
                <span className="unseen">{one.said}</span>
              </span>
            ))}
            {!column.shared &&
              column.busy.map((one) => (
                <span key={one.id} className="stretch-busy" style={from(axis, one)}>
                  {t("occupato")} <span className="unseen">{one.said}</span>
                </span>
              ))}
            <Blocks column={column} axis={axis} data={data} desks={desks} open={open} />
          </div>
        </section>
      ))}
    </section>
  );
}

interface Inside {
  readonly column: Column;
  readonly axis: Lying;
  readonly data: Days;
  readonly desks: readonly Desk[];
  readonly open: (id: string) => void;
}

function Blocks({ column, axis, data, desks, open }: Inside) {
  const busy = column.shared ? column.busy : [];
  const beside = lanes([...column.bookings, ...busy]);
  return (
    <ul>
      {busy.map((one, nth) => (
        <li key={one.id}>
          <span
            className="block block-busy"
            style={{ ...from(axis, one), ...lane(beside[column.bookings.length + nth]) }}
          >
            {t("occupato")} <small>{one.said}</small>
          </span>
        </li>
      ))}
      {column.bookings.map((placed, nth) => (
        <li key={placed.one.id}>
          <Block
            placed={placed}
            style={{ ...from(axis, placed), ...lane(beside[nth]) }}
            clash={clashes(placed.one, data.busy)}
            desk={desks.length > 1 ? nameOf(desks, placed.one.calendar) : ""}
            open={open}
          />
        </li>
      ))}
    </ul>
  );
}

interface Shown {
  readonly placed: Placed;
  readonly style: Readonly<Record<string, number | string>>;
  readonly clash: boolean;
  readonly desk: string;
  readonly open: (id: string) => void;
}

function Block({ placed: { one }, style, clash, desk, open }: Shown) {
  const short = Number(style.blockSize) < SHORT ? " short" : "";
  const kind = `block state-${one.state}${clash ? " clash" : ""}${short}`;
  return (
    <button type="button" className={kind} style={style} onClick={() => open(one.id)}>
      <span className="block-line">
        {clock(one.starts_at)} {one.number && <strong>{one.number}</strong>}
        {one.word && <span> {one.word}</span>}
      </span>
      <small>
        {[clash ? t("l'ente è occupato") : "", stateOf(one), wishOf(one), isOff(one) ? "" : desk]
          .filter((text) => text)
          .join(" · ")}
      </small>
    </button>
  );
}

const at = (axis: Lying, minute: number) => ({ insetBlockStart: (minute - axis.from) * SCALE });

function from(axis: Lying, one: Lying, gap = 2) {
  const begins = Math.max(axis.from, one.from);
  const length = Math.min(axis.to, one.to) - begins;
  return { ...at(axis, begins), blockSize: Math.max(0, length * SCALE - gap) };
}

function lane(one: Lane | undefined) {
  const { lane: nth, of } = one ?? { lane: 0, of: 1 };
  return { insetInlineStart: `${(nth / of) * 100}%`, inlineSize: `calc(${100 / of}% - 8px)` };
}
