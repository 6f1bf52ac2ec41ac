// What differs between two versions of a flow, in words, step by step.

import { type Body, type Plain, type Step, same } from "./document";

export interface Piece {
  readonly kind: "same" | "gone" | "new";
  readonly text: string;
}

/** Two texts word by word: what stays, what went, what came. */
export function wordsBetween(one: string, other: string): readonly Piece[] {
  const was = one.match(/\s*\S+|\s+$/g) ?? [];
  const now = other.match(/\s*\S+|\s+$/g) ?? [];
  // What is alike at both ends needs no table, and a very long text is shown as a whole.
  let head = 0;
  while (head < was.length && head < now.length && was[head] === now[head]) head += 1;
  let tail = 0;
  while (
    tail < was.length - head &&
    tail < now.length - head &&
    was[was.length - 1 - tail] === now[now.length - 1 - tail]
  )
    tail += 1;
  const a = was.slice(head, was.length - tail);
  const b = now.slice(head, now.length - tail);
  const middle = a.length * b.length > 250_000 ? whole(a, b) : compared(a, b);
  return joined([
    { kind: "same", text: was.slice(0, head).join("") },
    ...middle,
    { kind: "same", text: was.slice(was.length - tail).join("") },
  ]);
}

const whole = (a: readonly string[], b: readonly string[]): Piece[] => [
  { kind: "gone", text: a.join("") },
  { kind: "new", text: b.join("") },
];

function compared(a: readonly string[], b: readonly string[]): Piece[] {
  // The longest common row of words, from the end.
  const longest = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (x: number, y: number): number => longest[x]?.[y] ?? 0;
  for (let x = a.length - 1; x >= 0; x -= 1)
    for (let y = b.length - 1; y >= 0; y -= 1) {
      const row = longest[x] as Uint32Array;
      row[y] = a[x] === b[y] ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1));
    }
  const found: Piece[] = [];
  let x = 0;
  let y = 0;
  while (x < a.length || y < b.length) {
    if (x < a.length && y < b.length && a[x] === b[y]) {
      found.push({ kind: "same", text: a[x] ?? "" });
      x += 1;
      y += 1;
    } else if (x < a.length && (y === b.length || at(x + 1, y) >= at(x, y + 1)))
      found.push({ kind: "gone", text: a[x++] ?? "" });
    else found.push({ kind: "new", text: b[y++] ?? "" });
  }
  return found;
}

function joined(pieces: readonly Piece[]): readonly Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (!piece.text) continue;
    if (last?.kind === piece.kind)
      found[found.length - 1] = { ...last, text: last.text + piece.text };
    else found.push(piece);
  }
  return found;
}

export interface EntryDifference {
  readonly path: string;
  readonly was: string;
  readonly now: string;
}

export interface StepDifference {
  readonly id: string;
  readonly kind: "new" | "gone" | "changed" | "moved";
  readonly entries: readonly EntryDifference[];
}

type Stepped = Pick<Step, "id" | "note" | "remark" | "body">;

/** What differs, in the order of the newer version; steps that went stand at the end. */
export function stepsBetween(was: readonly Stepped[], now: readonly Stepped[]): StepDifference[] {
  const before = new Map(was.map((step) => [step.id, step]));
  const after = new Set(now.map((step) => step.id));
  const found: StepDifference[] = [];
  const stays = was.filter((step) => after.has(step.id)).map((step) => step.id);
  const kept = now.filter((step) => before.has(step.id)).map((step) => step.id);
  for (const step of now) {
    const old = before.get(step.id);
    const entries = entriesBetween(old, step);
    if (!old) found.push({ id: step.id, kind: "new", entries });
    else if (entries.length > 0) found.push({ id: step.id, kind: "changed", entries });
    else if (stays[kept.indexOf(step.id)] !== step.id)
      found.push({ id: step.id, kind: "moved", entries });
  }
  for (const step of was)
    if (!after.has(step.id))
      found.push({ id: step.id, kind: "gone", entries: entriesBetween(step, undefined) });
  return found;
}

function entriesBetween(was: Stepped | undefined, now: Stepped | undefined): EntryDifference[] {
  const one = flat(was);
  const other = flat(now);
  const paths = [...other.keys(), ...[...one.keys()].filter((path) => !other.has(path))];
  const found = paths
    .map((path) => ({ path, was: one.get(path) ?? "", now: other.get(path) ?? "" }))
    .filter((entry) => entry.was !== entry.now);
  if (found.length === 0 && was && now && !same(was.body, now.body))
    return [{ path: "", was: order(was.body), now: order(now.body) }];
  return found;
}

const order = (body: Body): string =>
  Object.entries(body)
    .flatMap(([key, value]) => (typeof value === "object" ? Object.keys(value) : key))
    .join(", ");

function flat(step: Stepped | undefined): Map<string, string> {
  const found = new Map<string, string>();
  function walk(value: Plain, path: string): void {
    if (typeof value === "string") found.set(path, value);
    else if (Array.isArray(value) && value.every((one) => typeof one === "string"))
      found.set(path, value.join(", "));
    else
      for (const [key, item] of Object.entries(value))
        walk(item as Plain, path ? `${path} · ${key}` : key);
  }
  if (step) {
    walk(step.body, "");
    if (step.note) found.set("note", step.note);
    if (step.remark) found.set("remark", step.remark);
  }
  return found;
}
