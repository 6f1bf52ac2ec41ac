// Moments, waits and names of languages in words, as they are in Milan.

import { dated, mark, spoken, t } from "./say";

const ZONE = "Europe/Rome";

/** The time of day: `10:04`. */
export const clock = (iso: string): string =>
  new Intl.DateTimeFormat(dated(), {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: ZONE,
  }).format(new Date(iso));

/** The day and the time: `giovedì 3, alle 10:04`. */
export function moment(iso: string): string {
  const part = (wanted: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(dated(), { ...wanted, timeZone: ZONE }).format(new Date(iso));
  // The weekday first in every language: alone with a number English would put it last.
  const day = `${part({ weekday: "long" })} ${part({ day: "numeric" })}`;
  return t("{day}, alle {time}", { day, time: clock(iso) });
}

/** The day with its month: `3 dicembre 2026`. */
export const day = (iso: string): string =>
  new Intl.DateTimeFormat(dated(), { dateStyle: "long", timeZone: ZONE }).format(new Date(iso));

/** Both, for what may be long ago or far ahead: `3 dicembre 2026, alle 10:04`. */
export const dayAndTime = (iso: string): string =>
  t("{day}, alle {time}", { day: day(iso), time: clock(iso) });

/** A wait, short: `12 min`, `1 h 5 min`. */
export function waited(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return t("meno di 1 min");
  if (minutes < 60) return t("{minutes} min", { minutes });
  return t("{hours} h {minutes} min", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

const YES_NO = { yes: mark("sì"), no: mark("no"), unknown: mark("da verificare") };

/** `yes`, `no` and `unknown` in words. */
export const yesNo = (value: keyof typeof YES_NO): string => t(YES_NO[value]);

/** A language by its code: `arabo`. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(spoken(), { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** A minute of the day as a clock shows it: 570 is 9:30. */
export const timeOfDay = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
