// What can be mended in one touch because there is one safe way to do it.

import type { Schemas } from "../api/types";
import { mark, type Text } from "../texts/say";
import { type Doc, freeName, freshKey, isTable, type Step, stepOf, withEntry } from "./document";

interface Remedy {
  readonly label: Text;
  readonly mend: (doc: Doc, step: Step) => Doc;
}

const WAIT = "10m";
const RETRIES = "2";

const REMEDIES: Readonly<Record<string, Remedy>> = {
  "liveness/timeout": {
    label: mark("Aggiunga: dopo 10 minuti di silenzio finisce"),
    mend: (doc, step) => {
      const [found, quiet] = ending(doc);
      return put(found, step, "timeout", { after: WAIT, next: quiet });
    },
  },
  "liveness/no-match": {
    label: mark("Aggiunga: dopo due risposte non capite finisce"),
    mend: (doc, step) => {
      const [found, quiet] = ending(doc);
      return put(found, step, "no_match", { retry: RETRIES, next: quiet });
    },
  },
  "liveness/retries": {
    label: mark("Metta due tentativi"),
    mend: (doc, step) => put(doc, step, "no_match", { ...table(step, "no_match"), retry: RETRIES }),
  },
  "load/duration": {
    label: mark("Metta 10 minuti"),
    mend: (doc, step) => put(doc, step, "timeout", { ...table(step, "timeout"), after: WAIT }),
  },
};

/** What mends a finding of this flow at once, or undefined. */
export function remedyOf(finding: Schemas["Finding"], doc: Doc) {
  const step = stepOf(doc, finding.step);
  const remedy = REMEDIES[finding.rule];
  if (!step || !remedy || !("ask" in step.body)) return undefined;
  return { label: remedy.label, mended: () => remedy.mend(doc, step) };
}

const table = (step: Step, key: string) => {
  const value = step.body[key];
  return isTable(value) ? value : {};
};

function put(doc: Doc, step: Step, key: string, value: Record<string, unknown>): Doc {
  const body = withEntry(step.body, key, value as never);
  return { ...doc, steps: doc.steps.map((one) => (one.key === step.key ? { ...one, body } : one)) };
}

/** The step that ends in silence; it is added where there is none. */
function ending(doc: Doc): readonly [Doc, string] {
  const known = doc.steps.find((step) => step.body.end === "true");
  if (known) return [doc, known.id];
  const id = freeName(doc, "quiet");
  const body = { end: "true" };
  const step: Step = { key: freshKey(id), id, note: "", remark: "", body };
  return [{ ...doc, steps: [...doc.steps, step] }, id];
}
