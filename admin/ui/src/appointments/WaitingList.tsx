import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { day, moment } from "../texts/moments";
import { t } from "../texts/say";
import { kindOf, wishOf } from "./words";

/** Who waits for a moment to become free: since when and for what, and nothing that says who. */
export function WaitingList() {
  const { data, refusal } = useRead("/api/calendar/waiting");
  if (!data) return <Problem text={refusal?.message ?? ""} />;
  return (
    <div className="padded page">
      <p className="hint">
        {t(
          "Un posto che si libera viene detto da solo a chi aspetta da più tempo e può essere avvisata in quel momento, una volta. Qui si può offrire subito. Chi è non lo sa nessuno.",
        )}
      </p>
      {data.waiting.length === 0 && <p className="muted">{t("Nessuna aspetta un posto.")}</p>}
      <ul>
        {data.waiting.map((one) => (
          <li key={one.id} className="plain-entry">
            <One one={one} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function One({ one }: { one: Schemas["Waiting"] }) {
  const { run, busy, problem } = useAct();
  return (
    <>
      <strong>{kindOf(one.kind)}</strong>
      <small>
        {[
          t("aspetta da {moment}", { moment: moment(one.since) }),
          t("fino al {day}", { day: day(one.until) }),
          wishOf(one),
        ]
          .filter((text) => text)
          .join(" · ")}
      </small>
      {one.told ? (
        <p className="hint">{t("È già stata avvisata di un posto.")}</p>
      ) : (
        <div className="acts">
          <button
            type="button"
            disabled={busy}
            onClick={() =>
              void run(async () => {
                await act("post", "/api/calendar/waiting/{id}/offer", { path: { id: one.id } });
                announce(t("Le arriva una riga neutra."));
              })
            }
          >
            {t("Offra il posto libero")}
          </button>
        </div>
      )}
      <Problem text={problem} />
    </>
  );
}
