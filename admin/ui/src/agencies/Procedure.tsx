import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { day } from "../texts/moments";
import { mark, type Text, t } from "../texts/say";

const TIMES: readonly [keyof Schemas["Times"], Text][] = [
  ["claim_minutes", mark("Minuti senza presa in carico: telefono di turno")],
  ["told_minutes", mark("Minuti: lo si dice a lei")],
  ["coordinator_minutes", mark("Minuti: la coordinatrice")],
  ["referral_days", mark("Giorni per rispondere a un invio")],
  ["follow_up_days", mark("Giorni fino a chiedere come va")],
  ["training_years", mark("Anni in cui vale una formazione")],
];

/** The operating procedure of an agency, with every older version. */
export function Procedure({ id }: { id: string }) {
  const { data } = useRead("/api/agencies/{id}/procedures", { path: { id } });
  if (!data) return null;
  return (
    <>
      <h3>{t("Procedura operativa")}</h3>
      {data.versions.map((version) => (
        <details key={version.version} className="plain-entry" open={version.holds}>
          <summary>
            {version.version === 0
              ? t("Valori di partenza, senza un atto")
              : t("Atto {number} del {day}", {
                  number: version.act_number,
                  day: version.act_date ? day(version.act_date) : "",
                })}
            {version.holds ? ` · ${t("in vigore")}` : ""}
          </summary>
          {version.valid_from && (
            <small>
              {t("Vale dal {day}, registrata da {person}.", {
                day: day(version.valid_from),
                person: version.recorded_by,
              })}
            </small>
          )}
          <dl className="facts beside">
            {TIMES.map(([name, title]) => (
              <div key={name}>
                <dt>{t(title)}</dt>
                <dd>{version.times[name]}</dd>
              </div>
            ))}
          </dl>
          <ul>
            {version.duties.map((line) => (
              <li key={`${line.who} ${line.what}`} className="plain-entry">
                {line.who}: {line.what} <small>{line.within}</small>
              </li>
            ))}
          </ul>
        </details>
      ))}
      {data.editable && data.versions[0] && (
        <Next key={data.versions.length} id={id} from={data.versions[0]} />
      )}
    </>
  );
}

const EMPTY_LINE = { who: "", what: "", within: "" };

function Next({ id, from }: { id: string; from: Schemas["Procedure"] }) {
  const { run, busy, problem } = useAct();
  const [number, setNumber] = useState("");
  const [date, setDate] = useState("");
  const [valid, setValid] = useState("");
  const [times, setTimes] = useState(from.times);
  const [duties, setDuties] = useState<Schemas["DutyLine"][]>([...from.duties, EMPTY_LINE]);

  function save(): void {
    void run(async () => {
      const body = {
        version: from.version + 1,
        act_number: number,
        act_date: date,
        valid_from: new Date(`${valid}T00:00`).toISOString(),
        times,
        duties: duties.filter((line) => line.who && line.what && line.within),
      };
      await act("post", "/api/agencies/{id}/procedures", { path: { id }, body });
      announce(t("Registrata."));
    });
  }
  const write = (at: number, part: Partial<Schemas["DutyLine"]>): void =>
    setDuties(duties.map((line, index) => (index === at ? { ...line, ...part } : line)));

  return (
    <details>
      <summary>{t("Registri una nuova versione")}</summary>
      <p className="hint">
        {t("Le versioni di prima restano leggibili. Serve l'atto che la decide.")}
      </p>
      <div className="beside">
        <div className="field">
          <label htmlFor="p-number">{t("Numero dell'atto")}</label>
          <input id="p-number" value={number} onChange={(e) => setNumber(e.target.value)} />
        </div>
        <div className="field">
          <label htmlFor="p-date">{t("Data dell'atto")}</label>
          <input id="p-date" type="date" value={date} onChange={(e) => setDate(e.target.value)} />
        </div>
        <div className="field">
          <label htmlFor="p-valid">{t("Vale dal")}</label>
          <input
            id="p-valid"
            type="date"
            value={valid}
            onChange={(e) => setValid(e.target.value)}
          />
        </div>
      </div>
      <div className="beside">
        {TIMES.map(([name, title]) => (
          <div key={name} className="field">
            <label htmlFor={`p-${name}`}>{t(title)}</label>
            <input
              id={`p-${name}`}
              type="number"
              min={1}
              value={times[name]}
              onChange={(event) => setTimes({ ...times, [name]: Number(event.target.value) })}
            />
          </div>
        ))}
      </div>
      <h3>{t("Chi fa che cosa, entro quando")}</h3>
      {duties.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place
        <div key={at} className="beside field">
          <input
            aria-label={t("Chi")}
            value={line.who}
            onChange={(e) => write(at, { who: e.target.value })}
          />
          <input
            aria-label={t("Che cosa")}
            value={line.what}
            onChange={(e) => write(at, { what: e.target.value })}
          />
          <input
            aria-label={t("Entro")}
            value={line.within}
            onChange={(e) => write(at, { within: e.target.value })}
          />
        </div>
      ))}
      <div className="acts start-acts">
        <button type="button" className="quiet" onClick={() => setDuties([...duties, EMPTY_LINE])}>
          {t("Un'altra riga")}
        </button>
        <button
          type="button"
          className="primary"
          disabled={busy || !number || !date || !valid}
          onClick={save}
        >
          {t("Registri")}
        </button>
      </div>
      <Problem text={problem} />
    </details>
  );
}
