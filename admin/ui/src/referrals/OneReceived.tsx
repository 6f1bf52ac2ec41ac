import { useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { day, moment } from "../texts/moments";
import { t } from "../texts/say";
import { SheetFacts } from "../together/fields";
import { word } from "../together/words";

const REASONS = ["full", "other_area", "other_service", "language", "not_responding"] as const;

/** A referral as the agency reads it. */
export function OneReceived({ one }: { one: Schemas["Received"] }) {
  const { run, busy, problem } = useAct();
  const path = { id: one.id };
  return (
    <>
      <div className="heading">
        <h2>{one.called || t("Invio da leggere")}</h2>
      </div>
      <div className="padded page">
        {one.late && <p className="flag">{t("Il termine per rispondere è passato")}</p>}
        <p>{word(one.state)}</p>
        <dl className="facts">
          <div>
            <dt>{t("Per")}</dt>
            <dd>{one.agency_name}</dd>
          </div>
          <div>
            <dt>{t("Da")}</dt>
            <dd>{one.sender || "Filo"}</dd>
          </div>
          {one.about && (
            <div>
              <dt>{t("Corso che la interessa")}</dt>
              <dd>{one.about}</dd>
            </div>
          )}
          {one.due_at && !one.answered_at && (
            <div>
              <dt>{t("Risposta entro")}</dt>
              <dd>{moment(one.due_at)}</dd>
            </div>
          )}
        </dl>
        <h3>{t("La scheda")}</h3>
        <SheetFacts sheet={one.sheet} words={one.words} />
        <h3>{t("Come può essere contattata")}</h3>
        <p className="words">{one.contract}</p>
        {one.state === "sent" ? (
          <>
            <p className="hint">
              {t(
                "Prima confermi di avere letto questo accordo e di rispettarlo: solo dopo vede come incontrarla.",
              )}
            </p>
            <button
              type="button"
              className="primary"
              disabled={busy}
              onClick={() =>
                void run(() => act("post", "/api/referrals/{id}/acknowledge", { path }))
              }
            >
              {t("L'ho letto e lo rispetto")}
            </button>
          </>
        ) : (
          one.called && (
            <dl className="facts">
              <div>
                <dt>{t("Come si presenta")}</dt>
                <dd>{one.called}</dd>
              </div>
              <div>
                <dt>{word("route")}</dt>
                <dd>{word(one.route)}</dd>
              </div>
            </dl>
          )
        )}
        {one.state === "acknowledged" && <Answer one={one} />}
        {one.state === "accepted" && <FollowUps one={one} />}
        {one.why && <p>{t("Motivo: {why}", { why: word(one.why) })}</p>}
        <p className="hint">{t("Si cancella il {day}.", { day: day(one.forget_at) })}</p>
        <Problem text={problem} />
      </div>
    </>
  );
}

function Answer({ one }: { one: Schemas["Received"] }) {
  const { run, busy, problem } = useAct();
  const [why, setWhy] = useState<(typeof REASONS)[number]>("full");
  const path = { id: one.id };
  return (
    <>
      <h3>{t("Risposta")}</h3>
      <div className="acts start-acts">
        <button
          type="button"
          className="primary"
          disabled={busy}
          onClick={() => void run(() => act("post", "/api/referrals/{id}/accept", { path }))}
        >
          {t("Accetti")}
        </button>
      </div>
      <label htmlFor="why">{t("Oppure non può accettare, perché")}</label>
      <select
        id="why"
        value={why}
        onChange={(event) => setWhy(event.target.value as (typeof REASONS)[number])}
      >
        {REASONS.map((id) => (
          <option key={id} value={id}>
            {word(id)}
          </option>
        ))}
      </select>
      <div className="acts start-acts">
        <button
          type="button"
          disabled={busy}
          onClick={() =>
            void run(() => act("post", "/api/referrals/{id}/decline", { path, body: { why } }))
          }
        >
          {t("Non accetti")}
        </button>
      </div>
      <Problem text={problem} />
    </>
  );
}

const BECAME = ["kept", "missed", "moved"] as const;

function FollowUps({ one }: { one: Schemas["Received"] }) {
  const { run, busy, problem } = useAct();
  const [next, setNext] = useState("");
  const waiting = one.follow_ups.some((day) => day.state === "waiting");
  return (
    <>
      <h3>{t("Come va")}</h3>
      <ul>
        {one.follow_ups.map((follow) => (
          <li key={`${follow.on} ${follow.state}`} className="plain-entry">
            {day(follow.on)} <small>{word(follow.state)}</small>
          </li>
        ))}
      </ul>
      <label htmlFor="next">{t("La prossima volta, se ce n'è una")}</label>
      <input id="next" type="date" value={next} onChange={(event) => setNext(event.target.value)} />
      <div className="acts start-acts">
        {(waiting ? BECAME : (["kept"] as const)).map((became) => (
          <button
            key={became}
            type="button"
            disabled={busy || (!waiting && !next)}
            onClick={() =>
              void run(async () => {
                const body = { became, on: next || null };
                await act("post", "/api/referrals/{id}/follow-up", { path: { id: one.id }, body });
                setNext("");
              })
            }
          >
            {waiting ? word(became) : t("Fissi")}
          </button>
        ))}
      </div>
      <Problem text={problem} />
    </>
  );
}
