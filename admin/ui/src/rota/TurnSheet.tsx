import { useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { Sheet } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { clockOf, endingAfter, longDay, minuteOf } from "./days";

type Network = Schemas["NetworkRota"];

/** Where somebody pressed: a turn, or a day on which one may be added. */
export interface Picked {
  readonly day: string;
  readonly turn?: Schemas["Turn"];
  readonly account?: string;
}

interface Props {
  readonly network: Network;
  readonly picked: Picked;
  readonly close: () => void;
}

/** One turn: who, from when to when, every week or once; or nobody any more. */
export function TurnSheet({ network, picked, close }: Props) {
  const { day, turn } = picked;
  const able = network.people.filter((one) => one.able);
  const [account, setAccount] = useState(
    turn?.account ?? picked.account ?? (able[0]?.account || ""),
  );
  const [from, setFrom] = useState(clockOf(turn?.begins ?? 9 * 60));
  const [to, setTo] = useState(clockOf(turn?.ends ?? 13 * 60));
  const [weekly, setWeekly] = useState(false);
  const [last, setLast] = useState("");
  const [onwards, setOnwards] = useState(false);
  const { run, busy, problem } = useAct();

  const begins = minuteOf(from);
  const ends = endingAfter(begins, to);

  function save(put: Schemas["PutTurn"] | null): void {
    void run(async () => {
      if (turn)
        await act("post", "/api/rota/{id}/shifts/{shift}", {
          path: { id: network.id, shift: turn.shift },
          body: { day, onwards, put },
        });
      else
        await act("post", "/api/rota/{id}/shifts", {
          path: { id: network.id },
          body: { account, day, begins, ends, weekly, last: weekly && last ? last : null },
        });
      announce(t("Salvato."));
      close();
    });
  }

  const acts = (
    <>
      {turn && (
        <button type="button" className="quiet" disabled={busy} onClick={() => save(null)}>
          {t("Tolga il turno")}
        </button>
      )}
      <button type="button" onClick={close}>
        {t("Annulli")}
      </button>
      <button
        type="button"
        className="primary"
        disabled={busy || !account}
        onClick={() => save({ account, begins, ends })}
      >
        {t("Salvi")}
      </button>
    </>
  );
  return (
    <Sheet
      open
      close={close}
      title={turn ? t("Turno di {day}", { day: longDay(day) }) : longDay(day)}
      acts={acts}
    >
      <div className="field">
        <label htmlFor="turn-who">{t("Chi")}</label>
        <select id="turn-who" value={account} onChange={(event) => setAccount(event.target.value)}>
          {network.people
            .filter((one) => one.able || one.account === turn?.account)
            .map((one) => (
              <option key={one.account} value={one.account}>
                {one.name}
              </option>
            ))}
        </select>
      </div>
      <div className="turn-times">
        <div className="field">
          <label htmlFor="turn-from">{t("Dalle")}</label>
          <input
            id="turn-from"
            type="time"
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="turn-to">{t("Alle")}</label>
          <input
            id="turn-to"
            type="time"
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
          {ends > 24 * 60 && <p className="hint">{t("del giorno dopo")}</p>}
        </div>
      </div>
      {turn?.weekly && (
        <fieldset className="field">
          <legend>{t("Che cosa cambia")}</legend>
          <label className="check">
            <input type="radio" checked={!onwards} onChange={() => setOnwards(false)} />
            {t("Solo questo giorno")}
          </label>
          <label className="check">
            <input type="radio" checked={onwards} onChange={() => setOnwards(true)} />
            {t("Questo e tutti i seguenti")}
          </label>
        </fieldset>
      )}
      {!turn && (
        <label className="check">
          <input type="checkbox" checked={weekly} onChange={() => setWeekly(!weekly)} />
          {t("Ogni settimana")}
        </label>
      )}
      {!turn && weekly && (
        <div className="field">
          <label htmlFor="turn-last">{t("Fino al (vuoto: senza fine)")}</label>
          <input
            id="turn-last"
            type="date"
            min={day}
            value={last}
            onChange={(event) => setLast(event.target.value)}
          />
        </div>
      )}
      <Problem text={problem} />
    </Sheet>
  );
}
