import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import type { Schemas } from "../api/types";
import { go } from "../frame/way";
import { many, t } from "../texts/say";
import { ClashView } from "./ClashView";
import type { DeskState, FlowDesk, Saving } from "./desk";
import { kindOf, type Step, saidBy, stepOf, tableAt } from "./document";
import { StepForm } from "./form/StepForm";
import { type Grouping, GroupSheet } from "./GroupSheet";
import { Head } from "./Head";
import { NewStep } from "./NewStep";
import { type Faults, Outline } from "./Outline";
import { Problems } from "./Problems";
import { openStep, PUBLISH, TRIAL } from "./places";
import { TrialPanel } from "./trial/TrialPanel";
import { useDesk, useDeskState } from "./useDesk";
import { useFindings } from "./useFindings";
import { NO_FOLDS, useFolds } from "./useFolds";
import { useLive } from "./useLive";
import { isError, stateOf } from "./words";

const NONE: readonly Step[] = [];
const Canvas = lazy(() => import("./canvas/Canvas"));

/** One flow: its steps as a list or as a drawing, the step that is open, and what is wrong. */
export function Editor({ flow, step }: { flow: string; step: string }) {
  const { desk, refusal } = useDesk(flow);
  if (refusal) {
    return (
      <main className="padded">
        <p className="problem">{refusal.message}</p>
        <button type="button" onClick={() => go("flows")}>
          {t("Percorsi")}
        </button>
      </main>
    );
  }
  if (!desk) return <main className="empty">{t("Un attimo.")}</main>;
  return <Opened desk={desk} open={step} />;
}

function Opened({ desk, open }: { desk: FlowDesk; open: string }) {
  const state = useDeskState(desk);
  const [drawn, setDrawn] = useState(false);
  const [wanted, setWanted] = useState("");
  const { doc, given } = state;
  const flow = given.flow.id;
  const findings = useFindings(`${given.flow.revision} ${given.text.length}`);
  const here = useMemo(() => findings?.filter((one) => one.flow === flow) ?? [], [findings, flow]);
  const faults = useMemo(() => faultsOf(here), [here]);
  const live = useLive(flow);
  const step = stepOf(doc, open);
  const tried = open === TRIAL;
  const [folds, fold] = useFolds(flow, doc, open);
  const [grouping, group] = useState<Grouping>();
  const selected = useRef<readonly string[]>([]);
  const shown = useMemo(() => matching(doc.steps, wanted), [doc.steps, wanted]);
  useKeys(desk);
  return (
    <div className={step || tried ? "flow-editor with-step" : "flow-editor"}>
      <Bar desk={desk} state={state} drawn={drawn} draw={setDrawn} tried={tried} />
      <ClashView desk={desk} state={state} />
      <main className="flow-main" aria-label={t("Il percorso")}>
        <div className="flow-tools">
          <Problems findings={findings} flow={flow} desk={desk} doc={doc} />
          <label>
            <span className="unseen">{t("Cerchi un passo")}</span>
            <input
              type="search"
              placeholder={t("Cerchi un passo")}
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
          </label>
          {wanted && (
            <p className="hint" role="status">
              {many("{count} passo", "{count} passi", shown.length)}
            </p>
          )}
          <button
            type="button"
            onClick={() => group({ group: "", keys: drawn ? selected.current : [] })}
          >
            {t("Un gruppo…")}
          </button>
        </div>
        {drawn ? (
          <Suspense fallback={<p className="empty">{t("Un attimo.")}</p>}>
            <Canvas
              desk={desk}
              state={state}
              open={tried ? "" : open}
              found={wanted ? shown : NONE}
              faults={faults}
              folds={wanted ? NO_FOLDS : folds}
              fold={fold}
              group={group}
              selected={selected}
            />
          </Suspense>
        ) : (
          <div className="flow-scroll">
            <Head desk={desk} state={state} />
            <Outline
              desk={desk}
              state={state}
              steps={shown}
              open={open}
              faults={faults}
              folds={wanted ? NO_FOLDS : folds}
              fold={fold}
              group={group}
            />
            <First desk={desk} state={state} />
          </div>
        )}
      </main>
      {tried && (
        <aside className="flow-side">
          <TrialPanel desk={desk} flow={flow} revision={given.flow.revision} />
        </aside>
      )}
      {step && (
        <aside className="flow-side">
          <StepForm
            desk={desk}
            state={state}
            step={step}
            findings={here.filter((one) => one.step === step.id)}
            live={live}
            group={group}
          />
        </aside>
      )}
      {grouping && (
        <GroupSheet desk={desk} state={state} asked={grouping} close={() => group(undefined)} />
      )}
    </div>
  );
}

/** A new step at the end: where the list is read to. */
function First({ desk, state }: { desk: FlowDesk; state: DeskState }) {
  const [asked, setAsked] = useState(false);
  return (
    <div className="padded">
      <button type="button" onClick={() => setAsked(true)}>
        {t("Un passo in fondo…")}
      </button>
      {asked && (
        <NewStep
          desk={desk}
          state={state}
          after={state.doc.steps.at(-1)}
          close={() => setAsked(false)}
        />
      )}
    </div>
  );
}

interface BarProps {
  readonly desk: FlowDesk;
  readonly state: DeskState;
  readonly drawn: boolean;
  readonly draw: (drawn: boolean) => void;
  readonly tried: boolean;
}

function Bar({ desk, state, drawn, draw, tried }: BarProps) {
  const row = state.given.flow;
  return (
    <div className="heading flow-bar">
      <button type="button" className="quiet" onClick={() => go("flows")}>
        <span aria-hidden="true" className="turned">
          ‹
        </span>{" "}
        {t("Percorsi")}
      </button>
      <h2>
        {state.doc.title || row.id}{" "}
        <small>
          <span className={row.revision > 0 ? "state drafted" : "state"}>{stateOf(row)}</span>
          {row.authors.length > 0 && ` ${t("ci scrive {who}", { who: row.authors.join(", ") })}`}
        </small>
      </h2>
      <Saved state={state} />
      <div className="acts">
        <button
          type="button"
          className="square"
          disabled={!state.canUndo}
          aria-label={t("Annulli l'ultima modifica")}
          onClick={() => desk.undo()}
        >
          <span aria-hidden="true">↶</span>
        </button>
        <button
          type="button"
          className="square"
          disabled={!state.canRedo}
          aria-label={t("Rifaccia")}
          onClick={() => desk.redo()}
        >
          <span aria-hidden="true">↷</span>
        </button>
        <button type="button" aria-pressed={drawn} onClick={() => draw(!drawn)}>
          {drawn ? t("Elenco") : t("Disegno")}
        </button>
        <button
          type="button"
          aria-pressed={tried}
          onClick={() => openStep(row.id, tried ? "" : TRIAL)}
        >
          {t("Prova")}
        </button>
        <button
          type="button"
          className="primary"
          disabled={row.revision === 0 && state.saving === "saved"}
          onClick={() => void desk.flush().then((done) => done && go("flows", PUBLISH))}
        >
          {t("Guardi e pubblichi")}
        </button>
      </div>
    </div>
  );
}

function Saved({ state }: { state: DeskState }) {
  return (
    <p className={state.saving === "refused" ? "problem" : "hint"} role="status">
      {state.saving === "refused" ? state.problem : said(state)}
    </p>
  );
}

function said({ saving, given }: DeskState): string {
  const words: Record<Saving, string> = {
    saved: given.flow.revision > 0 ? t("Bozza salvata") : "",
    waiting: t("Si salva…"),
    sending: t("Si salva…"),
    offline: t("Non c'è collegamento: quello che ha scritto è qui, e si salva appena torna."),
    refused: "",
    clash: t("Due versioni: scelga"),
  };
  return words[saving];
}

function faultsOf(findings: readonly Schemas["Finding"][]): ReadonlyMap<string, Faults> {
  const found = new Map<string, Faults>();
  for (const one of findings) {
    const known = found.get(one.step) ?? { count: 0, isError: false };
    // Where there are errors, only those are counted.
    if (known.isError && !isError(one)) continue;
    const count = isError(one) && !known.isError ? 1 : known.count + 1;
    found.set(one.step, { count, isError: isError(one) });
  }
  return found;
}

/** The steps in which these words stand: in their name, their text or a label. */
function matching(steps: readonly Step[], wanted: string): readonly Step[] {
  const words = wanted.trim().toLocaleLowerCase();
  if (!words) return steps;
  return steps.filter((step) => {
    const labels = Object.values(tableAt(step.body, "choices")).map((one) => JSON.stringify(one));
    return [step.id, kindOf(step.body) ?? "", saidBy(step.body), ...labels, step.note]
      .join("\n")
      .toLocaleLowerCase()
      .includes(words);
  });
}

/** Ctrl Z takes back, also while typing: what was typed is one step back, and is saved so. */
function useKeys(desk: FlowDesk): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) desk.undo();
      else if (key === "y" || key === "z") desk.redo();
      else return;
      event.preventDefault();
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [desk]);
}
