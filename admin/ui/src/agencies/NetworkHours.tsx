import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { openWords } from "../now/Hours";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { fromWritten, inWords, readDays, writeDays } from "./written";
import "../now/now.css";

type Network = Schemas["NetworkHours"];

/** The hours that a network publishes: what she is told, and what the rota has to cover. */
export function NetworkHours({ id, editable }: { id: string; editable: boolean }) {
  const one = useRead("/api/hours").data?.networks.find((each) => each.id === id);
  if (!one) return null;
  return (
    <section className="carries" aria-label={t("Orari pubblicati")}>
      <h3>{t("Orari pubblicati")}</h3>
      <p className="hint">
        {t(
          "Quando nessuna è in turno, lei legge da quando si risponde di nuovo. Nei giorni di festa, anche il 7 dicembre, si è chiusi se non è segnato altro.",
        )}
      </p>
      <p>{openWords(one)}</p>
      {editable && <Edit key={`${one.id} ${one.changed_at}`} one={one} />}
    </section>
  );
}

function Edit({ one }: { one: Network }) {
  const [week, setWeek] = useState(inWords(one.week));
  const [own, setOwn] = useState(one.august !== null);
  const [august, setAugust] = useState(inWords(one.august ?? ""));
  const [holidays, setHolidays] = useState(one.holidays);
  const [days, setDays] = useState(writeDays(one.days));
  const { run, busy, problem } = useAct();

  function save(): void {
    void run(async () => {
      await act("put", "/api/hours/{id}", {
        path: { id: one.id },
        body: {
          week: fromWritten(week),
          august: own ? fromWritten(august) : null,
          holidays,
          days: readDays(days),
        },
      });
      announce(t("Salvato."));
    });
  }

  return (
    <details>
      <summary>{t("Cambi gli orari")}</summary>
      <label>
        {t("Settimana")}
        <input value={week} onChange={(event) => setWeek(event.target.value)} />
      </label>
      <p className="hint">{t("Così: lun-ven 09:00-18:00; sab 09:00-12:00")}</p>
      <label className="check">
        <input type="checkbox" checked={own} onChange={() => setOwn(!own)} />
        {t("In agosto è diverso")}
      </label>
      {own && (
        <label>
          {t("Agosto (niente: chiuso)")}
          <input value={august} onChange={(event) => setAugust(event.target.value)} />
        </label>
      )}
      <label className="check">
        <input type="checkbox" checked={holidays} onChange={() => setHolidays(!holidays)} />
        {t("Aperto anche nei giorni di festa")}
      </label>
      <label>
        {t("Giorni diversi, uno per riga")}
        <textarea rows={3} value={days} onChange={(event) => setDays(event.target.value)} />
      </label>
      <p className="hint">{t("Così: 2026-12-24 09:00-12:00, oppure 2026-12-31 se è chiuso.")}</p>
      <button type="button" disabled={busy} onClick={save}>
        {t("Salvi")}
      </button>
      <Problem text={problem} />
    </details>
  );
}
