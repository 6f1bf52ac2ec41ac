import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Case, Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { day, moment } from "../texts/moments";
import { t } from "../texts/say";
import { Preview, SheetFacts, type Words } from "../together/fields";
import { word } from "../together/words";
import { Wizard } from "./Wizard";

/** What was prepared for and passed to other agencies in this case. */
export function Sending({ one }: { one: Case }) {
  const { data } = useRead("/api/cases/{id}/referrals", { path: { id: one.id } });
  const [preparing, setPreparing] = useState(false);
  if (!data) return null;
  return (
    <>
      {data.referrals.length === 0 && (
        <p className="muted">{t("Nulla è stato passato ad altri enti.")}</p>
      )}
      <ul>
        {data.referrals.map((referral) => (
          <Sent key={referral.id} referral={referral} words={data.words} />
        ))}
      </ul>
      <div className="acts start-acts">
        <button type="button" onClick={() => setPreparing(true)}>
          {t("Prepari un invio…")}
        </button>
      </div>
      {preparing && <Wizard one={one} known={data} close={() => setPreparing(false)} />}
    </>
  );
}

const ASKABLE = ["prepared", "asked"];
const BACK = ["prepared", "asked", "sent", "acknowledged"];

interface SentProps {
  readonly referral: Schemas["Referral"];
  readonly words: Words;
}

function Sent({ referral, words }: SentProps) {
  const { run, busy, problem } = useAct();
  const path = { id: referral.id };
  const waiting = referral.follow_ups.find((one) => one.state === "waiting");
  return (
    <li className="plain-entry">
      <strong>{referral.agency_name}</strong>
      {referral.about && <p>{t("L'ha mandato lei: {course}", { course: referral.about })}</p>}
      <small>
        {word(referral.state)}
        {referral.why && ` · ${word(referral.why)}`}
        {referral.due_at && !referral.answered_at && referral.decided_at
          ? ` · ${t("risposta entro {when}", { when: moment(referral.due_at) })}`
          : ""}
        {waiting && ` · ${t("come va: {day}", { day: day(waiting.on) })}`}
      </small>
      {referral.called && (
        <p>{t("Lì si presenta come {name}: glielo dica Lei.", { name: referral.called })}</p>
      )}
      {referral.late && <p className="flag">{t("L'ente è in ritardo")}</p>}
      <details>
        <summary>{t("La scheda")}</summary>
        <SheetFacts sheet={referral.sheet} words={words} />
      </details>
      <Preview lines={referral.preview} title={t("Che cosa leggerà lei nella chat")} />
      <div className="acts">
        {ASKABLE.includes(referral.state) && (
          <button
            type="button"
            className="primary"
            disabled={busy}
            onClick={() => void run(() => act("post", "/api/referrals/{id}/ask", { path }))}
          >
            {referral.state === "asked" ? t("Glielo chieda di nuovo") : t("Glielo chieda")}
          </button>
        )}
        {BACK.includes(referral.state) && (
          <button
            type="button"
            className="quiet"
            disabled={busy}
            onClick={() => void run(() => act("post", "/api/referrals/{id}/withdraw", { path }))}
          >
            {t("Ritiri")}
          </button>
        )}
      </div>
      <Problem text={problem} />
    </li>
  );
}
