import { useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { many, t } from "../texts/say";

/** Whether anything of the audit was changed afterwards. */
export function Verify() {
  const { run, busy, problem } = useAct();
  const [head, setHead] = useState("");
  const [seen, setSeen] = useState<Schemas["Verification"]>();
  return (
    <>
      <h3>{t("È intatto?")}</h3>
      <div className="beside-act field">
        <span>
          <label htmlFor="audit-head">{t("La riga annotata l'ultima volta, se c'è")}</label>
          <input
            id="audit-head"
            autoComplete="off"
            spellCheck={false}
            value={head}
            onChange={(event) => setHead(event.target.value)}
          />
        </span>
        <button
          type="button"
          disabled={busy}
          onClick={() =>
            void run(async () => {
              setSeen(await act("post", "/api/audit/verify", { body: { head: head.trim() } }));
            })
          }
        >
          {t("Verifichi")}
        </button>
      </div>
      <Problem text={problem} />
      {seen && (
        <div role="status">
          <p className={seen.whole ? undefined : "problem"}>
            {seen.whole
              ? t("Nulla è stato cambiato.")
              : t(
                  "Il registro è stato cambiato: conservi questo archivio e avvisi chi lo gestisce.",
                )}{" "}
            {many("{count} riga letta.", "{count} righe lette.", seen.rows)}
          </p>
          <p className="hint">{t("Annoti questa riga altrove, per la prossima volta:")}</p>
          <code className="words">{seen.head}</code>
        </div>
      )}
    </>
  );
}
