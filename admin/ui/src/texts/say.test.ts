import { beforeEach, expect, test } from "vitest";
import { EMPTY, many, speak, t } from "./say";

beforeEach(() => speak("it", EMPTY));

test("the source is said where there is no translation", () => {
  expect(t("Coda")).toBe("Coda");
});

test("values fill their places, and a place without a value stays", () => {
  expect(t("da {name}, alle {time}", { name: "Prima" })).toBe("da Prima, alle {time}");
});

test("one and many are chosen by the rules of the language", () => {
  expect(many("{count} caso", "{count} casi", 1)).toBe("1 caso");
  expect(many("{count} caso", "{count} casi", 2)).toBe("2 casi");
});

test("a catalogue answers in its language, plurals too", () => {
  const plurals = { "{count} caso": { one: "{count} case", other: "{count} cases" } };
  speak("en", { texts: { Coda: "Queue" }, plurals });
  expect(t("Coda")).toBe("Queue");
  expect(many("{count} caso", "{count} casi", 0)).toBe("0 cases");
});
