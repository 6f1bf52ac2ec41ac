import { useState } from "react";
import type { Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { word } from "../together/words";
import "../together/together.css";

const STATES = ["planned", "going", "done", "stopped"] as const;
type State = (typeof STATES)[number];

interface Props {
  readonly step: Schemas["Step"];
  readonly save: (body: { version: number; state: State; on: string | null }) => Promise<unknown>;
}

/** How a step stands, and its day. */
export function StepEdit({ step, save }: Props) {
  const { run, busy, problem } = useAct();
  const [state, setState] = useState<State>(step.state);
  const [on, setOn] = useState(step.on ?? "");
  const changed = state !== step.state || on !== (step.on ?? "");
  return (
    <>
      <div className="beside">
        <select
          aria-label={t("Come sta il passo")}
          value={state}
          onChange={(event) => setState(event.target.value as State)}
        >
          {STATES.map((id) => (
            <option key={id} value={id}>
              {word(id)}
            </option>
          ))}
        </select>
        <input
          type="date"
          aria-label={t("Il giorno")}
          value={on}
          onChange={(event) => setOn(event.target.value)}
        />
      </div>
      {changed && (
        <div className="acts start-acts">
          <button
            type="button"
            disabled={busy}
            onClick={() => void run(() => save({ version: step.version, state, on: on || null }))}
          >
            {t("Salvi")}
          </button>
        </div>
      )}
      <Problem text={problem} />
    </>
  );
}
