import { act, useRead } from "../../api/reading";
import type { Schemas } from "../../api/types";
import { Problem } from "../../parts/Problem";
import { useAct } from "../../parts/useAct";
import { moment } from "../../texts/moments";
import { mark, type Text, t } from "../../texts/say";
import { save } from "./save";

type One = Schemas["KeptTrial"];

const STANDINGS: Readonly<Record<One["standing"], Text>> = {
  waits: mark("non è ancora nei file"),
  filed: mark("è nei file: si può togliere"),
  older: mark("il file è cambiato dopo: conta il file"),
};

/** The trials that are kept with this flow: they are played again with the golden ones. */
export function Kept({ flow }: { flow: string }) {
  const path = { id: flow };
  const kept = useRead("/api/flows/{id}/recordings", { path }).data?.kept ?? [];
  const { problem, busy, run } = useAct();
  const drop = (name: string): void =>
    void run(() => act("post", "/api/flows/{id}/recordings/drop", { path, body: { name } }));
  if (kept.length === 0) return null;
  return (
    <section aria-label={t("Prove tenute con la bozza")}>
      <h4>{t("Prove tenute con la bozza")}</h4>
      <ul className="kept-trials">
        {kept.map((one) => (
          <li key={one.name}>
            <code>{one.name}</code> <span className="state">{t(STANDINGS[one.standing])}</span>
            <small>{t("{who}, {when}", { who: one.by, when: moment(one.at) })}</small>
            <span className="acts start-acts">
              <button type="button" className="quiet" onClick={() => save(one.name, one.text)}>
                {t("Scarichi")}
                <span className="unseen"> {one.name}</span>
              </button>
              <button
                type="button"
                className="quiet"
                disabled={busy}
                onClick={() => drop(one.name)}
              >
                {t("Tolga")}
                <span className="unseen"> {one.name}</span>
              </button>
            </span>
          </li>
        ))}
      </ul>
      <Problem text={problem} />
    </section>
  );
}
