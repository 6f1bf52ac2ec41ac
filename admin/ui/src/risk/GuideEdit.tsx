import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { markerWord } from "./markers";
import "../together/together.css";

type Guide = Schemas["Guide"];
type Question = Guide["questions"][number];
const MARKERS = ["strangulation", "weapon", "separation", "pregnancy", "threat_to_kill"] as const;

/** The network's own questions about risk, and the headings of its safety plan. */
export function GuideEdit({ network }: { network: string }) {
  const { data } = useRead("/api/risk-guides");
  const guide = data?.guides.find((one) => one.network === network);
  if (!guide) return null;
  return (
    <>
      <h3>{t("Domande sul rischio e piano di sicurezza")}</h3>
      <p className="hint">
        {t(
          "Le compila chi segue il caso, mai il programma, e non danno un punteggio. Un sì a una domanda con un segno mette il caso davanti e chiede di parlarne subito con una persona.",
        )}
      </p>
      {guide.editable ? (
        <details>
          <summary>{t("Scriva le domande della rete")}</summary>
          <Editor key={guide.version} guide={guide} />
        </details>
      ) : (
        <ul>
          {guide.questions.map((one) => (
            <li key={one.id} className="plain-entry">
              {one.text} {one.marker && <small>{markerWord(one.marker)}</small>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const fresh = (): string => `q${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
const blank = (): Question => ({ id: fresh(), text: "", marker: "" });

function Editor({ guide }: { guide: Guide }) {
  const { run, busy, problem } = useAct();
  const [questions, setQuestions] = useState<Question[]>([...guide.questions]);
  const [plan, setPlan] = useState<Question[]>([...guide.plan]);
  const written = (list: Question[]): Question[] => list.filter((one) => one.text.trim() !== "");

  function save(): void {
    void run(async () => {
      const body = {
        version: guide.version + 1,
        questions: written(questions),
        plan: written(plan),
      };
      await act("post", "/api/risk-guides/{id}", { path: { id: guide.network }, body });
      announce(t("Salvato."));
    });
  }

  return (
    <>
      <fieldset className="field">
        <legend>{t("Domande")}</legend>
        {questions.map((one) => (
          <Line
            key={one.id}
            one={one}
            label={t("Domanda")}
            change={(next) => setQuestions(questions.map((q) => (q.id === one.id ? next : q)))}
            remove={() => setQuestions(questions.filter((q) => q.id !== one.id))}
            marked
          />
        ))}
        <button
          type="button"
          className="quiet"
          onClick={() => setQuestions([...questions, blank()])}
        >
          {t("Un'altra domanda")}
        </button>
      </fieldset>
      <fieldset className="field">
        <legend>{t("Voci del piano di sicurezza")}</legend>
        {plan.map((one) => (
          <Line
            key={one.id}
            one={one}
            label={t("Voce")}
            change={(next) => setPlan(plan.map((p) => (p.id === one.id ? next : p)))}
            remove={() => setPlan(plan.filter((p) => p.id !== one.id))}
          />
        ))}
        <button type="button" className="quiet" onClick={() => setPlan([...plan, blank()])}>
          {t("Un'altra voce")}
        </button>
      </fieldset>
      <div className="acts start-acts">
        <button
          type="button"
          className="primary"
          disabled={busy || written(questions).length === 0}
          onClick={save}
        >
          {t("Salvi una nuova versione")}
        </button>
      </div>
      <Problem text={problem} />
    </>
  );
}

interface LineProps {
  readonly one: Question;
  readonly label: string;
  readonly change: (next: Question) => void;
  readonly remove: () => void;
  /** A question may have a marker; a heading of the plan has none. */
  readonly marked?: boolean;
}

function Line({ one, label, change, remove, marked }: LineProps) {
  return (
    <div className={marked ? "question-line" : "question-line plan-line"}>
      <input
        aria-label={label}
        value={one.text}
        maxLength={240}
        onChange={(event) => change({ ...one, text: event.target.value })}
      />
      {marked && (
        <select
          aria-label={t("Segno")}
          value={one.marker ?? ""}
          onChange={(event) =>
            change({ ...one, marker: event.target.value as NonNullable<Question["marker"]> })
          }
        >
          <option value="">{t("nessun segno")}</option>
          {MARKERS.map((id) => (
            <option key={id} value={id}>
              {markerWord(id)}
            </option>
          ))}
        </select>
      )}
      <button type="button" className="square" aria-label={t("Tolga")} onClick={remove}>
        <span aria-hidden="true">×</span>
      </button>
    </div>
  );
}
