import { expect, test } from "vitest";
import { addressOf, wayAt } from "./address";

const FEATURES = import.meta.glob<string>("../*/feature.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});
const SECTIONS = Object.values(FEATURES).flatMap((code) =>
  [...(/sections: \[(.*?)\n {2}\],/s.exec(code)?.[1]?.matchAll(/ id: "(.*?)"/g) ?? [])].map(
    ([, id = ""]) => id,
  ),
);
const ITEMS = ["", "menu", "menu/what", ":texts", ":texts/ar/place/confirm/ask", "à b?#%/c:d"];

test("every section is found", () => expect(SECTIONS.length).toBeGreaterThan(15));

test.each(SECTIONS)("%s can be typed, with what is open in it", (section) => {
  for (const item of ITEMS) {
    const typed = `#${section}${item && "/"}${item.split("/").map(encodeURIComponent).join("/")}`;
    expect(wayAt(typed)).toEqual({ section, item });
    // What is shown leads to the same place, or says the section alone.
    expect([item, ""]).toContain(wayAt(addressOf({ section, item })).item);
  }
});

test("flows are shown with what is open in them, cases never", () => {
  for (const item of ITEMS) expect(wayAt(addressOf({ section: "flows", item })).item).toBe(item);
  expect(addressOf({ section: "flows", item: ":texts" })).toBe("#flows/:texts");
  for (const section of ["queue", "letters", "referrals", "seats", "people", "tray", "alarms"])
    expect(addressOf({ section, item: "case-1" })).toBe(`#${section}`);
});

test("an address that is no address leads nowhere", () => {
  expect(wayAt("")).toEqual({ section: "", item: "" });
  expect(wayAt("#flows/%zz")).toEqual({ section: "flows", item: "%zz" });
});
