import { act } from "../api/reading";
import type { Case } from "../api/types";
import { announce } from "../frame/announce";
import { leave } from "../frame/way";
import { dropDraft } from "../parts/drafts";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";

/** Gives the case back: she waits again, with the wait that she has had. */
export function Release({ one }: { one: Case }) {
  const { run, busy, problem } = useAct();

  function release(): void {
    void run(async () => {
      await act("post", "/api/cases/{id}/release", { path: { id: one.id } });
      dropDraft(one.id);
      leave();
      announce(t("Caso rimesso in coda."));
    });
  }

  return (
    <>
      <button type="button" className="quiet" disabled={busy} onClick={release}>
        {t("Rimetta in coda")}
      </button>
      <Problem text={problem} />
    </>
  );
}
