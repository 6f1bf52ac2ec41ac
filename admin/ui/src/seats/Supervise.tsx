import { act } from "../api/reading";
import type { Case } from "../api/types";
import { go } from "../frame/way";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";

/** A coordinator sits beside a case: it is written down, and who holds it sees it. */
export function Supervise({ one }: { one: Case }) {
  const { run, busy, problem } = useAct();
  return (
    <>
      <button
        type="button"
        disabled={busy}
        onClick={() =>
          void run(async () => {
            const id = crypto.randomUUID();
            await act("post", "/api/cases/{id}/supervise", { path: { id: one.id }, body: { id } });
            go("seats", id);
          })
        }
      >
        {t("Legga in supervisione")}
      </button>
      <Problem text={problem} />
    </>
  );
}
