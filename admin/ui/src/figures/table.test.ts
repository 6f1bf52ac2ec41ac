import { expect, test } from "vitest";
import { seriesOf, written } from "./table";

const cell = (month: string, what: string, count: number | null, network = "Nord") => ({
  month: `${month}-01T00:00:00Z`,
  network,
  what,
  count,
});

test("each thing of each agency is a series of its own, the oldest month first", () => {
  const cells = [
    cell("2026-03", "a", 9),
    cell("2026-03", "b", null),
    cell("2026-02", "a", null),
    cell("2026-02", "b", 7),
    cell("2026-03", "a", 5, "Sud"),
  ];
  const found = seriesOf(cells, 12);
  expect(found.map((one) => [one.network, one.what])).toEqual([
    ["Nord", "a"],
    ["Nord", "b"],
    ["Sud", "a"],
  ]);
  expect(found[0]?.months.map((one) => one.count)).toEqual([null, 9]);
});

test("a shorter period keeps the newest months", () => {
  const cells = ["2026-01", "2025-12", "2026-02"].map((month) => cell(month, "a", 6));
  const found = seriesOf(cells, 2)[0]?.months.map((one) => one.month.slice(0, 7));
  expect(found).toEqual(["2026-01", "2026-02"]);
});

test("nothing in the file is a formula, and quotes stay quotes", () => {
  const rows = [
    ["ente", "quante"],
    ['=HYPERLINK("x")', "+7"],
    ["@Sud; «Nord»", "meno di 5"],
  ];
  expect(written(rows).split("\r\n")).toEqual([
    '\uFEFF"ente";"quante"',
    '"\'=HYPERLINK(""x"")";"\'+7"',
    '"\'@Sud; «Nord»";"meno di 5"',
    "",
  ]);
});
