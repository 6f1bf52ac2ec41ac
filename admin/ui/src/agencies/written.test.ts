import { expect, test } from "vitest";
import { fromWritten, inWords, readDays, writeDays } from "./written";

test("hours are written in Italian and read in either language", () => {
  const week = "mon-fri 09:00-18:00; sat 09:00-12:00";
  expect(inWords(week)).toBe("lun-ven 09:00-18:00; sab 09:00-12:00");
  expect(fromWritten(" Lun-ven 09:00-18:00; sat 09:00-12:00")).toBe(week);
  expect(fromWritten("sempre")).toBe("sempre");
});

test("single days come back as they were written", () => {
  const lines = "2026-12-24 09:00-12:00; 14:00-16:00\n2026-12-31";
  const days = readDays(`\n ${lines}\n`);
  expect(days[1]).toEqual({ day: "2026-12-31", hours: "" });
  expect(writeDays(days)).toBe(lines);
});
