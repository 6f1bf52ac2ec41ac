import { expect, test } from "vitest";
import { clockOf, dayOf, endingAfter, later, weekOf } from "./days";

test("a week goes on over the end of a month and over both changes of the clock", () => {
  expect(later("2026-03-28", 1)).toBe("2026-03-29");
  expect(weekOf("2026-10-26").slice(-2)).toEqual(["2026-10-31", "2026-11-01"]);
  expect(later("2026-11-30", -7)).toBe("2026-11-23");
});

test("what ends before it begins ends on the next day", () => {
  expect(endingAfter(1320, "06:00")).toBe(1800);
  expect(endingAfter(540, "18:00")).toBe(1080);
  expect(clockOf(1800)).toBe("06:00");
});

test("a moment belongs to the day that it is in Milan", () => {
  expect(dayOf("2026-11-30T23:30:00Z")).toBe("2026-12-01");
});
