import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { useMe } from "../frame/me";
import { Problem } from "../parts/Problem";
import { Sure } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { dayAndTime } from "../texts/moments";
import { many, t } from "../texts/say";
import "./imports.css";

type Feed = Schemas["CallsFeed"];

const EVERY = [1, 6, 24];

/** The addresses that calls are read from, how each goes, and a new one. */
export function Feeds() {
  const feeds = useRead("/api/training/feeds").data?.feeds;
  return (
    <>
      <div className="heading">
        <h2>{t("Indirizzi letti da soli")}</h2>
      </div>
      <div className="padded page">
        <p className="hint">
          {t(
            "Un feed RSS o Atom, o una pagina con JSON-LD, di un sito pubblico (https). Quello che non dice per chi e fino a quando resta in bozza in «Corsi».",
          )}
        </p>
        {feeds?.length === 0 && <p>{t("Nessun indirizzo.")}</p>}
        <ul>
          {feeds?.map((one) => (
            <OneFeed key={one.id} one={one} />
          ))}
        </ul>
        <NewFeed />
      </div>
    </>
  );
}

function OneFeed({ one }: { one: Feed }) {
  const { run, busy, problem } = useAct();
  const [asking, setAsking] = useState(false);
  const path = { id: one.id };
  return (
    <li className="plain-entry">
      <strong>{one.source}</strong>
      <p className="address">{one.url}</p>
      <small>
        {[
          every(one.hours),
          one.read_at ? t("letto {at}", { at: dayAndTime(one.read_at) }) : t("non ancora letto"),
          many("{count} avviso", "{count} avvisi", one.calls),
          one.network,
        ].join(" · ")}
      </small>
      {one.read_at && one.new + one.changed + one.gone > 0 && (
        <small>
          {t("Ultima lettura: {new} nuovi, {changed} cambiati, {gone} tolti", {
            new: one.new,
            changed: one.changed,
            gone: one.gone,
          })}
        </small>
      )}
      {one.problem && (
        <p className="problem">
          {one.asked_at && `${dayAndTime(one.asked_at)}: `}
          {one.problem}
        </p>
      )}
      {one.left_out > 0 && (
        <details>
          <summary>
            {many("{count} voce lasciata fuori", "{count} voci lasciate fuori", one.left_out)}
          </summary>
          <ul>
            {one.rows.map((row) => (
              <li key={JSON.stringify(row)} className="plain-entry">
                <strong>{t("riga {line}", { line: row.line })}</strong> · {row.what} {row.remedy}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="acts">
        <button
          type="button"
          disabled={busy}
          onClick={() => void run(() => act("post", "/api/training/feeds/{id}/read", { path }))}
        >
          {t("Legga adesso")}
        </button>
        <button type="button" disabled={busy} onClick={() => setAsking(true)}>
          {t("Non legga più")}
        </button>
      </div>
      <Problem text={problem} />
      <Sure
        open={asking}
        title={t("Non leggere più questo indirizzo")}
        no={t("Torni indietro")}
        yes={t("Non legga più")}
        answered={(yes) => {
          setAsking(false);
          if (yes) {
            void run(() => act("post", "/api/training/feeds/{id}/drop", { path }));
          }
        }}
      >
        <p>{t("Gli avvisi che ha dato restano fino alla loro scadenza.")}</p>
      </Sure>
    </li>
  );
}

function NewFeed() {
  const me = useMe();
  const { run, busy, problem } = useAct();
  const [url, setUrl] = useState("");
  const [source, setSource] = useState("");
  const [hours, setHours] = useState(6);
  const [network, setNetwork] = useState(me.networks[0]?.id ?? "");

  function add(): void {
    void run(async () => {
      const body = { url, source: source.trim(), hours, network };
      await act("post", "/api/training/feeds", { body });
      setUrl("");
      setSource("");
    });
  }

  return (
    <>
      <h3>{t("Aggiunga un indirizzo")}</h3>
      <label className="field">
        {t("Indirizzo (https)")}
        <input type="url" value={url} onChange={(event) => setUrl(event.target.value)} />
      </label>
      <div className="beside">
        <label className="field">
          {t("Nome della fonte")}
          <input
            value={source}
            maxLength={40}
            onChange={(event) => setSource(event.target.value)}
          />
        </label>
        <label className="field">
          {t("Quanto spesso")}
          <select value={hours} onChange={(event) => setHours(Number(event.target.value))}>
            {EVERY.map((one) => (
              <option key={one} value={one}>
                {every(one)}
              </option>
            ))}
          </select>
        </label>
        {me.networks.length > 1 && (
          <label className="field">
            {t("Per quale rete o ente")}
            <select value={network} onChange={(event) => setNetwork(event.target.value)}>
              {me.networks.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div className="acts start-acts">
        <button
          type="button"
          className="primary"
          disabled={busy || !url.trim() || !source.trim()}
          onClick={add}
        >
          {t("Aggiunga")}
        </button>
      </div>
      <Problem text={problem} />
    </>
  );
}

const every = (hours: number): string => many("ogni ora", "ogni {count} ore", hours);
