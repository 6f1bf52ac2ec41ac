import { t } from "../texts/say";
import type { DeskState, FlowDesk } from "./desk";
import { Line, StepPicker, WordList } from "./form/fields";

/** What stands above the steps: title, first step, words that lead here. */
export function Head({ desk, state }: { desk: FlowDesk; state: DeskState }) {
  const { doc } = state;
  return (
    <details className="flow-head">
      <summary>{t("Titolo, inizio e parole che portano qui")}</summary>
      <Line
        label={t("Titolo, per chi lavora qui")}
        value={doc.title}
        put={(title) => desk.change({ ...doc, title }, "title")}
      />
      <StepPicker
        label={t("Comincia da")}
        value={doc.start}
        steps={doc.steps}
        put={(start) => desk.change({ ...doc, start })}
      />
      <WordList
        label={t("Parole che portano qui da ogni domanda")}
        value={doc.anywhere}
        put={(anywhere) => desk.change({ ...doc, anywhere })}
        hint={t("Separate da virgole.")}
      />
    </details>
  );
}
