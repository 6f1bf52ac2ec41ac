import { act } from "../api/reading";
import { announce } from "../frame/announce";
import { go } from "../frame/way";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { useClock } from "../parts/useClock";
import { useQueue } from "../queue/queue";
import { waited } from "../texts/moments";
import { t } from "../texts/say";
import { type Called, useRouting } from "./routing";
import "../drills/drills.css";
import "./routing.css";

/** Above every page: somebody was called for a case that nobody has taken, until it is seen. */
export function Calls() {
  const routing = useRouting();
  const now = useClock();
  const unseen = (routing.data?.called ?? []).filter((one) => one.unseen);
  if (unseen.length === 0 || !routing.data) return null;
  const at = Date.parse(routing.data.at) + Math.max(0, now - routing.at);
  return (
    <section className="calls" role="status" aria-label={t("Chiamate senza risposta")}>
      <ul>
        {unseen.map((one) => (
          <li key={one.case}>
            <Call one={one} at={at} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Call({ one, at }: { one: Called; at: number }) {
  const { run, busy, problem } = useAct();
  const drill = useQueue().data?.cases.find((each) => each.id === one.case)?.drill;
  const wait = waited((at - Date.parse(one.since)) / 1000);

  function see(): void {
    void run(async () => {
      await act("post", "/api/cases/{id}/seen", { path: { id: one.case } });
      announce(t("Chiamata vista."));
    });
  }

  return (
    <>
      <span>
        {drill && <span className="drill-flag">{t("Esercitazione")}</span>}{" "}
        <strong>
          {one.raised_at ? t("Chiamata la coordinatrice") : t("Chiamato il telefono di turno")}
        </strong>{" "}
        {t("{network}: nessuna ha preso il caso, aspetta da {wait}.", {
          network: one.network,
          wait,
        })}{" "}
        {one.told_at && t("Lo sa anche lei.")}
      </span>
      <span className="acts">
        <button type="button" onClick={() => go("queue", one.case)}>
          {t("Apra il caso")}
        </button>
        <button type="button" className="primary" disabled={busy} onClick={see}>
          {t("Ho visto")}
        </button>
      </span>
      <Problem text={problem} />
    </>
  );
}
