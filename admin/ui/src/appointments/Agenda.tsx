import { clock } from "../texts/moments";
import { t } from "../texts/say";
import {
  type Booking,
  clashes,
  type Days,
  type Desk,
  isOff,
  nameOf,
  stateOf,
  wholeDay,
  wishOf,
} from "./words";

interface Props {
  readonly data: Days;
  readonly desks: readonly Desk[];
  readonly open: (id: string) => void;
}

/** What comes, day by day, in one column: for a phone. */
export function Agenda({ data, desks, open }: Props) {
  return (
    <>
      {data.days.map((day) => (
        <section key={day.day}>
          <h3 className="list-title">
            {wholeDay(day.day)}
            {day.holiday && ` · ${t("festivo")}`}
          </h3>
          <OfDay day={day} data={data} desks={desks} open={open} />
        </section>
      ))}
    </>
  );
}

type Line =
  | { at: string; booking: Booking; busy?: undefined }
  | { at: string; booking?: undefined; busy: Days["busy"][number] };

function OfDay({ day, data, desks, open }: Props & { day: Days["days"][number] }) {
  const lines: Line[] = [
    ...data.bookings
      .filter((one) => one.starts_at >= day.begins_at && one.starts_at < day.ends_at)
      .map((booking) => ({ at: booking.starts_at, booking })),
    ...data.busy
      .filter((one) => one.starts_at < day.ends_at && day.begins_at < one.ends_at)
      .map((busy) => ({ at: busy.starts_at, busy })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  if (lines.length === 0) {
    return (
      <p className="hint padded">
        {day.hours.length > 0 ? t("Nessun appuntamento.") : t("Chiuso.")}
      </p>
    );
  }
  return (
    <ul>
      {lines.map((line) =>
        line.booking ? (
          <li key={line.booking.id}>
            <Row one={line.booking} data={data} desks={desks} open={open} />
          </li>
        ) : (
          <li key={`${line.busy.calendar} ${line.at}`} className="entry busy-entry">
            {clock(line.busy.starts_at)}-{clock(line.busy.ends_at)} {t("occupato")}
            <small>{nameOf(desks, line.busy.calendar)}</small>
          </li>
        ),
      )}
    </ul>
  );
}

function Row({ one, data, desks, open }: Props & { one: Booking }) {
  const clash = clashes(one, data.busy);
  return (
    <button type="button" className={`row state-${one.state}`} onClick={() => open(one.id)}>
      <span>
        {clock(one.starts_at)}-{clock(one.ends_at)} {one.word}
      </span>
      <span className="end">{one.number}</span>
      <small>
        {[clash ? t("l'ente è occupato") : "", stateOf(one), wishOf(one)]
          .filter((text) => text)
          .join(" · ")}
      </small>
      {!isOff(one) && desks.length > 1 && (
        <small>{[nameOf(desks, one.calendar), one.room].filter((text) => text).join(" · ")}</small>
      )}
    </button>
  );
}
