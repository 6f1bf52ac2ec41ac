import { act } from "../api/reading";
import type { Case } from "../api/types";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";

/** Asks whether it is she who writes: she is asked for her word, which nobody sees. */
export function AskWho({ one }: { one: Case }) {
  const { run, busy, problem } = useAct();
  const idle = one.left_at !== null || one.check === "asked";

  return (
    <>
      <button
        type="button"
        className="quiet"
        disabled={busy || idle}
        onClick={() => void run(() => act("post", "/api/cases/{id}/who", { path: { id: one.id } }))}
      >
        {t("È lei?")}
      </button>
      <Problem text={problem} />
    </>
  );
}
