import { expect, test } from "vitest";
import type { Schemas } from "../api/types";
import { linesOf, overTime, written } from "./table";

const row = (value: string, ...counts: (number | null)[]) => ({ value, counts });
const LAST = "2026-07-01T00:00:00Z";
const BEFORE = "2026-04-01T00:00:00Z";
const REPORT: Schemas["Figures"] = {
  fewest: 5,
  quarters: [LAST, BEFORE],
  columns: [
    { id: "", name: "" },
    { id: "n", name: "Nord" },
  ],
  tables: [
    {
      figure: "language",
      quarter: LAST,
      rows: [row("ar", null, 0), row("en", 9, 9), row("it", 30, null), row("", 45, null)],
    },
    { figure: "wait", quarter: LAST, rows: [row("10", 5, 5), row("2", 6, 6), row("", 11, 11)] },
    { figure: "language", quarter: BEFORE, rows: [] },
  ],
};

test("most first, what is hidden after it, the total last; nothing that did not occur", () => {
  const values = (place: number) =>
    linesOf(REPORT, "language", LAST, place).map((one) => one.value);
  expect(values(0)).toEqual(["it", "en", "ar", ""]);
  expect(values(1)).toEqual(["en", "it", ""]);
});

test("spans keep their order", () => {
  expect(linesOf(REPORT, "wait", LAST, 0).map((one) => one.value)).toEqual(["2", "10", ""]);
});

test("over time the oldest quarter comes first, a hidden total stays hidden, and nothing is 0", () => {
  expect(overTime(REPORT, "language", 0).map((one) => one.count)).toEqual([0, 45]);
  expect(overTime(REPORT, "language", 1).map((one) => one.count)).toEqual([0, null]);
});

test("nothing in the file is a formula, and quotes stay quotes", () => {
  const rows = [
    ["ente", "quante"],
    ['=HYPERLINK("x")', "+7"],
    ["@Sud; «Nord»", "nascosto"],
  ];
  expect(written(rows).split("\r\n")).toEqual([
    '\uFEFF"ente";"quante"',
    '"\'=HYPERLINK(""x"")";"\'+7"',
    '"\'@Sud; «Nord»";"nascosto"',
    "",
  ]);
});
