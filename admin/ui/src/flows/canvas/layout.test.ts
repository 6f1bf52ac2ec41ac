import { expect, test } from "vitest";
import type { Doc, Step } from "../document";
import { chosenSpots, heightOf, hubsOf, laidOut, WIDTH } from "./layout";

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
