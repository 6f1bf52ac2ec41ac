import { useEffect, useRef, useState } from "react";
import { useAct } from "../parts/useAct";
import { useQueue } from "../queue/queue";
import { t } from "../texts/say";
import { pause } from "./Load";
import { useRouting, weight } from "./routing";
import "./routing.css";

/** A heavy chat of hers is over: a pause is offered, and nothing depends on the answer. */
export function AfterHeavy() {
  const queue = useQueue().data;
  const routing = useRouting().data;
  const carried = useRef(new Set<string>());
  const [offered, setOffered] = useState(false);
  const { run, busy } = useAct();

  useEffect(() => {
    if (!queue || !routing) return;
    const mine = queue.cases.filter((one) => one.mine);
    const held = new Set(mine.map((one) => one.id));
    for (const id of carried.current) {
      if (held.has(id)) continue;
      carried.current.delete(id);
      setOffered(true);
    }
    for (const one of mine) if (weight(one, routing) > 1) carried.current.add(one.id);
  }, [queue, routing]);

  if (!offered || routing?.paused_until) return null;
  return (
    <p className="after-heavy" role="status">
      <span>{t("Ha finito una conversazione pesante. Vuole una pausa?")}</span>
      <button
        type="button"
        disabled={busy}
        onClick={() =>
          void run(async () => {
            await pause(15);
            setOffered(false);
          })
        }
      >
        {t("Sì, 15 minuti")}
      </button>
      <button type="button" className="quiet" onClick={() => setOffered(false)}>
        {t("No, continuo")}
      </button>
    </p>
  );
}
