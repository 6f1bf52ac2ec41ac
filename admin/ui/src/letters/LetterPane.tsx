import { type FormEvent, useEffect, useRef } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { dropDraft, useDraft } from "../parts/drafts";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { languageName, moment } from "../texts/moments";
import { t } from "../texts/say";
import "../conversation/conversation.css";

/** One request: what was asked, and the answer that waits for her in the letter box. */
export function LetterPane({ one }: { one: Schemas["Letter"] }) {
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => pane.current?.focus(), []);
  return (
    <div className="case" ref={pane} tabIndex={-1}>
      <div className="heading">
        <h2>{t("Richiesta in {language}", { language: languageName(one.language) })}</h2>
      </div>
      <p className="case-notice">
        {t("Lasciata {asked}. Domanda e risposta si cancellano {forgotten}.", {
          asked: moment(one.asked_at),
          forgotten: moment(one.forget_at),
        })}
      </p>
      <div className="lines">
        <Words voice="her" who={t("La donna")} text={one.text} />
        {one.answered_at && (
          <Words voice="operator" who={t("Risposta lasciata")} text={one.answer} />
        )}
      </div>
      {!one.answered_at && <Answering id={one.id} />}
    </div>
  );
}

function Words({ voice, who, text }: { voice: string; who: string; text: string }) {
  return (
    <article className={`line ${voice}`}>
      <header>
        <strong>{who}</strong>
      </header>
      <p dir="auto">{text}</p>
    </article>
  );
}

function Answering({ id }: { id: string }) {
  const [draft, write] = useDraft(id);
  const { run, busy, problem } = useAct();

  function submitted(event: FormEvent): void {
    event.preventDefault();
    if (!draft.trim()) return;
    void run(async () => {
      await act("post", "/api/letters/{id}/answer", { path: { id }, body: { text: draft } });
      dropDraft(id);
      announce(t("Risposta lasciata nella cassetta."));
    });
  }

  return (
    <form className="composer" onSubmit={submitted}>
      <label htmlFor="answer">{t("La risposta per lei")}</label>
      <textarea
        id="answer"
        rows={5}
        autoComplete="off"
        dir="auto"
        value={draft}
        onChange={(event) => write(event.target.value)}
      />
      <div className="acts">
        <span className="hint">
          {t(
            "La aspetta nella cassetta: la leggerà con il suo numero e la sua parola. Poi non si può cambiare.",
          )}
        </span>
        <button type="submit" className="primary" disabled={busy}>
          {t("Lasci la risposta")}
        </button>
      </div>
      <Problem text={problem} />
    </form>
  );
}
