// What an author does to a flow as a whole: a step more, a step less, another order.

import {
  type Body,
  type Doc,
  freeName,
  freshKey,
  type Kind,
  led,
  type Step,
  stepOf,
  withEntry,
} from "./document";
import { applied } from "./edits";
import { groupOf } from "./groups";

export const withStep = (doc: Doc, key: string, change: (step: Step) => Step): Doc => ({
  ...doc,
  steps: doc.steps.map((step) => (step.key === key ? change(step) : step)),
});

/** What a new step of a kind begins with; `next` is where it leads. */
export function beginning(kind: Kind, next: string, text: string): Body {
  switch (kind) {
    case "ask":
      return {
        ask: text,
        choices: { ok: { label: "Va bene", next } },
        no_match: { retry: "2", next },
        timeout: { after: "10m", next },
      };
    case "say":
      return { say: text, next };
    case "set":
      return { set: { value: '""' }, next };
    case "when":
      return { when: [{ if: 'channel == "web"', next }], else: next };
    case "call":
      return { call: "directory.town", with: { town: "town" }, outcomes: { found: next } };
    case "flow":
      return { flow: "menu", next };
    case "handoff":
      return {
        handoff: { network: "agency_id", need: "need" },
        accepted: next,
        unavailable: next,
        closed: next,
      };
    case "exit":
      return { exit: "true" };
    case "end":
      return { end: "true" };
  }
}

/** A new step below another one. Where that one simply goes on, it goes on through the new one. */
export function added(
  doc: Doc,
  after: Step | undefined,
  id: string,
  kind: Kind,
  text: string,
): Doc {
  const end = doc.steps.find((step) => step.body.end === "true")?.id;
  const goes = after && typeof after.body.next === "string" ? after.body.next : "";
  const below = after ? doc.steps[doc.steps.indexOf(after) + 1]?.id : doc.steps[0]?.id;
  const made = beginning(kind, goes || end || below || id, text);
  const body = after ? withEntry(made, "group", groupOf(after)) : made;
  const step: Step = { key: freshKey(id), id, note: "", remark: "", body };
  const at = after ? doc.steps.indexOf(after) + 1 : 0;
  const steps = doc.steps.toSpliced(at, 0, step);
  const next = { ...doc, steps };
  return goes && after
    ? withStep(next, after.key, (one) => ({ ...one, body: { ...one.body, next: id } }))
    : next;
}

/** The same step once more, below itself. */
export function copied(doc: Doc, step: Step): readonly [Doc, string] {
  const id = freeName(doc, step.id.slice(0, 36));
  const copy: Step = { ...step, key: freshKey(id), id };
  return [{ ...doc, steps: doc.steps.toSpliced(doc.steps.indexOf(step) + 1, 0, copy) }, id];
}

/** A step taken out of another flow: ways to steps that this one has not lead to its first end, and
 * its group stays there. */
export function pasted(doc: Doc, step: Pick<Step, "id" | "note" | "remark" | "body">): Body {
  const end = doc.steps.find((one) => one.body.end === "true")?.id ?? doc.steps[0]?.id ?? "";
  let body = withEntry(step.body, "group", undefined);
  for (const to of targets(step.body)) if (!stepOf(doc, to)) body = led(body, to, end);
  return body;
}

function targets(body: Body): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (value: unknown, key: string): void => {
    if (typeof value === "string") found.add(key && value);
    else if (value && typeof value === "object")
      for (const [inner, item] of Object.entries(value)) walk(item, inner);
  };
  walk(body, "");
  return found;
}

export const removed = (doc: Doc, step: Step, instead: string): Doc =>
  applied(doc, { op: "remove", step: step.id, instead });

/** The same entries with one of them elsewhere. */
export function reordered(table: Body, key: string, by: number): Body {
  const entries = Object.entries(table);
  const at = entries.findIndex(([name]) => name === key);
  const entry = entries[at];
  const to = at + by;
  if (!entry || to < 0 || to >= entries.length) return table;
  return Object.fromEntries(entries.toSpliced(at, 1).toSpliced(to, 0, entry));
}
