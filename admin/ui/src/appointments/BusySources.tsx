import { type FormEvent, useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { moment } from "../texts/moments";
import { many, t } from "../texts/say";
import { problemOf } from "./words";

/** Where the agency's own busy times are read from: addresses that were listed, or a file. */
export function BusySources({ id, keeps }: { id: string; keeps: boolean }) {
  const path = { id };
  const { data } = useRead("/api/calendar/calendars/{id}/sources", { path });
  if (!data) return null;
  return (
    <>
      <p className="hint">
        {t("Quando l'ente è occupato nessuna può prenotare. Si legge solo quando, mai che cosa.")}
      </p>
      {data.sources.length === 0 && <p className="muted">{t("Nessuna agenda collegata.")}</p>}
      <ul>
        {data.sources.map((one) => (
          <li key={one.id} className="plain-entry">
            <Source id={id} one={one} keeps={keeps} />
          </li>
        ))}
      </ul>
      {keeps && <Add id={id} />}
    </>
  );
}

function Source({ id, one, keeps }: { id: string; one: Schemas["Source"]; keeps: boolean }) {
  const { run, busy, problem } = useAct();
  return (
    <>
      <strong>{one.kind === "file" ? t("Un file") : one.host}</strong>
      <small>
        {[
          many("{count} tempo occupato", "{count} tempi occupati", one.count),
          one.read_at
            ? t("letto {moment}", { moment: moment(one.read_at) })
            : t("si legge fra poco"),
        ].join(" · ")}
      </small>
      {one.problem && (
        <p className="problem">
          {t("Non si legge: {why}. Vale ciò che diceva prima.", { why: problemOf(one.problem) })}
        </p>
      )}
      {keeps && (
        <div className="acts">
          <button
            type="button"
            className="quiet"
            disabled={busy}
            onClick={() =>
              void run(async () => {
                const path = { id, source: one.id };
                await act("post", "/api/calendar/calendars/{id}/sources/{source}/drop", { path });
                announce(t("Agenda tolta: i suoi tempi sono di nuovo liberi."));
              })
            }
          >
            {t("La tolga")}
          </button>
        </div>
      )}
      <Problem text={problem} />
    </>
  );
}

function Add({ id }: { id: string }) {
  const { run, busy, problem } = useAct();
  const [url, setUrl] = useState("");
  const path = { id };

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      await act("post", "/api/calendar/calendars/{id}/sources", { path, body: { url } });
      setUrl("");
      announce(t("Indirizzo aggiunto: si legge fra un minuto, poi ogni quarto d'ora."));
    });
  }

  return (
    <>
      <form onSubmit={submitted}>
        <label htmlFor="busy-address">{t("Indirizzo iCalendar dell'agenda (https)")}</label>
        <div className="with-act">
          <input
            id="busy-address"
            type="url"
            autoComplete="off"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
          <button type="submit" disabled={busy || !url.trim()}>
            {t("Lo aggiunga")}
          </button>
        </div>
      </form>
      <div className="field">
        <label htmlFor="busy-file">
          {t("Oppure un file .ics; prende il posto di quello prima")}
        </label>
        <input
          id="busy-file"
          type="file"
          accept=".ics,text/calendar"
          disabled={busy}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (!file) return;
            void run(async () => {
              const body = { text: await textOf(file) };
              await act("post", "/api/calendar/calendars/{id}/file", { path, body });
              announce(t("File letto."));
            });
          }}
        />
      </div>
      <Problem text={problem} />
    </>
  );
}

/** Desk programs still write UTF-16 and Latin-1. */
async function textOf(file: File): Promise<string> {
  const raw = await file.arrayBuffer();
  const [first, second] = new Uint8Array(raw.slice(0, 2));
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(raw);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(raw);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch {
    return new TextDecoder("windows-1252").decode(raw);
  }
}
