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

/** Ends a contact that offends, in fixed words; the service and 112 stay open. */
export function CloseKindly({ one }: { one: Case }) {
  const { run, busy, problem } = useAct();
  const [asking, setAsking] = useState(false);

  function answered(yes: boolean): void {
    setAsking(false);
    if (!yes) return;
    void run(async () => {
      await act("post", "/api/cases/{id}/close-kindly", { path: { id: one.id } });
      dropDraft(one.id);
      leave();
      announce(t("Conversazione chiusa. Se vuole, chieda un momento per parlarne."));
    });
  }

  return (
    <>
      <button type="button" disabled={busy} onClick={() => setAsking(true)}>
        {t("Contatto offensivo…")}
      </button>
      <Problem text={problem} />
      <Sure
        open={asking}
        title={t("Chiudere un contatto offensivo?")}
        no={t("Resti aperto")}
        yes={t("Chiuda con queste parole")}
        answered={answered}
      >
        <p>{t("Chi scrive legge queste parole, sempre le stesse, nella sua lingua:")}</p>
        <blockquote>
          {t(
            "La conversazione con la persona finisce qui. Il servizio resta aperto: puoi scrivere quando vuoi. In pericolo chiama il 112.",
          )}
        </blockquote>
        <p>
          {t("Il caso si chiude e non si può riaprire. Si conta soltanto quante volte succede.")}
        </p>
      </Sure>
    </>
  );
}
