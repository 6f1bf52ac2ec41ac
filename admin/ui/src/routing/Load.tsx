import { act } from "../api/reading";
import { announce } from "../frame/announce";
import { useMe } from "../frame/me";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { clock } from "../texts/moments";
import { t } from "../texts/say";
import { useRouting } from "./routing";
import "./routing.css";

/** What she carries of what she may carry, and a pause when she wants one. */
export function Load() {
  const me = useMe();
  const routing = useRouting().data;
  const { run, busy, problem } = useAct();
  if (!routing || !me.on_duty) return null;
  const paused = routing.paused_until;
  return (
    <div className="load">
      <span>
        {t("Segue {load} su {units}", { load: routing.load, units: routing.units })}
        {paused && <strong>. {t("In pausa fino alle {time}", { time: clock(paused) })}</strong>}
      </span>
      <button
        type="button"
        className="quiet"
        disabled={busy}
        onClick={() => void run(() => pause(paused ? 0 : 15))}
      >
        {paused ? t("Riprenda") : t("Pausa di 15 minuti")}
      </button>
      {routing.load > 1 && (
        <small className="hint">{t("Chi è in pericolo, o segnata pesante, conta due.")}</small>
      )}
      <Problem text={problem} />
    </div>
  );
}

/** Nothing is offered to her for so many minutes; 0: from now on again. */
export async function pause(minutes: 0 | 15): Promise<void> {
  await act("put", "/api/pause", { body: { minutes } });
  announce(
    minutes ? t("In pausa: per 15 minuti non Le viene proposto nulla.") : t("La pausa è finita."),
  );
}
