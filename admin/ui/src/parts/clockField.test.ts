import { expect, test } from "vitest";
import { fieldOf, minuteOfField } from "./clockField";

test("a field of time and a minute of the day are the same, the end of the day too", () => {
  expect([fieldOf(570), fieldOf(1440)]).toEqual(["09:30", "23:59"]);
  expect([minuteOfField("09:30"), minuteOfField("23:59")]).toEqual([570, 1440]);
});
