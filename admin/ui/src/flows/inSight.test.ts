import { expect, test } from "vitest";
import { partsInSight } from "./inSight";

const heights = Array.from({ length: 500 }, (_, at) => 80 + (at % 3) * 40);
const whole = heights.reduce((sum, height) => sum + height, 0);

test.each([0, 4000, whole / 2, whole])(
  "from %i on, few rows are mounted and nothing shifts",
  (from) => {
    const parts = partsInSight(heights, from, from + 800);
    const rows = parts.flatMap((part) => ("row" in part ? [part.row] : []));
    expect(rows.length).toBeLessThan(40);
    const tall = parts.reduce(
      (sum, part) => sum + ("row" in part ? (heights[part.row] ?? 0) : part.height),
      0,
    );
    expect(tall).toBe(whole);
    expect(rows).toEqual(rows.toSorted((one, other) => one - other));
  },
);

test("the row in focus stays where it is out of sight", () => {
  const parts = partsInSight(heights, 0, 800, 450);
  expect(parts.filter((part) => "row" in part).at(-1)).toEqual({ row: 450 });
  expect(parts.filter((part) => "gap" in part)).toHaveLength(2);
});

test("a short list is mounted whole", () => {
  expect(partsInSight([80, 80, 80], 0, 600)).toEqual([{ row: 0 }, { row: 1 }, { row: 2 }]);
});
