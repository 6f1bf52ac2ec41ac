// Groups of steps: a name that an author gives to steps that belong together. It stands in each of
// them (`group:`), is nothing to whoever talks with the flow, and folds the list and the drawing.

import { type Doc, type Step, textAt, waysOf, withEntry } from "./document";

/** A group with its steps, or one step that is in none. */
export interface Block {
  /** Empty: it is no group. */
  readonly group: string;
  readonly steps: readonly Step[];
}

/** So many letters has a group's name at most, as the server has it. */
export const LONGEST_GROUP = 60;

export const groupOf = (step: Step): string => textAt(step.body, "group").trim();

/** The groups in the order in which they are met. */
export const groupsOf = (doc: Doc): readonly string[] => [
  ...new Set(doc.steps.map(groupOf).filter((name) => name)),
];

/** The steps as they are shown: a group stands whole where its first step stands. */
export function blocksOf(steps: readonly Step[]): readonly Block[] {
  const groups = new Map<string, Step[]>();
  const found: Block[] = [];
  for (const step of steps) {
    const group = groupOf(step);
    const known = group && groups.get(group);
    if (known) known.push(step);
    else {
      const own = [step];
      if (group) groups.set(group, own);
      found.push({ group, steps: own });
    }
  }
  return found;
}

/** Just these steps are the group of that name, which was called `was` or is new. Where it is new
 * and there is one of that name, they join it. None of them moves: only its own lines change. */
export const withGroup = (doc: Doc, keys: ReadonlySet<string>, name: string, was = ""): Doc => ({
  ...doc,
  steps: doc.steps.map((step) => {
    const own = groupOf(step);
    return inGroup(step, keys.has(step.key) ? name : own === was ? "" : own);
  }),
});

/** The step in that group; empty: in none. */
export const inGroup = (step: Step, name: string): Step =>
  groupOf(step) === name ? step : { ...step, body: withEntry(step.body, "group", name) };

/** A step one place up (-1) or down (1), within its group; one that is alone passes a whole group. */
export function moved(doc: Doc, step: Step, by: -1 | 1): Doc {
  const blocks = blocksOf(doc.steps);
  const at = blocks.findIndex((one) => one.steps.includes(step));
  const own = blocks[at]?.steps ?? [];
  const beside = own.length > 1 ? own[own.indexOf(step) + by] : blocks[at + by]?.steps[0];
  return placed(doc, [step], beside, by);
}

/** A group as a whole one place up or down. */
export function movedGroup(doc: Doc, group: string, by: -1 | 1): Doc {
  const blocks = blocksOf(doc.steps);
  const at = blocks.findIndex((one) => one.group === group);
  return placed(doc, blocks[at]?.steps ?? [], blocks[at + by]?.steps.at(by < 0 ? 0 : -1), by);
}

function placed(doc: Doc, steps: readonly Step[], beside: Step | undefined, by: -1 | 1): Doc {
  if (!beside) return doc;
  const others = doc.steps.filter((one) => !steps.includes(one));
  const at = others.indexOf(beside) + (by > 0 ? 1 : 0);
  return { ...doc, steps: others.toSpliced(at, 0, ...steps) };
}

/** Where a group leads: the steps outside of it, each once. */
export function waysOut(steps: readonly Step[]): readonly string[] {
  const inside = new Set(steps.map((step) => step.id));
  const all = steps.flatMap((step) => waysOf(step.body).map((way) => way.to));
  return [...new Set(all.filter((to) => !inside.has(to)))];
}
