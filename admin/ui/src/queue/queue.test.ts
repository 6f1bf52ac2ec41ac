import { afterEach, expect, test, vi } from "vitest";
import { type Queue, readQueue } from "./queue";

type One = Queue["cases"][number];
const one = (id: string, more: Partial<One> = {}) =>
  ({ id, mine: true, seq: 1, danger: false, language: "it", ...more }) as One;
const queue = (...cases: One[]): Queue => ({ at: "", cases, unanswered: 0, held: 0, letters: 0 });

/** A service that has these, by path; what was asked of it comes back. */
function serves(answers: Record<string, Queue>): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return new Response(JSON.stringify(answers[url]));
  });
  return asked;
}
afterEach(() => vi.unstubAllGlobals());

const before = queue(one("a"), one("b", { mine: false }), one("c"));

test("a word of hers reads the cases that one holds, and leaves the others in their place", async () => {
  const asked = serves({
    "/api/queue/mine": { ...queue(one("a", { seq: 2 }), one("c")), held: 1 },
  });
  const after = await readQueue(before, "held");
  expect(after.cases.map((each) => [each.id, each.seq])).toEqual([
    ["a", 2],
    ["b", 1],
    ["c", 1],
  ]);
  expect([after.held, asked]).toEqual([1, ["/api/queue/mine"]]);
});

test.each([
  ["one is gone", [one("a")]],
  ["one is new", [one("a"), one("c"), one("d")]],
  ["one tells of danger", [one("a", { danger: true }), one("c")]],
])("where %s the order is the service's to make", async (_, mine) => {
  const whole = queue(one("c"));
  const asked = serves({ "/api/queue/mine": queue(...mine), "/api/queue": whole });
  expect(await readQueue(before, "held")).toEqual(whole);
  expect(asked).toEqual(["/api/queue/mine", "/api/queue"]);
});

test("everything is read at first, and where anything may have changed", async () => {
  const asked = serves({ "/api/queue": before });
  await readQueue(undefined, "held");
  await readQueue(before, "all");
  expect(asked).toEqual(["/api/queue", "/api/queue"]);
});
