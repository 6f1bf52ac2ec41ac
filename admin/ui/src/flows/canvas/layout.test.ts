import { expect, test } from "vitest";
import type { Doc, Step } from "../document";
import { withGroup } from "../groups";
import { cardAt, chosenSpots, frameAround, heightOf, hubsOf, laidOut, WIDTH } from "./layout";

/** A flow in which each step leads on and back. */
function flowOf(count: number): Doc {
  const steps = Array.from({ length: count }, (_, at): Step => {
    const id = `s${at}`;
    const choices = {
      on: { label: "Avanti", next: `s${Math.min(at + 1, count - 1)}` },
      far: { label: "Oltre", next: `s${(at * 7 + 3) % count}` },
    };
    return { key: id, id, note: "", remark: "", body: { ask: "Che cosa ti serve?", choices } };
  });
  return { title: "", start: "s0", anywhere: [], texts: {}, steps };
}

test.each([12, 200])("no card of %i covers another one", (count) => {
  const doc = flowOf(count);
  const spots = laidOut(doc);
  const boxes = doc.steps.map((step) => ({ ...spots[step.id], height: heightOf(step) }));
  for (const [at, one] of boxes.entries())
    for (const other of boxes.slice(at + 1)) {
      const { x = 0, y = 0 } = one;
      const apart =
        Math.abs(x - (other.x ?? 0)) >= WIDTH ||
        (y < (other.y ?? 0)
          ? y + one.height <= (other.y ?? 0)
          : (other.y ?? 0) + other.height <= y);
      expect(apart).toBe(true);
    }
});

test.each([12, 200])("of %i, no card stands in the frame of a group that it is not in", (count) => {
  const far = new Set(["s1", "s5", "s9"]);
  const doc = withGroup(flowOf(count), far, "G");
  const spots = laidOut(doc);
  const cards = doc.steps.map((step) => ({
    step,
    ...cardAt(step, spots[step.id] ?? { x: 0, y: 0 }),
  }));
  const frame = frameAround(cards.filter((one) => far.has(one.step.id)));
  for (const { x, y, width, height } of cards.filter((one) => !far.has(one.step.id)))
    expect(
      x >= frame.x + frame.width ||
        x + width <= frame.x ||
        y >= frame.y + frame.height ||
        y + height <= frame.y,
    ).toBe(true);
});

test("the same flow stands in the same places", () => {
  expect(laidOut(flowOf(12))).toEqual(laidOut(flowOf(12)));
});

test("what every question leads to is named, and stands apart from the columns", () => {
  const doc = flowOf(200);
  const ended = doc.steps.map((step) => ({
    ...step,
    body: { ...step.body, timeout: { after: "10m", next: "s199" } },
  }));
  const hubs = hubsOf({ ...doc, steps: ended });
  expect([...hubs.keys()]).toEqual(["s199"]);
  const far = Math.max(
    ...Object.values(laidOut({ ...doc, steps: ended }, hubs)).map((one) => one.x),
  );
  expect(far).toBeLessThan(24 * (WIDTH + 200));
});

test("what an author chose is kept, and nonsense is nothing", () => {
  expect(chosenSpots('{"a":{"x":1,"y":2},"b":{"x":"1"},"c":null}')).toEqual({ a: { x: 1, y: 2 } });
  expect(chosenSpots("{")).toEqual({});
  expect(chosenSpots("")).toEqual({});
});
