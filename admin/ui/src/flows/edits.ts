// What has to be told to the server so that one document becomes another: small edits, in order.

import type { Schemas } from "../api/types";
import {
  type Body,
  type Doc,
  freshKey,
  led,
  type Plain,
  type Step,
  same,
  type Texts,
} from "./document";

export type Edit = NonNullable<Schemas["Edits"]["edits"]>[number];

/** Everything that one request changes. */
export interface Change {
  readonly edits: readonly Edit[];
  readonly texts: Texts;
}

export const isNothing = (change: Change): boolean =>
  change.edits.length === 0 && Object.keys(change.texts).length === 0;

/** The edits that make `to` out of `from`. Steps are the same where their keys are. */
export function changeBetween(from: Doc, to: Doc): Change {
  const edits: Edit[] = [];
  let now = from;
  const make = (...made: Edit[]): void => {
    edits.push(...made);
    now = made.reduce(applied, now);
  };
  const wanted = new Map(to.steps.map((step) => [step.key, step]));
  const had = new Set(from.steps.map((step) => step.key));
  for (const step of from.steps) {
    const renamed = wanted.get(step.key);
    if (renamed && renamed.id !== step.id) make({ op: "rename", step: step.id, to: renamed.id });
  }
  // A name may be taken over by another step: what goes makes room, unless it is all there is.
  const gone = from.steps.filter((step) => !wanted.has(step.key));
  const added = to.steps.filter((step) => !had.has(step.key));
  const names = new Set(added.map((step) => step.id));
  const first = gone.filter((step) => names.has(step.id) && gone.length < from.steps.length);
  for (const step of first) make({ op: "remove", step: step.id, instead: "" });
  to.steps.forEach((step, at) => {
    const after = to.steps[at - 1]?.id ?? "";
    if (!had.has(step.key)) make({ op: "add", step: step.id, body: { ...step.body }, after });
  });
  for (const step of gone) {
    if (!first.includes(step)) make({ op: "remove", step: step.id, instead: "" });
  }
  for (const { step, after } of moves(now, to)) make({ op: "move", step, after });
  const there = new Map(now.steps.map((step) => [step.id, step]));
  for (const step of to.steps) make(...saidAnew(there.get(step.id), step));
  const head: Record<string, string | string[]> = {};
  if (now.title !== to.title) head.title = to.title;
  if (now.start !== to.start) head.start = to.start;
  if (!same(now.anywhere, to.anywhere)) head.anywhere = [...to.anywhere];
  if (Object.keys(head).length > 0) make({ op: "head", entries: head });
  return { edits, texts: textsBetween(from.texts, to.texts) };
}

function saidAnew(was: Step | undefined, step: Step): Edit[] {
  const edits: Edit[] = [];
  if (!was || !same(was.body, step.body))
    edits.push({ op: "put", step: step.id, body: { ...step.body } });
  if ((was?.note ?? "") !== step.note) edits.push({ op: "note", step: step.id, text: step.note });
  const speaks = "ask" in step.body || "say" in step.body;
  if (speaks && (was?.remark ?? "") !== step.remark)
    edits.push({ op: "remark", step: step.id, text: step.remark });
  return edits;
}

/** As few moves as bring the steps into the wanted order: the longest row that is in order stays. */
function moves(now: Doc, to: Doc): { step: string; after: string }[] {
  const place = new Map(now.steps.map((step, at) => [step.id, at]));
  const order = to.steps.map((step) => place.get(step.id) ?? -1);
  const stays = rising(order);
  return to.steps.flatMap((step, at) =>
    stays.has(at) ? [] : [{ step: step.id, after: to.steps[at - 1]?.id ?? "" }],
  );
}

/** The places of a longest rising row among numbers. */
function rising(numbers: readonly number[]): ReadonlySet<number> {
  const tails: number[] = [];
  const before: number[] = [];
  numbers.forEach((number, at) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[tails[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = at;
  });
  const found = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) found.add(at);
  return found;
}

/** The translations that changed; one that went is empty. */
export function textsBetween(from: Texts, to: Texts): Texts {
  const found: Record<string, Record<string, string>> = {};
  for (const language of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const was = from[language] ?? {};
    const now = to[language] ?? {};
    for (const context of new Set([...Object.keys(was), ...Object.keys(now)])) {
      if ((was[context] ?? "") === (now[context] ?? "")) continue;
      found[language] = { ...found[language], [context]: now[context] ?? "" };
    }
  }
  return found;
}

/** A document after a change, as the server would have it. */
export function changed(doc: Doc, change: Change): Doc {
  const edited = change.edits.reduce(applied, doc);
  const texts: Record<string, Record<string, string>> = {};
  for (const language of new Set([...Object.keys(doc.texts), ...Object.keys(change.texts)]))
    texts[language] = { ...doc.texts[language], ...change.texts[language] };
  return { ...edited, texts };
}

/** A document after one edit. An edit of a step that is not there changes nothing. */
export function applied(doc: Doc, edit: Edit): Doc {
  switch (edit.op) {
    case "put":
      return each(doc, edit.step, (step) => ({ ...step, body: edit.body as Body }));
    case "note":
      return each(doc, edit.step, (step) => ({ ...step, note: edit.text }));
    case "remark":
      return each(doc, edit.step, (step) => ({ ...step, remark: edit.text }));
    case "add": {
      if (doc.steps.some((step) => step.id === edit.step)) return doc;
      const body = edit.body as Body;
      const key = freshKey(edit.step);
      return placed(doc, { key, id: edit.step, note: "", remark: "", body }, edit.after ?? "");
    }
    case "remove": {
      const rest = { ...doc, steps: doc.steps.filter((step) => step.id !== edit.step) };
      return edit.instead ? ledAll(rest, edit.step, edit.instead) : rest;
    }
    case "move": {
      const step = doc.steps.find((one) => one.id === edit.step);
      if (!step) return doc;
      return placed(
        { ...doc, steps: doc.steps.filter((one) => one !== step) },
        step,
        edit.after ?? "",
      );
    }
    case "rename":
      return ledAll(
        each(doc, edit.step, (step) => ({ ...step, id: edit.to })),
        edit.step,
        edit.to,
      );
    case "head": {
      const { title, start, anywhere } = edit.entries as Partial<Record<string, Plain>>;
      return {
        ...doc,
        title: typeof title === "string" ? title : doc.title,
        start: typeof start === "string" ? start : doc.start,
        anywhere: Array.isArray(anywhere) ? (anywhere as string[]) : doc.anywhere,
      };
    }
  }
}

function each(doc: Doc, id: string, change: (step: Step) => Step): Doc {
  return { ...doc, steps: doc.steps.map((step) => (step.id === id ? change(step) : step)) };
}

function placed(doc: Doc, step: Step, after: string): Doc {
  const at = after ? doc.steps.findIndex((one) => one.id === after) + 1 : 0;
  return { ...doc, steps: doc.steps.toSpliced(at, 0, step) };
}

function ledAll(doc: Doc, step: string, to: string): Doc {
  return {
    ...doc,
    start: doc.start === step ? to : doc.start,
    steps: doc.steps.map((one) => {
      const body = led(one.body, step, to);
      return same(body, one.body) ? one : { ...one, body };
    }),
  };
}

/** The step that an edit is about; empty: what stands above the steps. */
export const subject = (edit: Edit): string => (edit.op === "head" ? "" : edit.step);

/** The places that two changes both touch: steps, translations of steps, or the head (empty). */
export function clashing(one: Change, other: Change): readonly string[] {
  const touched = (change: Change): Set<string> =>
    new Set([
      ...change.edits.filter((edit) => edit.op !== "move").map(subject),
      ...Object.values(change.texts).flatMap((own) =>
        Object.keys(own).map((context) => context.split("/")[1] ?? ""),
      ),
    ]);
  const mine = touched(one);
  return [...touched(other)].filter((step) => mine.has(step));
}

/** A change without what touches these places. */
export function without(change: Change, places: readonly string[]): Change {
  const texts = Object.fromEntries(
    Object.entries(change.texts).map(([language, own]) => [
      language,
      Object.fromEntries(
        Object.entries(own).filter(([context]) => !places.includes(context.split("/")[1] ?? "")),
      ),
    ]),
  );
  return { edits: change.edits.filter((edit) => !places.includes(subject(edit))), texts };
}
