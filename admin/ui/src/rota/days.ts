// Days of the rota as the server names them ("2026-11-30"), and times of the day in minutes.

import { dated } from "../texts/say";

const DAY = 24 * 60;

const at = (day: string): Date => new Date(`${day}T12:00:00Z`);

const written = (day: string, wanted: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(dated(), { ...wanted, timeZone: "UTC" }).format(at(day));

/** The day that comes so many days later. */
export function later(day: string, days: number): string {
  const moved = at(day);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** The seven days of a week that begins on `first`. */
export const weekOf = (first: string): string[] =>
  Array.from({ length: 7 }, (_, days) => later(first, days));

/** `lun 30`. */
export const shortDay = (day: string): string =>
  `${written(day, { weekday: "short" })} ${written(day, { day: "numeric" })}`;

/** `lunedì 30 novembre`. */
export const longDay = (day: string): string =>
  written(day, { weekday: "long", day: "numeric", month: "long" });

/** The day of a moment in Milan. */
export const dayOf = (iso: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome" }).format(new Date(iso));

/** A minute of the day as a field of time holds it: `09:30`; beyond midnight that of the next. */
export function clockOf(minute: number): string {
  const within = minute % DAY;
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(within / 60))}:${two(within % 60)}`;
}

/** The minute of the day that a field of time holds. */
export function minuteOf(clock: string): number {
  const [hour, minute] = clock.split(":").map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

/** When something ends that begins at a minute: the next day, where it would end before. */
export function endingAfter(begins: number, clock: string): number {
  const ends = minuteOf(clock);
  return ends > begins ? ends : ends + DAY;
}

/** `09:00-18:00`. */
export const spanOf = (begins: number, ends: number): string =>
  `${clockOf(begins)}-${clockOf(ends)}`;
