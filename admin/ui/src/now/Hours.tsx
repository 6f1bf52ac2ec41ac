import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { useMe } from "../frame/me";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { moment } from "../texts/moments";
import { t } from "../texts/say";
import { fromWritten, inWords, readDays, writeDays } from "./written";

type Network = Schemas["NetworkHours"];

/** When her networks answer: what a woman is told where nobody is on duty. */
export function Hours() {
  const networks = useRead("/api/hours").data?.networks ?? [];
  if (networks.length === 0) return null;
  return (
    <section aria-label={t("Quando risponde la rete")}>
      <h3>{t("Quando risponde la rete")}</h3>
      <p className="hint">
        {t(
          "Quando nessuna è in turno, lei legge da quando si risponde di nuovo. Nei giorni di festa, anche il 7 dicembre, si è chiusi se non è segnato altro.",
        )}
      </p>
      {networks.map((one) => (
        <One key={`${one.id} ${one.changed_at}`} one={one} />
      ))}
    </section>
  );
}

function One({ one }: { one: Network }) {
  const me = useMe();
  return (
    <div className="carries">
      <h4>{one.network}</h4>
      <p>
        {!one.own && t("Valgono gli orari dell'elenco.")}
        {one.own && (one.open_now ? t("Adesso si risponde.") : t("Adesso è chiuso."))}{" "}
        {one.opens_next && t("Riapre {when}.", { when: moment(one.opens_next) })}
      </p>
      {me.role === "network_admin" && <Edit one={one} />}
    </div>
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
