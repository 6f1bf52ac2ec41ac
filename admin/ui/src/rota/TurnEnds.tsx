import { useRead } from "../api/reading";
import { useMe } from "../frame/me";
import { go } from "../frame/way";
import { useClock } from "../parts/useClock";
import { clock } from "../texts/moments";
import { t } from "../texts/say";

const BEFORE = 15 * 60_000;
const AFTER = 60 * 60_000;

/** Her turn ends: time to leave a note, and to give away what she follows. */
export function TurnEnds() {
  const me = useMe();
  const now = useClock();
  const turns = useRead("/api/turns").data?.turns ?? [];
  const left = (useRead("/api/handovers").data?.handovers ?? []).some((one) => one.mine);
  const ending = turns.find((one) => {
    const ends = Date.parse(one.ends_at);
    const goesOn = turns.some(
      (next) => Date.parse(next.begins_at) <= ends && Date.parse(next.ends_at) > ends,
    );
    return ends - BEFORE <= now && now < ends + AFTER && !goesOn;
  });
  if (!ending || !me.on_duty) return null;
  const time = { time: clock(ending.ends_at) };
  return (
    <p className="chat-notices" role="status">
      <span>
        {Date.parse(ending.ends_at) > now
          ? t("Il Suo turno finisce alle {time}.", time)
          : t("Il Suo turno è finito alle {time}.", time)}{" "}
        {left
          ? t("La consegna c'è: affidi le chat aperte a chi resta.")
          : t("Lasci la consegna e affidi le chat aperte a chi resta.")}
      </span>
      <button type="button" className="quiet" onClick={() => go("care")}>
        {left ? t("Riveda la consegna") : t("Lasci la consegna")}
      </button>
    </p>
  );
}
