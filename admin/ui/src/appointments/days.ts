// Days and minutes as they are in Milan, and how appointments lie side by side. A day is named by
// its date; where the clocks change it has 23 or 25 hours.

const ZONE = "Europe/Rome";
const DATE = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE });
const WALL = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The date in Milan of a moment: `2026-12-03`. */
export const dateOf = (moment: Date | string): string => DATE.format(new Date(moment));

/** So many days later, or earlier. */
export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** The Monday of its week. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return plusDays(day, -((weekday + 6) % 7));
}

/** Whether a text names a day. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T12:00:00Z`));

/** Minutes that have passed from one moment to another. */
export const minutesBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / MINUTE;

/** The moment so many minutes later. */
export const plusMinutes = (from: string, minutes: number): string =>
  new Date(Date.parse(from) + minutes * MINUTE).toISOString();

/** The minute of the day that the clocks of Milan show. */
export function wallMinute(moment: string): number {
  const [hour, minute] = WALL.format(new Date(moment)).split(":").map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

export interface Lying {
  readonly from: number;
  readonly to: number;
}

export interface Lane {
  /** Which one of `of`, from the start of the line. */
  readonly lane: number;
  readonly of: number;
}

/** What overlaps lies side by side, as few beside each other as can be; in the given order. */
export function lanes(all: readonly Lying[]): readonly Lane[] {
  const order = all.map((_, at) => at).sort((a, b) => (all[a]?.from ?? 0) - (all[b]?.from ?? 0));
  const found: { lane: number; of: number }[] = all.map(() => ({ lane: 0, of: 1 }));
  let ends: number[] = [];
  let together: number[] = [];
  const close = (): void => {
    for (const at of together) found[at] = { lane: found[at]?.lane ?? 0, of: ends.length };
    ends = [];
    together = [];
  };
  for (const at of order) {
    const one = all[at];
    if (!one) continue;
    if (ends.every((end) => end <= one.from)) close();
    const free = ends.findIndex((end) => end <= one.from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = one.to;
    found[at] = { lane, of: 1 };
    together.push(at);
  }
  close();
  return found;
}

/** Whole hours that hold all of these, at least from nine to five. */
export function axisOf(all: readonly Lying[], last = 24 * 60): Lying {
  const from = Math.min(9 * 60, ...all.map((one) => one.from));
  const to = Math.max(17 * 60, ...all.map((one) => one.to));
  return {
    from: Math.max(0, Math.floor(from / 60) * 60),
    to: Math.min(last, Math.ceil(to / 60) * 60),
  };
}
