import { expect, test } from "vitest";
import { plain, segments } from "./segments";

test.each([
  ["due\u00a0parole\tqui", "due parole qui"],
  ["una\r\nriga\r", "una\nriga\n"],
  ["zero\u200blarghezza\ufeff", "zerolarghezza"],
  ["al\u202econtrario\u2066", "alcontrario"],
  ["campana\u0007", "campana"],
  ["<b>così</b> & «così»", "<b>così</b> & «così»"],
])("of what is pasted the words stay: %j", (given, left) => {
  expect(plain(given)).toBe(left);
});

test("a text of fifty thousand characters is counted like any other", () => {
  expect(segments("a".repeat(50_000))).toEqual({ unicode: false, count: 327 });
});
