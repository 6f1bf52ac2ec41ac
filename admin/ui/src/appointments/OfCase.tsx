import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Case, Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { useClock } from "../parts/useClock";
import { clock, moment } from "../texts/moments";
import { t } from "../texts/say";
import { Preview } from "../together/fields";
import { Propose } from "./Propose";
import { type Booking, nameOf, stateOf } from "./words";
import "../together/together.css";
import "./appointments.css";

/** Her appointments with the reader's agencies, and asking her about a new one. */
export function OfCase({ one }: { one: Case }) {
  const path = { id: one.id };
  const { data, refusal } = useRead("/api/cases/{id}/appointments", { path });
  const desks = useRead("/api/calendar/calendars").data?.calendars ?? [];
  const [instead, setInstead] = useState<Booking>();
  const now = useClock();
  if (!data) return <Problem text={refusal?.message ?? ""} />;
  const own = data.bookings.filter((each) => each.state !== "held");
  return (
    <>
      {own.length === 0 && <p className="muted">{t("Nessun appuntamento con i Suoi enti.")}</p>}
      <ul>
        {own.map((each) => (
          <li key={each.id} className="plain-entry">
            <strong>{moment(each.starts_at)}</strong>
            <small>
              {[nameOf(desks, each.calendar), stateOf(each), each.number, each.word]
                .filter((text) => text)
                .join(" · ")}
            </small>
            {each.state === "booked" && Date.parse(each.ends_at) > now && !data.asked && (
              <button
                type="button"
                className="quiet"
                aria-pressed={instead?.id === each.id}
                onClick={() => setInstead(instead?.id === each.id ? undefined : each)}
              >
                {instead?.id === each.id ? t("Non lo sposti") : t("Lo sposti…")}
              </button>
            )}
          </li>
        ))}
      </ul>
      {data.asked ? (
        <Asked one={one} asked={data.asked} desk={nameOf(desks, data.asked.calendar)} />
      ) : data.asked_other ? (
        <p className="hint">
          {t("Le è già stata fatta un'altra domanda: prima risponde, o la domanda si ritira.")}
        </p>
      ) : (
        <Propose
          key={instead?.id ?? "new"}
          one={one}
          desks={desks.filter((each) => each.settings.open)}
          instead={instead}
          done={() => setInstead(undefined)}
        />
      )}
    </>
  );
}

interface Waiting {
  readonly one: Case;
  readonly asked: Schemas["AskedAppointment"];
  readonly desk: string;
}

function Asked({ one, asked, desk }: Waiting) {
  const { run, busy, problem } = useAct();
  return (
    <>
      <p>
        <strong>{t("Le è stato chiesto: {moment}", { moment: moment(asked.starts_at) })}</strong>
      </p>
      <p className="hint">
        {[
          desk,
          asked.held_until
            ? t("il posto è tenuto fino alle {time}", { time: clock(asked.held_until) })
            : t("il posto non è più tenuto: se è libero lo avrà quando risponde"),
        ].join(" · ")}
      </p>
      <Preview lines={asked.preview} title={t("Che cosa leggerà lei nella chat")} />
      <div className="acts start-acts">
        <button
          type="button"
          disabled={busy}
          onClick={() =>
            void run(async () => {
              const body = { id: crypto.randomUUID() };
              await act("post", "/api/cases/{id}/unask", { path: { id: one.id }, body });
              announce(t("Domanda ritirata: il posto è libero."));
            })
          }
        >
          {t("Ritiri la domanda")}
        </button>
      </div>
      <Problem text={problem} />
    </>
  );
}
