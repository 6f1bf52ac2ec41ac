import { expect, test } from "vitest";
import { copied, pasted, removed } from "./changes";
import { type Doc, led, type Step, withEntry } from "./document";
import { changeBetween, changed, clashing, without } from "./edits";
import { moved } from "./groups";

const step = (id: string, next = "c"): Step => ({
  key: id,
  id,
  note: "",
  remark: "",
  body: { say: id, next },
});
const DOC: Doc = {
  title: "Prova",
  start: "a",
  anywhere: [],
  steps: [step("a", "b"), step("b"), { ...step("c"), body: { end: "true" } }],
  texts: { en: { "x/a/say": "a" } },
};
const said = (doc: Doc) => ({ ...doc, steps: doc.steps.map(({ key: _, ...rest }) => rest) });
const [A, B] = DOC.steps as [Step, Step];

/** What the server is told makes the same document, and what is told back undoes it. */
function both(to: Doc): ReturnType<typeof changeBetween> {
  const there = changeBetween(DOC, to);
  expect(said(changed(DOC, there))).toEqual(said(to));
  expect(said(changed(to, changeBetween(to, DOC)))).toEqual(said(DOC));
  return there;
}

test("nothing is told where nothing changed", () => {
  expect(changeBetween(DOC, { ...DOC })).toEqual({ edits: [], texts: {} });
});

test("a text is one edit of its step, and a translation goes beside it", () => {
  const steps = [{ ...A, body: { say: "altro", next: "b" } }, ...DOC.steps.slice(1)];
  const change = both({ ...DOC, steps, texts: { en: { "x/a/say": "other" } } });
  expect(change.edits.map((one) => one.op)).toEqual(["put"]);
  expect(change.texts).toEqual({ en: { "x/a/say": "other" } });
});

test("the order of choices counts", () => {
  const one = { choices: { x: { label: "X" }, y: { label: "Y" } } };
  const other = { choices: { y: { label: "Y" }, x: { label: "X" } } };
  const with_ = (body: Step["body"]): Doc => ({ ...DOC, steps: [{ ...A, body }] });
  expect(changeBetween(with_(one), with_(other)).edits).toHaveLength(1);
});

test("a step that moves is one move, however far", () => {
  const steps = "abcdefgh".split("").map((id) => step(id));
  const long = { ...DOC, steps };
  const to = { ...DOC, steps: [...steps.slice(1), steps[0] as Step] };
  expect(changeBetween(long, to).edits).toEqual([{ op: "move", step: "a", after: "h" }]);
});

test("steps are added, copied, moved and removed, and all of it can be undone", () => {
  both(copied(DOC, A)[0]);
  both(moved(DOC, B, -1));
  const change = both(removed(DOC, B, "c"));
  expect(change.edits.map((one) => one.op)).toEqual(["remove", "put"]);
});

test("a name that goes and comes back for another step is removed first", () => {
  const other: Step = { ...step("b"), key: "fresh", body: { end: "true" } };
  const change = both({ ...DOC, steps: [A, other, DOC.steps[2] as Step] });
  expect(change.edits.map((one) => one.op)).toEqual(["remove", "add"]);
});

test("another name is one edit, with every way that leads there", () => {
  const steps = DOC.steps.map((one) => ({ ...one, body: led(one.body, "b", "z") }));
  const named = steps.map((one) => (one.id === "b" ? { ...one, id: "z" } : one));
  const change = changeBetween(DOC, { ...DOC, steps: named });
  expect(change.edits).toEqual([{ op: "rename", step: "b", to: "z" }]);
});

test("two people clash only where they wrote in the same step", () => {
  const mine = changeBetween(DOC, {
    ...DOC,
    steps: [{ ...A, note: "mia" }, ...DOC.steps.slice(1)],
  });
  const hers = changeBetween(DOC, {
    ...DOC,
    title: "Altro",
    steps: [A, { ...B, note: "sua" }, DOC.steps[2] as Step],
  });
  expect(clashing(mine, hers)).toEqual([]);
  expect(clashing(mine, mine)).toEqual(["a"]);
  expect(without(mine, ["a"])).toEqual({ edits: [], texts: {} });
});

test("a step from elsewhere leads nowhere that is not there", () => {
  const stranger = {
    ...A,
    body: { ask: "?", choices: { x: { next: "away" } }, timeout: { next: "b" } },
  };
  expect(pasted(DOC, stranger)).toEqual({
    ask: "?",
    choices: { x: { next: "c" } },
    timeout: { next: "b" },
  });
});

test("a new entry stands where it is written in a flow", () => {
  expect(Object.keys(withEntry({ ask: "?", timeout: {} }, "sms", "breve"))).toEqual([
    "ask",
    "sms",
    "timeout",
  ]);
});
