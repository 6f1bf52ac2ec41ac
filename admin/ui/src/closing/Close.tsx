import { useState } from "react";
import { act } from "../api/reading";
import type { Case } from "../api/types";
import { announce } from "../frame/announce";
import { leave } from "../frame/way";
import { dropDraft } from "../parts/drafts";
import { Problem } from "../parts/Problem";
import { Sure } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";

/** Closes the case, after asking. */
export function Close({ one }: { one: Case }) {
  const { run, busy, problem } = useAct();
  const [asking, setAsking] = useState(false);

  function answered(yes: boolean): void {
    setAsking(false);
    if (!yes) return;
    void run(async () => {
      await act("post", "/api/cases/{id}/close", { path: { id: one.id } });
      dropDraft(one.id);
      leave();
      announce(t("Caso chiuso."));
    });
  }

  return (
    <>
      <button type="button" disabled={busy} onClick={() => setAsking(true)}>
        {t("Chiuda…")}
      </button>
      <Problem text={problem} />
      <Sure
        open={asking}
        title={t("Chiudere il caso?")}
        no={t("Resti aperto")}
        yes={t("Chiuda")}
        answered={answered}
      >
        <p>
          {t(
            "Lei torna al servizio automatico e lo vede subito. In questo caso nessuno potrà più scriverle, e non si può riaprire.",
          )}
        </p>
      </Sure>
    </>
  );
}
