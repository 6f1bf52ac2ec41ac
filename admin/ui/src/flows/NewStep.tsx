import { useState } from "react";
import { Sheet } from "../parts/Sheet";
import { mark, type Text, t } from "../texts/say";
import { added } from "./changes";
import type { DeskState, FlowDesk } from "./desk";
import { freeName, KINDS, type Kind, type Step } from "./document";
import { Box } from "./form/fields";
import { isFree, StepName } from "./form/StepName";
import { openStep } from "./places";
import { SheetActs } from "./SheetActs";
import { KIND_NAMES } from "./words";

interface Props {
  readonly desk: FlowDesk;
  readonly state: DeskState;
  readonly after: Step | undefined;
  readonly close: () => void;
}

const MEANINGS: Readonly<Record<Kind, Text>> = {
  ask: mark("Le dice qualcosa e aspetta la risposta."),
  say: mark("Le dice qualcosa e va avanti."),
  set: mark("Si ricorda un valore per il resto della conversazione."),
  when: mark("Sceglie la strada secondo quello che si sa."),
  call: mark("Cerca nella guida, o chiede qualcosa al servizio."),
  flow: mark("Passa per un altro percorso e poi torna qui."),
  handoff: mark("Chiede a una rete che una persona risponda."),
  exit: mark("Esce subito: la pagina si svuota."),
  end: mark("Il percorso finisce."),
};

/** A new step: of which kind, how it is called, what it says. */
export function NewStep({ desk, state, after, close }: Props) {
  const { doc } = state;
  const [kind, setKind] = useState<Kind>("say");
  const [name, setName] = useState(() => freeName(doc, `step_${doc.steps.length + 1}`));
  const [text, setText] = useState("");
  const speaks = kind === "ask" || kind === "say";
  const free = isFree(doc, name);
  const acts = (
    <SheetActs
      close={close}
      yes={t("Aggiunga")}
      disabled={!free || (speaks && !text.trim())}
      act={() => {
        desk.change(added(doc, after, name, kind, text.trim()));
        close();
        openStep(state.given.flow.id, name);
      }}
    />
  );
  return (
    <Sheet open close={close} title={t("Un passo nuovo")} acts={acts}>
      <div className="field">
        <label htmlFor="new-step-kind">{t("Che cosa fa")}</label>
        <select
          id="new-step-kind"
          aria-describedby="new-step-meaning"
          value={kind}
          onChange={(event) => setKind(event.target.value as Kind)}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {t(KIND_NAMES[one])}
            </option>
          ))}
        </select>
        <span className="hint" id="new-step-meaning">
          {t(MEANINGS[kind])}
        </span>
      </div>
      {speaks && <Box label={t("Il testo")} value={text} put={setText} />}
      <StepName value={name} put={setName} />
    </Sheet>
  );
}
