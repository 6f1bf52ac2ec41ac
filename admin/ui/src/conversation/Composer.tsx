import { type FormEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { Refusal } from "../api/ask";
import { act } from "../api/reading";
import type { Case } from "../api/types";
import { TOOLS } from "../frame/found";
import { dropDraft, readDraft, useDraft } from "../parts/drafts";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { isShut } from "./Banner";
import { wasWanted } from "./focus";
import { replyIds, sending } from "./replies";

/** The box in which she answers. What is typed survives a reload of this tab, not an exit. */
export function Composer({ one }: { one: Case }) {
  const [draft, write] = useDraft(one.id);
  const { run, busy, problem } = useAct();
  const box = useRef<HTMLTextAreaElement>(null);
  const shut = isShut(one);

  useEffect(() => {
    if (wasWanted()) box.current?.focus();
  }, []);

  async function send(): Promise<void> {
    const text = draft;
    if (!text.trim() || shut) return;
    const written = (): void => {
      replyIds(one.id).done();
      if (readDraft(one.id) === text) dropDraft(one.id);
    };
    sending.add(one.id);
    try {
      const body = { id: replyIds(one.id).of(text), text };
      await act("post", "/api/cases/{id}/reply", { path: { id: one.id }, body });
      written();
    } catch (error) {
      // It was not sent and is not lost: it lies in the tray.
      if (error instanceof Refusal && error.code.startsWith("held_")) written();
      throw error;
    } finally {
      sending.delete(one.id);
    }
  }

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void run(send).then(() => box.current?.focus());
  }

  function pressed(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }

  return (
    <form className="composer" onSubmit={submitted}>
      {TOOLS.map((tool) => (
        <tool.view key={tool.id} one={one} draft={shut ? "" : draft} write={write} />
      ))}
      <label htmlFor="answer">{t("La Sua risposta")}</label>
      <textarea
        id="answer"
        ref={box}
        rows={3}
        autoComplete="off"
        spellCheck
        dir="auto"
        aria-describedby="answer-hint"
        disabled={shut}
        value={shut ? "" : draft}
        onChange={(event) => write(event.target.value)}
        onKeyDown={pressed}
      />
      <div className="acts">
        <span id="answer-hint" className="hint">
          {t("Arriva a lei sul suo schermo: frasi brevi, niente nomi né indirizzi.")}
        </span>
        <button type="submit" className="primary" disabled={shut || busy}>
          {t("Invia")}
        </button>
      </div>
      <p className="problem" role="alert">
        {problem}
      </p>
    </form>
  );
}
