import { beforeEach, expect, test, vi } from "vitest";
import { Refusal } from "../api/ask";
import type { Schemas } from "../api/types";
import { withStep } from "./changes";
import { FlowDesk } from "./desk";
import { docOf } from "./document";
import { changed, type Edit } from "./edits";

type Document = Schemas["Document"];

const GIVEN: Document = {
  flow: {
    id: "x",
    title: "Prova",
    steps: 2,
    revision: 0,
    changed_at: null,
    authors: [],
    reviewer: "",
    is_new: false,
    is_stale: false,
    needs_review: false,
    kind: "flow" as const,
  },
  start: "a",
  anywhere: [],
  texts: {},
  outdated: {},
  positions: "",
  text: "",
  steps: ["a", "b"].map((id) => ({ id, line: 1, note: "", remark: "", body: { say: id } })),
};

/** A server that keeps one flow, as the real one does. */
function server() {
  let now = GIVEN;
  let down = false;
  let deaf = false;
  const made = {
    kept: "",
    sent: 0,
    down: (is: boolean) => {
      down = is;
    },
    /** From now on what is sent arrives, and no answer comes back. */
    deaf: (is: boolean) => {
      deaf = is;
    },
    now: () => now,
    write(edits: readonly Edit[]): void {
      const doc = changed(docOf(now), { edits, texts: {} });
      const steps = doc.steps.map((step) => ({ ...step, line: 1, body: { ...step.body } }));
      const flow = { ...now.flow, title: doc.title, revision: now.flow.revision + 1 };
      now = { ...now, flow, steps };
    },
    reach: {
      read: async () => now,
      send: async (body: Schemas["Edits"]) => {
        made.sent += 1;
        if (down) throw new Refusal(0, { code: "offline", message: "", holder: "" });
        if (body.revision !== now.flow.revision)
          throw new Refusal(409, { code: "overtaken", message: "", holder: "" });
        made.write(body.edits ?? []);
        if (deaf) throw new Refusal(0, { code: "offline", message: "", holder: "" });
        return now;
      },
      keep: (text: string) => {
        made.kept = text;
      },
    },
  };
  return made;
}

function says(desk: FlowDesk, at: number, text: string, what = ""): void {
  const { doc } = desk.now();
  const key = doc.steps[at]?.key ?? "";
  desk.change(
    withStep(doc, key, (step) => ({ ...step, body: { say: text } })),
    what,
  );
}
const texts = (desk: FlowDesk) => desk.now().doc.steps.map((step) => step.body.say);

beforeEach(() => {
  vi.useFakeTimers();
});

test("what is typed in a row is one edit and one step back", async () => {
  const house = server();
  const desk = new FlowDesk(GIVEN, house.reach);
  for (const text of ["c", "ci", "cia", "ciao"]) says(desk, 0, text, "a say");
  await vi.advanceTimersByTimeAsync(1000);
  expect([house.sent, house.now().steps[0]?.body.say]).toEqual([1, "ciao"]);
  desk.undo();
  await vi.advanceTimersByTimeAsync(1000);
  expect(house.now().steps[0]?.body.say).toBe("a");
  desk.redo();
  await vi.advanceTimersByTimeAsync(1000);
  expect([texts(desk), house.now().steps[0]?.body.say]).toEqual([["ciao", "b"], "ciao"]);
});

test("a lost connection keeps what was written and sends it when it is back", async () => {
  const house = server();
  const desk = new FlowDesk(GIVEN, house.reach);
  house.down(true);
  says(desk, 0, "ciao");
  await vi.advanceTimersByTimeAsync(1000);
  expect(desk.now().saving).toBe("offline");
  const again = new FlowDesk(GIVEN, server().reach, house.kept);
  expect(texts(again)).toEqual(["ciao", "b"]);
  house.down(false);
  await vi.advanceTimersByTimeAsync(5000);
  expect([desk.now().saving, house.kept, house.now().steps[0]?.body.say]).toEqual([
    "saved",
    "",
    "ciao",
  ]);
});

test("an answer that is lost makes nobody meet her own words", async () => {
  const house = server();
  const desk = new FlowDesk(GIVEN, house.reach);
  house.deaf(true);
  says(desk, 0, "ciao");
  await vi.advanceTimersByTimeAsync(1000);
  const reloaded = new FlowDesk(house.now(), house.reach, house.kept);
  expect([reloaded.now().saving, texts(reloaded)]).toEqual(["saved", ["ciao", "b"]]);
  says(desk, 0, "ciao a tutte");
  house.deaf(false);
  await vi.advanceTimersByTimeAsync(9000);
  expect([desk.now().saving, desk.now().clash, house.now().steps[0]?.body.say]).toEqual([
    "saved",
    undefined,
    "ciao a tutte",
  ]);
});

test("what two people write in two steps is put together", async () => {
  const house = server();
  const desk = new FlowDesk(GIVEN, house.reach);
  house.write([{ op: "put", step: "b", body: { say: "hers" } }]);
  says(desk, 0, "mine");
  await vi.advanceTimersByTimeAsync(3000);
  expect(house.now().steps.map((step) => step.body.say)).toEqual(["mine", "hers"]);
});

test.each([
  [true, "mine"],
  [false, "hers"],
])("in one step both are shown, and nothing is written before she chose", async (mine, said) => {
  const house = server();
  const desk = new FlowDesk(GIVEN, house.reach);
  house.write([{ op: "put", step: "a", body: { say: "hers" } }]);
  says(desk, 0, "mine");
  await vi.advanceTimersByTimeAsync(3000);
  expect([desk.now().clash?.places, house.now().steps[0]?.body.say]).toEqual([["a"], "hers"]);
  expect(texts(desk)[0]).toBe("mine");
  desk.settle(mine);
  await vi.advanceTimersByTimeAsync(3000);
  expect([desk.now().saving, house.now().steps[0]?.body.say, texts(desk)[0]]).toEqual([
    "saved",
    said,
    said,
  ]);
});
