// A flow as the editor holds it: steps as plain tables of texts, as the server gives them.

import type { Schemas } from "../api/types";

export type Plain = string | readonly Plain[] | Body;
export interface Body {
  readonly [key: string]: Plain;
}
export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One step. `key` stays when it is called otherwise. */
export interface Step {
  readonly key: string;
  readonly id: string;
  readonly note: string;
  readonly remark: string;
  readonly body: Body;
}

/** What can be changed of a flow. */
export interface Doc {
  readonly title: string;
  readonly start: string;
  readonly anywhere: readonly string[];
  readonly steps: readonly Step[];
  readonly texts: Texts;
}

export const KINDS = [
  "ask",
  "say",
  "set",
  "when",
  "call",
  "flow",
  "handoff",
  "exit",
  "end",
] as const;
export type Kind = (typeof KINDS)[number];

/** The entries of a step in the order in which they are written. */
const ORDER = [
  "marks",
  "group",
  "ask",
  "say",
  "web",
  "telegram",
  "whatsapp",
  "sms",
  "choices",
  "choices_from",
  "input",
  "no_match",
  "timeout",
  "unattended",
  "waited",
  "set",
  "when",
  "else",
  "call",
  "with",
  "save",
  "outcomes",
  "flow",
  "handoff",
  "accepted",
  "unavailable",
  "closed",
  "next",
  "exit",
  "end",
];

export const CHANNELS = ["web", "telegram", "whatsapp", "sms"] as const;

export const isTable = (value: Plain | undefined): value is Body =>
  typeof value === "object" && !Array.isArray(value);
export const isList = (value: Plain | undefined): value is readonly Plain[] => Array.isArray(value);

/** The text of an entry; empty where there is none, or something else than a text. */
export const textAt = (body: Body, key: string): string => {
  const value = body[key];
  return typeof value === "string" ? value : "";
};

export const tableAt = (body: Body, key: string): Body => {
  const value = body[key];
  return isTable(value) ? value : {};
};

/** A list of words, which may also stand as one text with commas. */
export function wordsAt(body: Body, key: string): readonly string[] {
  const value = body[key];
  if (typeof value === "string") return splitWords(value);
  return isList(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

export const splitWords = (text: string): string[] =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word);

export const kindOf = (body: Body): Kind | undefined => KINDS.find((kind) => kind in body);

/** What she reads at this step, or what it does, as its author wrote it. */
export function saidBy(body: Body): string {
  const kind = kindOf(body);
  if (kind === "ask" || kind === "say" || kind === "call" || kind === "flow")
    return textAt(body, kind);
  if (kind === "set")
    return Object.entries(tableAt(body, "set"))
      .map(([name, value]) => `${name} = ${String(value)}`)
      .join(", ");
  if (kind === "when")
    return casesOf(body)
      .map((one) => one.if)
      .join(" · ");
  if (kind === "handoff") return textAt(tableAt(body, "handoff"), "need");
  return "";
}

export interface When {
  readonly if: string;
  readonly next: string;
}

export function casesOf(body: Body): readonly When[] {
  const cases = body.when;
  if (!isList(cases)) return [];
  return cases.filter(isTable).map((one) => ({ if: textAt(one, "if"), next: textAt(one, "next") }));
}

/** A body with an entry set, in its place; `undefined` or an empty one takes it away. */
export function withEntry(body: Body, key: string, value: Plain | undefined): Body {
  if (value === undefined || value === "") {
    const { [key]: _, ...rest } = body;
    return rest;
  }
  if (key in body || !ORDER.includes(key)) return { ...body, [key]: value };
  const entries = Object.entries(body);
  const place = ORDER.indexOf(key);
  const at = entries.findIndex(([other]) => ORDER.indexOf(other) > place);
  entries.splice(at < 0 ? entries.length : at, 0, [key, value]);
  return Object.fromEntries(entries);
}

/** A way out of a step: which kind, what it is called, where it leads. */
export interface Way {
  readonly kind: "next" | "choice" | "case" | "outcome" | "retry" | "timeout";
  /** Where it stands in the body. */
  readonly path: readonly string[];
  readonly label: string;
  readonly to: string;
}

const PLAIN_WAYS = ["next", "else", "accepted", "unavailable", "closed", "unattended", "waited"];

/** Every way out of a step, in the order in which its form shows them. */
export function waysOf(body: Body): readonly Way[] {
  const found: Way[] = [];
  const add = (kind: Way["kind"], path: readonly string[], label: string, to: string): void => {
    if (to) found.push({ kind, path, label, to });
  };
  for (const [id, choice] of Object.entries(tableAt(body, "choices"))) {
    if (isTable(choice))
      add("choice", ["choices", id], textAt(choice, "label") || id, textAt(choice, "next"));
  }
  for (const key of ["choices_from", "input"])
    add("next", [key], "", textAt(tableAt(body, key), "next"));
  casesOf(body).forEach((one, at) => {
    add("case", ["when", String(at)], one.if, one.next);
  });
  for (const [name, to] of Object.entries(tableAt(body, "outcomes")))
    add("outcome", ["outcomes", name], name, typeof to === "string" ? to : "");
  for (const key of PLAIN_WAYS)
    add(key === "next" ? "next" : "outcome", [key], key === "next" ? "" : key, textAt(body, key));
  add("retry", ["no_match"], "", textAt(tableAt(body, "no_match"), "next"));
  add("timeout", ["timeout"], "", textAt(tableAt(body, "timeout"), "next"));
  return found;
}

/** The same value with every way to `step` leading to `to`, as the server does it. */
export function led<T extends Plain>(value: T, step: string, to: string, outcomes = false): T {
  if (typeof value === "string") return value;
  if (isList(value)) return value.map((one) => led(one, step, to)) as readonly Plain[] as T;
  return Object.fromEntries(
    Object.entries(value as Body).map(([key, item]) => [
      key,
      item === step && (outcomes || PLAIN_WAYS.includes(key))
        ? to
        : led(item, step, to, key === "outcomes"),
    ]),
  ) as T;
}

/** Whether two values say the same in the same order. */
export function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** The flow as the server gives it; steps that are known keep their keys. */
export function docOf(given: Schemas["Document"], known?: Doc): Doc {
  const keys = new Map(known?.steps.map((step) => [step.id, step.key]));
  return {
    title: given.flow.title,
    start: given.start,
    anywhere: given.anywhere,
    texts: given.texts,
    steps: given.steps.map(({ id, note, remark, body }) => ({
      key: keys.get(id) ?? freshKey(id),
      id,
      note,
      remark,
      body: body as Body,
    })),
  };
}

let fresh = 0;
/** A key that no step has: a name may come back for another step. */
export const freshKey = (id: string): string => `${id}.${++fresh}`;

export const stepOf = (doc: Doc, id: string): Step | undefined =>
  doc.steps.find((step) => step.id === id);

/** A name that no step has yet. */
export function freeName(doc: Doc, wanted: string): string {
  const taken = new Set(doc.steps.map((step) => step.id));
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted}_${count}`;
    if (!taken.has(name)) return name;
  }
}

export const SLUG = /^[a-z][a-z0-9_]{0,39}$/;

/** A name for something of this title, without accents; empty where no letter is left. */
export const nameFor = (title: string): string =>
  title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[0-9_]+/, "")
    .slice(0, 40)
    .replace(/_+$/, "");
