import { expect, test } from "vitest";
import { momentOf, wallOf } from "./hour";

test("an hour is that of Milan, in winter, in summer and in the night between", () => {
  const known = {
    "2026-11-24T23:30": "2026-11-24T22:30:00.000Z",
    "2026-07-01T10:00": "2026-07-01T08:00:00.000Z",
    "2026-03-29T01:30": "2026-03-29T00:30:00.000Z",
    "2026-03-29T03:30": "2026-03-29T01:30:00.000Z",
    "2026-10-25T01:30": "2026-10-24T23:30:00.000Z",
    "2026-10-25T04:00": "2026-10-25T03:00:00.000Z",
  };
  for (const [wall, iso] of Object.entries(known)) {
    expect(momentOf(wall)).toBe(iso);
    expect(wallOf(iso)).toBe(wall);
  }
  expect(momentOf("")).toBeUndefined();
});
