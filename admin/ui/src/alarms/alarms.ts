import { get } from "../api/ask";
import { type Known, useReading } from "../api/reading";
import type { Schemas } from "../api/types";
import { AT_THE_DESK, may } from "../features";
import { useMe } from "../frame/me";

export type Alarm = Schemas["Alarm"];

/** Alarms and drills of her networks, those that wait first. */
export function useAlarms(): Known<Schemas["Alarms"]> {
  const me = useMe();
  return useReading(may(me, AT_THE_DESK) ? "/api/alarms" : "", () => get("/api/alarms"));
}

/** The cases whose alarm nobody has seen yet. */
export function useAlarmed(): ReadonlySet<string> {
  const waiting = (useAlarms().data?.alarms ?? []).filter((one) => one.state === "waiting");
  return new Set(waiting.map((one) => one.case).filter(Boolean));
}
