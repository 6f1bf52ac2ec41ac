import { act } from "../api/reading";
import { announce } from "../frame/announce";
import { go } from "../frame/way";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { useClock } from "../parts/useClock";
import { clock } from "../texts/moments";
import { t } from "../texts/say";
import { type Alarm, useAlarms } from "./alarms";
import { describe } from "./words";
import "./alarms.css";

const RECENT = 15 * 60 * 1000;

/** Above every page until somebody has seen it; a while longer, so that all learn who did. */
export function AlarmBanner() {
  const alarms = useAlarms().data?.alarms ?? [];
  const now = useClock();
  const shown = alarms.filter((one) => one.state === "waiting" || isFresh(one, now));
  if (shown.length === 0) return null;
  return (
    <section className="alarms" role="alert" aria-label={t("Allarmi")}>
      <ul>
        {shown.map((one) => (
          <li key={one.id} className={one.state === "waiting" ? "waits" : ""}>
            <Entry one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function isFresh(one: Alarm, now: number): boolean {
  const at = one.cancelled_at ?? one.acknowledged_at;
  return !one.drill && at !== null && now - Date.parse(at) < RECENT;
}

function Entry({ one }: { one: Alarm }) {
  const { run, busy, problem } = useAct();
  const waits = one.state === "waiting";

  function acknowledge(): void {
    void run(async () => {
      await act("post", "/api/alarms/{id}/acknowledge", { path: { id: one.id } });
      announce(one.drill ? t("Prova vista.") : t("Allarme visto. Il segno per lei sta partendo."));
    });
  }

  return (
    <>
      <span>
        <strong>{one.drill ? t("Prova d'allarme") : t("Allarme")}</strong> {one.network},{" "}
        {clock(one.raised_at)}. {describe(one)}
      </span>
      {waits && (
        <span className="acts">
          {one.case && (
            <button type="button" onClick={() => go("queue", one.case)}>
              {t("Apra il caso")}
            </button>
          )}
          <button type="button" className="primary" disabled={busy} onClick={acknowledge}>
            {t("Ho visto")}
          </button>
        </span>
      )}
      <Problem text={problem} />
    </>
  );
}
