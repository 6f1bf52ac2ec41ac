import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Case, Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { day } from "../texts/moments";
import { t } from "../texts/say";
import { word } from "../together/words";
import "../together/together.css";

/** The network's questions, filled in by the operator: there is no score. */
export function Risk({ one }: { one: Case }) {
  const { data } = useRead("/api/cases/{id}/risk", { path: { id: one.id } });
  if (!data) return null;
  return <Filling key={data.at ?? "new"} one={one} aid={data} />;
}

const REPLIES = ["yes", "no", "unknown"] as const;

function Filling({ one, aid }: { one: Case; aid: Schemas["Aid"] }) {
  const { run, busy, problem } = useAct();
  const [answers, setAnswers] = useState(aid.answers);
  const [plan, setPlan] = useState(aid.plan);

  function save(): void {
    void run(async () => {
      const body = { guide: aid.guide.version, answers, plan };
      await act("post", "/api/cases/{id}/risk", { path: { id: one.id }, body });
      announce(t("Salvato."));
    });
  }

  return (
    <>
      {aid.prompts.map((prompt) => (
        <p key={prompt.marker} className="prompt" role="alert">
          {prompt.text}
        </p>
      ))}
      <p className="hint">
        {t(
          "Lo compila Lei, non il programma. Non dà un punteggio: se un segno c'è, il caso passa avanti e ne parla una persona.",
        )}{" "}
        {aid.forget_at && t("Si cancella il {day}.", { day: day(aid.forget_at) })}
      </p>
      {aid.guide.questions.map((question) => (
        <fieldset key={question.id} className="field">
          <legend>{question.text}</legend>
          <div className="ticks">
            {REPLIES.map((reply) => (
              <label key={reply} className="tick">
                <input
                  type="radio"
                  name={question.id}
                  checked={answers[question.id] === reply}
                  onChange={() => setAnswers({ ...answers, [question.id]: reply })}
                />
                {word(reply)}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <h3>{t("Il piano di sicurezza")}</h3>
      {aid.guide.plan.map((heading) => (
        <div key={heading.id} className="field">
          <label htmlFor={`plan-${heading.id}`}>{heading.text}</label>
          <textarea
            id={`plan-${heading.id}`}
            rows={2}
            maxLength={600}
            value={plan[heading.id] ?? ""}
            onChange={(event) => setPlan({ ...plan, [heading.id]: event.target.value })}
          />
        </div>
      ))}
      <div className="acts start-acts">
        <button type="button" className="primary" disabled={busy} onClick={save}>
          {t("Salvi")}
        </button>
      </div>
      <Problem text={problem} />
    </>
  );
}
