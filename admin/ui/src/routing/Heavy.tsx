import { act } from "../api/reading";
import type { Case } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { useRouting } from "./routing";

/** Marks the chat that she holds as heavy, or no longer. In danger it counts as two anyway. */
export function Heavy({ one }: { one: Case }) {
  const heavy = useRouting().data?.heavy.includes(one.id) ?? false;
  const { run, busy, problem } = useAct();

  function turn(): void {
    void run(async () => {
      await act("put", "/api/cases/{id}/heavy", {
        path: { id: one.id },
        body: { heavy: !heavy },
      });
      announce(heavy ? t("Ora conta come una.") : t("Ora conta come due."));
    });
  }

  return (
    <>
      <button type="button" className="quiet" aria-pressed={heavy} disabled={busy} onClick={turn}>
        {heavy ? t("Pesante: conta due") : t("Segni come pesante")}
      </button>
      <Problem text={problem} />
    </>
  );
}
