import { useState } from "react";
import { useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { AT_THE_DESK, may } from "../features";
import { useMe } from "../frame/me";
import { useClock } from "../parts/useClock";
import { moment } from "../texts/moments";
import { t } from "../texts/say";
import { Cover } from "./Cover";
import { later, longDay } from "./days";
import { type Picked, TurnSheet } from "./TurnSheet";
import { Week } from "./Week";
import "./rota.css";

type Network = Schemas["NetworkRota"];

/** Who is planned when, a week at a time: everybody reads it, who keeps a network plans it. */
export default function Rota() {
  const [day, setDay] = useState("");
  const me = useMe();
  const found = useRead("/api/rota", day ? { query: { day } } : {});
  const week = found.data;
  return (
    <main className="page rota" tabIndex={0}>
      <div className="page-inside">
        <div className="rota-head">
          <h2>{t("Turni")}</h2>
          {week && (
            <nav aria-label={t("Settimana")}>
              <button
                type="button"
                className="square"
                aria-label={t("Settimana prima")}
                onClick={() => setDay(later(week.first, -7))}
              >
                <span aria-hidden="true">‹</span>
              </button>
              <button type="button" onClick={() => setDay("")}>
                {t("Questa settimana")}
              </button>
              <button
                type="button"
                className="square"
                aria-label={t("Settimana dopo")}
                onClick={() => setDay(later(week.first, 7))}
              >
                <span aria-hidden="true">›</span>
              </button>
            </nav>
          )}
        </div>
        {!week && <p>{found.refusal?.message}</p>}
        {week && (
          <p className="hint" aria-live="polite">
            {t("Da {first} a {last}. Le ore sono quelle di Milano.", {
              first: longDay(week.first),
              last: longDay(later(week.first, 6)),
            })}
          </p>
        )}
        {may(me, AT_THE_DESK) && <Own />}
        {week?.networks.length === 0 && (
          <p className="empty">{t("Nessuna rete per cui si pianifichino turni.")}</p>
        )}
        {week?.networks.map((one) => (
          <One key={one.id} one={one} first={week.first} today={week.today} />
        ))}
      </div>
    </main>
  );
}

function One({ one, first, today }: { one: Network; first: string; today: string }) {
  const [picked, pick] = useState<Picked>();
  return (
    <section aria-label={one.network}>
      <h3>{one.network}</h3>
      <Cover key={`${one.id} ${one.until}`} one={one} today={today} />
      <Week one={one} first={first} today={today} pick={pick} />
      {picked && <TurnSheet network={one} picked={picked} close={() => pick(undefined)} />}
    </section>
  );
}

/** Her own turns of the next two weeks. */
function Own() {
  const now = useClock();
  const turns = (useRead("/api/turns").data?.turns ?? []).filter(
    (one) => Date.parse(one.ends_at) > now,
  );
  const next = turns[0];
  if (!next) return null;
  return (
    <details className="own-turns">
      <summary>
        {t("Il Suo prossimo turno: {when}, {network}.", {
          when: moment(next.begins_at),
          network: next.network,
        })}
      </summary>
      <ul>
        {turns.map((one) => (
          <li key={`${one.network} ${one.begins_at}`}>
            {t("Da {begins} a {ends}, {network}", {
              begins: moment(one.begins_at),
              ends: moment(one.ends_at),
              network: one.network,
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
