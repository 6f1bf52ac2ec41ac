import { act } from "../api/reading";
import type { Case } from "../api/types";
import { announce } from "../frame/announce";
import { leave } from "../frame/way";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { useRouting } from "./routing";

/** Puts aside a case that is offered to her: no reason is asked, and it stays in the queue. */
export function NotThisOne({ one }: { one: Case }) {
  const offered = useRouting().data?.offered.includes(one.id) ?? false;
  const { run, busy, problem } = useAct();
  if (!offered) return null;

  function pass(): void {
    void run(async () => {
      await act("post", "/api/cases/{id}/pass", { path: { id: one.id } });
      leave();
      announce(t("Non Le viene più proposto. Resta in coda per le colleghe."));
    });
  }

  return (
    <>
      <button type="button" className="quiet" disabled={busy} onClick={pass}>
        {t("Non questo")}
      </button>
      <Problem text={problem} />
    </>
  );
}
