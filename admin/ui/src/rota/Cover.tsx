import { useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { useMe } from "../frame/me";
import { go } from "../frame/way";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { clock } from "../texts/moments";
import { many, t } from "../texts/say";
import { dayOf, longDay, shortDay } from "./days";

type Network = Schemas["NetworkRota"];
const SHOWN = 6;

/** What the rota promises of the published hours, and which of them nobody covers. */
export function Cover({ one, today }: { one: Network; today: string }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="cover">
      <p>{words(one, today)}</p>
      {one.planned && <Holes one={one} />}
      <div className="acts">
        {one.planned && one.editable && (
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("Copertura promessa…")}
          </button>
        )}
        <button type="button" className="quiet" onClick={() => go("agencies", one.id)}>
          {t("Orari pubblicati")}
        </button>
      </div>
      {open && <Pledge one={one} today={today} done={() => setOpen(false)} />}
    </div>
  );
}

function words(one: Network, today: string): string {
  if (!one.planned)
    return t(
      "Per questa rete non è pianificato nessun turno: si lavora come sempre, e conta solo chi segna «In turno».",
    );
  if (!one.until)
    return t(
      "I turni sono pianificati, ma non promettono ancora che ogni ora pubblicata sia coperta.",
    );
  if (one.until < today)
    return t("La copertura promessa è finita: {day}. La prolunghi.", { day: longDay(one.until) });
  return t(
    "Copertura promessa fino a {day}: nessun cambio può lasciare scoperta un'ora pubblicata.",
    {
      day: longDay(one.until),
    },
  );
}

function Holes({ one }: { one: Network }) {
  const [all, setAll] = useState(false);
  if (one.holes.length === 0)
    return <p>{t("Nei prossimi 14 giorni per ogni ora pubblicata è prevista qualcuna.")}</p>;
  const more = one.holes.length - SHOWN;
  return (
    <>
      <p className="holes">
        <strong>
          {many(
            "Nei prossimi 14 giorni {count} volta non è prevista nessuna in ore pubblicate:",
            "Nei prossimi 14 giorni {count} volte non è prevista nessuna in ore pubblicate:",
            one.holes.length,
          )}
        </strong>
      </p>
      <ul className="hole-list">
        {(all ? one.holes : one.holes.slice(0, SHOWN)).map((hole) => (
          <li key={hole.begins_at}>
            {shortDay(dayOf(hole.begins_at))} {clock(hole.begins_at)}-{clock(hole.ends_at)}
          </li>
        ))}
        {more > 0 && !all && (
          <li>
            <button type="button" className="quiet" onClick={() => setAll(true)}>
              {many("e un'altra", "e altre {count}", more)}
            </button>
          </li>
        )}
      </ul>
    </>
  );
}

function Pledge({ one, today, done }: { one: Network; today: string; done: () => void }) {
  const me = useMe();
  const [until, setUntil] = useState(one.until && one.until > today ? one.until : "");
  const { run, busy, problem } = useAct();

  function save(day: string | null): void {
    void run(async () => {
      await act("put", "/api/rota/{id}/cover", { path: { id: one.id }, body: { until: day } });
      announce(t("Salvato."));
      done();
    });
  }

  const field = `cover-${one.id}`;
  return (
    <div className="promise">
      <label htmlFor={field}>{t("Ogni ora pubblicata è coperta fino al")}</label>
      <input
        id={field}
        type="date"
        min={one.until && one.until > today ? one.until : today}
        value={until}
        onChange={(event) => setUntil(event.target.value)}
      />
      <p className="hint">
        {t(
          "Da allora un cambio che lascia scoperta un'ora pubblicata è rifiutato. La data si può solo spostare in avanti.",
        )}
      </p>
      <div className="acts">
        {one.until && me.role === "network_admin" && (
          <button type="button" className="quiet" disabled={busy} onClick={() => save(null)}>
            {t("Non prometta più nulla")}
          </button>
        )}
        <button
          type="button"
          className="primary"
          disabled={busy || !until}
          onClick={() => save(until)}
        >
          {t("Prometta")}
        </button>
      </div>
      <Problem text={problem} />
    </div>
  );
}
