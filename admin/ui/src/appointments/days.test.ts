import { expect, test } from "vitest";
import {
  axisOf,
  dateOf,
  isDay,
  lanes,
  minutesBetween,
  mondayOf,
  plusDays,
  wallMinute,
} from "./days";

test("days are those of Milan, also where the clocks change", () => {
  expect(dateOf("2026-11-24T23:30:00Z")).toBe("2026-11-25");
  expect(plusDays("2027-03-27", 2)).toBe("2027-03-29");
  expect(plusDays("2026-10-26", -1)).toBe("2026-10-25");
  expect(mondayOf("2026-11-29")).toBe("2026-11-23");
  expect(mondayOf("2026-11-23")).toBe("2026-11-23");
});

test("the hour that comes twice is one minute of the day, and two moments that pass", () => {
  const [first, second] = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"];
  expect([wallMinute(first), wallMinute(second)]).toEqual([150, 150]);
  expect(minutesBetween("2026-10-24T22:00:00Z", second)).toBe(210);
});

test("the missing hour is leapt over", () => {
  expect([wallMinute("2027-03-28T00:59:00Z"), wallMinute("2027-03-28T01:00:00Z")]).toEqual([
    119, 180,
  ]);
});

test("what overlaps lies side by side and nothing else does", () => {
  const found = lanes([
    { from: 60, to: 120 },
    { from: 60, to: 90 },
    { from: 90, to: 120 },
    { from: 120, to: 180 },
  ]);
  expect(found).toEqual([
    { lane: 0, of: 2 },
    { lane: 1, of: 2 },
    { lane: 1, of: 2 },
    { lane: 0, of: 1 },
  ]);
});

test("the axis holds whole hours around everything", () => {
  expect(axisOf([{ from: 500, to: 1025 }])).toEqual({ from: 480, to: 1080 });
  expect(axisOf([])).toEqual({ from: 540, to: 1020 });
});

test("a day is a day that there is", () => {
  expect([isDay("2026-12-01"), isDay("2026-13-01"), isDay("")]).toEqual([true, false, false]);
});
