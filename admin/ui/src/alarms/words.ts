// What is said of an alarm: that there was one, when, who saw it, what she knows. Nothing of hers.

import { clock } from "../texts/moments";
import { mark, type Text, t } from "../texts/say";
import type { Alarm } from "./alarms";

const TOLD: Partial<Record<Alarm["told"], Text>> = {
  nothing: mark("Lei non lo sa ancora."),
  sending: mark("Il segno per lei sta partendo."),
  seen: mark("Lei lo sa: le è arrivato il segno."),
  nobody: mark("Le è stato detto che nessuno aveva visto, e di chiamare il 112."),
  late: mark("Non le è stato detto: il segno non l'ha raggiunta e non parte più."),
};

export function describe(one: Alarm): string {
  if (one.state === "cancelled") return cancelled(one);
  return one.state === "seen" ? seen(one) : waiting(one);
}

const told = (one: Alarm): string => {
  const text = TOLD[one.told];
  return text ? t(text) : "";
};

const cancelled = (one: Alarm): string =>
  t("Annullato da lei, {time}.", { time: clock(one.cancelled_at ?? one.raised_at) });

function seen(one: Alarm): string {
  const by = one.by || t("una persona che non c'è più");
  const time = clock(one.acknowledged_at ?? one.raised_at);
  const undone = one.cancelled_at
    ? t("Poi annullato da lei, {time}.", { time: clock(one.cancelled_at) })
    : "";
  return joined(t("Visto da {by}, {time}.", { by, time }), told(one), undone);
}

function waiting(one: Alarm): string {
  const rung = one.phoned_at
    ? t("Il telefono di turno squilla dalle {time}.", { time: clock(one.phoned_at) })
    : "";
  return joined(t("Nessuno l'ha ancora visto."), rung, one.told === "nothing" ? "" : told(one));
}

const joined = (...parts: readonly string[]): string => parts.filter(Boolean).join(" ");
