import { useState } from "react";
import { useRead } from "../api/reading";
import { Problem } from "../parts/Problem";
import { useNarrow } from "../parts/useNarrow";
import { many, t } from "../texts/say";
import { Agenda } from "./Agenda";
import { dayColumns, weekColumns } from "./columns";
import { Grid } from "./Grid";
import { OneBooking } from "./OneBooking";
import type { Desk } from "./words";

interface Props {
  readonly first: string;
  readonly days: number;
  readonly desks: readonly Desk[];
}

/** Some days of appointments: a grid on a wide screen, a list of what comes on a phone. */
export function Planned({ first, days, desks }: Props) {
  const narrow = useNarrow();
  const [desk, setDesk] = useState("");
  const [open, setOpen] = useState("");
  const query = { from: first, days: String(days) };
  const { data, refusal } = useRead("/api/calendar/bookings", { query });
  if (!data) return <Problem text={refusal?.message ?? ""} />;
  const mine = <T extends { calendar: string }>(all: readonly T[]): T[] =>
    all.filter((one) => !desk || one.calendar === desk);
  const shown = {
    ...data,
    bookings: mine(data.bookings),
    busy: mine(data.busy),
    days: data.days.map((one) => ({ ...one, hours: mine(one.hours) })),
  };
  const there = desks.filter((one) => one.settings.open && (!desk || one.id === desk));
  const chosen = data.bookings.find((one) => one.id === open);
  return (
    <div className="planned">
      <div className="planned-head">
        {desks.length > 1 && (
          <select
            aria-label={t("Di quale sportello")}
            value={desk}
            onChange={(event) => setDesk(event.target.value)}
          >
            <option value="">{t("Tutti gli sportelli")}</option>
            {desks.map((one) => (
              <option key={one.id} value={one.id}>
                {one.settings.name}
              </option>
            ))}
          </select>
        )}
        <p className="hint">{summed(shown.bookings)}</p>
      </div>
      {desks.length === 0 && (
        <p className="empty">
          {t("Non c'è ancora nessun calendario: lo apre chi coordina, in «Calendari».")}
        </p>
      )}
      {narrow ? (
        <Agenda data={shown} desks={there} open={setOpen} />
      ) : (
        there.length > 0 && (
          <Grid
            {...(days === 1 ? dayColumns(shown, there) : weekColumns(shown, there))}
            data={shown}
            desks={days === 1 ? [] : there}
            open={setOpen}
          />
        )
      )}
      {chosen && (
        <OneBooking
          one={chosen}
          desk={desks.find((each) => each.id === chosen.calendar)}
          busy={data.busy}
          close={() => setOpen("")}
        />
      )}
    </div>
  );
}

function summed(all: readonly { state: string }[]): string {
  const count = (...states: string[]): number =>
    all.filter((one) => states.includes(one.state)).length;
  const live = count("booked", "came", "missed");
  const said = [many("{count} appuntamento", "{count} appuntamenti", live)];
  if (count("came")) said.push(many("{count} venuta", "{count} venute", count("came")));
  if (count("missed")) {
    said.push(many("{count} non venuta", "{count} non venute", count("missed")));
  }
  if (count("held")) {
    said.push(many("{count} posto tenuto", "{count} posti tenuti", count("held")));
  }
  return said.join(" · ");
}
