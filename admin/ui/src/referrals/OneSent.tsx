import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { day, moment } from "../texts/moments";
import { t } from "../texts/say";
import { word } from "../together/words";

/** What was sent to another agency and how it stands, also where her talk is over. */
export function OneSent({ one }: { one: Schemas["SentReferral"] }) {
  const { run, busy, problem } = useAct();
  return (
    <>
      <div className="heading">
        <h2>{one.agency_name}</h2>
      </div>
      <div className="padded page">
        {one.late && <p className="flag">{t("L'ente è in ritardo")}</p>}
        <p>
          {word(one.state)}
          {one.why && `: ${word(one.why)}`}
        </p>
        <dl className="facts">
          <div>
            <dt>{t("Come si presenta")}</dt>
            <dd>{one.called}</dd>
          </div>
          {one.route && (
            <div>
              <dt>{word("route")}</dt>
              <dd>{word(one.route)}</dd>
            </div>
          )}
          <div>
            <dt>{t("Inviato")}</dt>
            <dd>{moment(one.sent_at)}</dd>
          </div>
          {one.answered_at ? (
            <div>
              <dt>{t("Risposta")}</dt>
              <dd>{moment(one.answered_at)}</dd>
            </div>
          ) : (
            one.due_at && (
              <div>
                <dt>{t("Risposta entro")}</dt>
                <dd>{moment(one.due_at)}</dd>
              </div>
            )
          )}
        </dl>
        {one.follow_ups.length > 0 && (
          <>
            <h3>{t("Come va")}</h3>
            <ul>
              {one.follow_ups.map((follow) => (
                <li key={`${follow.on} ${follow.state}`} className="plain-entry">
                  {day(follow.on)} <small>{word(follow.state)}</small>
                </li>
              ))}
            </ul>
          </>
        )}
        {["sent", "acknowledged"].includes(one.state) && (
          <div className="acts start-acts">
            <button
              type="button"
              disabled={busy}
              onClick={() =>
                void run(() =>
                  act("post", "/api/referrals/{id}/withdraw", { path: { id: one.id } }),
                )
              }
            >
              {t("Ritiri")}
            </button>
          </div>
        )}
        <p className="hint">{t("Si cancella il {day}.", { day: day(one.forget_at) })}</p>
        <Problem text={problem} />
      </div>
    </>
  );
}
