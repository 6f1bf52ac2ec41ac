import { useState } from "react";
import { get } from "../../api/ask";
import { act } from "../../api/reading";
import { announce } from "../../frame/announce";
import { Problem } from "../../parts/Problem";
import { Sheet } from "../../parts/Sheet";
import { useAct } from "../../parts/useAct";
import { useOnce } from "../../parts/useOnce";
import { t } from "../../texts/say";
import { copied, pasted, removed, withStep } from "../changes";
import type { DeskState, FlowDesk } from "../desk";
import { docOf, freeName, led, type Step } from "../document";
import { moved } from "../groups";
import { InsideNow } from "../InsideNow";
import { NewStep } from "../NewStep";
import { openStep } from "../places";
import { SheetActs } from "../SheetActs";
import { useInside } from "../useInside";
import { StepPicker } from "./fields";
import { isFree, StepName } from "./StepName";

interface Props {
  readonly desk: FlowDesk;
  readonly state: DeskState;
  readonly step: Step;
  readonly live: ReadonlySet<string> | undefined;
}

type Asked = "add" | "remove" | "rename" | "away" | undefined;

/** What can be done with a step as a whole. */
export function StepActs({ desk, state, step, live }: Props) {
  const [asked, setAsked] = useState<Asked>();
  const { doc } = state;
  const flow = state.given.flow.id;
  const close = (): void => setAsked(undefined);
  return (
    <>
      <h4>{t("Il passo")}</h4>
      <div className="acts start-acts">
        <button type="button" onClick={() => setAsked("add")}>
          {t("Aggiunga un passo dopo…")}
        </button>
        <button
          type="button"
          onClick={() => {
            const [next, id] = copied(doc, step);
            desk.change(next);
            openStep(flow, id);
          }}
        >
          {t("Copi")}
        </button>
        <button type="button" onClick={() => setAsked("away")}>
          {t("Copi in un altro percorso…")}
        </button>
        <button type="button" onClick={() => desk.change(moved(doc, step, -1))}>
          {t("Più in alto")}
        </button>
        <button type="button" onClick={() => desk.change(moved(doc, step, 1))}>
          {t("Più in basso")}
        </button>
        {live && !live.has(step.id) && (
          <button type="button" onClick={() => setAsked("rename")}>
            {t("Cambi il nome…")}
          </button>
        )}
        {doc.start !== step.id && (
          <button type="button" onClick={() => desk.change({ ...doc, start: step.id })}>
            {t("Cominci da qui")}
          </button>
        )}
        <button
          type="button"
          className="quiet"
          disabled={doc.steps.length < 2}
          onClick={() => setAsked("remove")}
        >
          {t("Tolga il passo…")}
        </button>
      </div>
      {asked === "add" && <NewStep desk={desk} state={state} after={step} close={close} />}
      {asked === "remove" && <RemoveStep desk={desk} state={state} step={step} close={close} />}
      {asked === "rename" && <RenameStep desk={desk} state={state} step={step} close={close} />}
      {asked === "away" && <CopyAway flow={flow} step={step} close={close} />}
    </>
  );
}

interface Asking {
  readonly desk: FlowDesk;
  readonly state: DeskState;
  readonly step: Step;
  readonly close: () => void;
}

function RemoveStep({ desk, state, step, close }: Asking) {
  const [instead, setInstead] = useState("");
  const inside = useInside();
  const { doc } = state;
  const others = doc.steps.filter((one) => one.key !== step.key);
  const used =
    doc.start === step.id ||
    others.some(
      (one) =>
        led(one.body, step.id, "") !== one.body &&
        JSON.stringify(led(one.body, step.id, "")) !== JSON.stringify(one.body),
    );
  const acts = (
    <SheetActs
      close={close}
      yes={t("Tolga il passo")}
      disabled={used && !instead}
      act={() => {
        desk.change(removed(doc, step, instead));
        close();
        openStep(state.given.flow.id, instead);
      }}
    />
  );
  return (
    <Sheet open close={close} title={t("Togliere {step}?", { step: step.id })} acts={acts}>
      {used ? (
        <StepPicker
          label={t("Quello che portava qui, d'ora in poi porta a")}
          value={instead}
          steps={others}
          put={setInstead}
        />
      ) : (
        <p>{t("Nessuna strada porta a questo passo.")}</p>
      )}
      <InsideNow inside={inside} flow={state.given.flow.id} step={step.id} />
    </Sheet>
  );
}

function RenameStep({ desk, state, step, close }: Asking) {
  const [name, setName] = useState(step.id);
  const { doc } = state;
  const free = isFree(doc, name);
  const acts = (
    <SheetActs
      close={close}
      yes={t("Cambi il nome")}
      disabled={!free}
      act={() => {
        const renamed = withStep(doc, step.key, (one) => ({ ...one, id: name }));
        desk.change({
          ...renamed,
          start: doc.start === step.id ? name : doc.start,
          steps: renamed.steps.map((one) => ({ ...one, body: led(one.body, step.id, name) })),
        });
        close();
        openStep(state.given.flow.id, name);
      }}
    />
  );
  return (
    <Sheet open close={close} title={t("Il nome del passo")} acts={acts}>
      <StepName value={name} put={setName} />
    </Sheet>
  );
}

function CopyAway({ flow, step, close }: { flow: string; step: Step; close: () => void }) {
  const flows = (useOnce("/api/flows").data?.flows ?? []).filter((one) => one.id !== flow);
  const [to, setTo] = useState("");
  const { run, busy, problem } = useAct();
  const copy = async () => {
    const path = { id: to };
    const given = await get("/api/flows/{id}", { path });
    const doc = docOf(given);
    const id = freeName(doc, step.id.slice(0, 36));
    const body = { ...pasted(doc, step) };
    const after = doc.steps.at(-1)?.id ?? "";
    const edits = [{ op: "add" as const, step: id, body, after }];
    const revision = given.flow.revision;
    await act("post", "/api/flows/{id}/edits", { path, body: { revision, edits } as never });
    announce(t("Copiato."));
    openStep(to, id);
  };
  const acts = (
    <SheetActs
      close={close}
      yes={t("Copi e lo apra")}
      disabled={busy || !to}
      act={() => void run(copy)}
    />
  );
  return (
    <Sheet open close={close} title={t("Copiare in un altro percorso")} acts={acts}>
      <label className="field">
        {t("Percorso")}
        <select value={to} onChange={(event) => setTo(event.target.value)}>
          <option value="">{t("scelga")}</option>
          {flows.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title || one.id}
            </option>
          ))}
        </select>
      </label>
      <p className="hint">
        {t(
          "Il passo va in fondo. Le strade verso passi che di là non ci sono portano alla sua fine: le riveda.",
        )}
      </p>
      <Problem text={problem} />
    </Sheet>
  );
}
