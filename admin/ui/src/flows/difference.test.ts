import { expect, test } from "vitest";
import { stepsBetween, wordsBetween } from "./difference";
import { asSms, onLock, plain, segments } from "./segments";

test("words that stay, go and come are told apart", () => {
  expect(wordsBetween("Vuoi parlare con noi?", "Vuoi parlare adesso con noi?")).toEqual([
    { kind: "same", text: "Vuoi parlare" },
    { kind: "new", text: " adesso" },
    { kind: "same", text: " con noi?" },
  ]);
  expect(wordsBetween("uno due", "uno tre").map((one) => one.kind)).toEqual([
    "same",
    "gone",
    "new",
  ]);
});

test("both versions can be read out of what differs", () => {
  const one = "Con il tasto Esci questa pagina si svuota, sempre.";
  const other = "Con Esci la pagina si svuota sempre e subito.";
  const pieces = wordsBetween(one, other);
  const of = (kind: string): string =>
    pieces
      .filter((piece) => piece.kind === "same" || piece.kind === kind)
      .map((piece) => piece.text)
      .join("");
  expect(of("gone")).toBe(one);
  expect(of("new")).toBe(other);
});

test("steps that came, went and changed are named with what changed in them", () => {
  const step = (id: string, say: string) => ({ id, note: "", remark: "", body: { say } });
  const found = stepsBetween([step("a", "1"), step("b", "2")], [step("a", "9"), step("c", "3")]);
  expect(found.map((one) => [one.id, one.kind])).toEqual([
    ["a", "changed"],
    ["c", "new"],
    ["b", "gone"],
  ]);
  expect(found[0]?.entries).toEqual([{ path: "say", was: "1", now: "9" }]);
});

test("choices in another order are a change", () => {
  const step = (...ids: string[]) => ({
    id: "a",
    note: "",
    remark: "",
    body: { choices: Object.fromEntries(ids.map((id) => [id, { label: id }])) },
  });
  expect(stepsBetween([step("x", "y")], [step("y", "x")])).toHaveLength(1);
});

test("segments are counted as the service counts them", () => {
  expect(segments("a".repeat(160))).toEqual({ unicode: false, count: 1 });
  expect(segments("a".repeat(161))).toEqual({ unicode: false, count: 2 });
  expect(segments("€".repeat(81)).count).toBe(2);
  expect(segments("с".repeat(71))).toEqual({ unicode: true, count: 2 });
  expect(segments(asSms("l’ora… «adesso»")).unicode).toBe(false);
});

test("a paste is words only, and a locked screen shows its beginning", () => {
  expect(plain("a\u00a0b\u200b\r\nc\u0007")).toBe("a b\nc");
  expect(onLock("è".repeat(41))).toHaveLength(40);
});
