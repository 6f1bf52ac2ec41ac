// What stands where in the grids: a day has a column for each desk and room, a week one for each
// day. In a day minutes are those that pass from midnight, so that the two days of the clock change
// are as long as they are; in a week those that the clocks show, so that hours stand in one line.

import { clock, timeOfDay } from "../texts/moments";
import { t } from "../texts/say";
import { axisOf, type Lying, minutesBetween, plusMinutes, wallMinute } from "./days";
import { type Booking, type Days, type Desk, shortDay } from "./words";

export interface Stretch extends Lying {
  readonly id: string;
  readonly said: string;
}

export interface Placed extends Lying {
  readonly one: Booking;
}

export interface Column {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly open: readonly Stretch[];
  /** Of the whole column; where it has several desks these lie beside what is booked. */
  readonly busy: readonly Stretch[];
  readonly shared: boolean;
  readonly bookings: readonly Placed[];
}

export interface Laid {
  readonly columns: readonly Column[];
  readonly axis: Lying;
  readonly ticks: readonly { readonly at: number; readonly said: string }[];
}

type Day = Days["days"][number];
type Moment = { starts_at: string; ends_at: string };

const said = (one: Moment): string => `${clock(one.starts_at)}-${clock(one.ends_at)}`;

/** The columns of a day: one for each room of each desk. */
export function dayColumns(data: Days, desks: readonly Desk[]): Laid {
  const day = data.days[0];
  if (!day) return { columns: [], axis: axisOf([]), ticks: [] };
  const place = (one: Moment): Lying => ({
    from: Math.max(0, minutesBetween(day.begins_at, one.starts_at)),
    to: minutesBetween(day.begins_at, one.ends_at),
  });
  const columns = desks.flatMap((desk) => deskColumns(data, day, desk, place));
  const length = minutesBetween(day.begins_at, day.ends_at);
  const axis = axisOf(columns.flatMap(lying), length);
  const ticks = hours(axis).map((at) => ({ at, said: clock(plusMinutes(day.begins_at, at)) }));
  return { columns, axis, ticks };
}

function deskColumns(data: Days, day: Day, desk: Desk, place: (one: Moment) => Lying): Column[] {
  const hours = day.hours.filter((one) => one.calendar === desk.id);
  const own = data.bookings.filter((one) => one.calendar === desk.id);
  const rooms = [...new Set([...hours, ...own].map((one) => one.room))].sort();
  return (rooms.length > 0 ? rooms : [""]).map((room) => ({
    id: `${desk.id} ${room}`,
    title: desk.settings.name,
    hint: [room, hours.length > 0 ? "" : day.holiday ? t("chiuso: giorno festivo") : t("chiuso")]
      .filter((text) => text)
      .join(" · "),
    open: opened(
      hours.filter((one) => one.room === room),
      place,
    ),
    busy: busied(data, day, place, desk),
    shared: false,
    bookings: own.filter((one) => one.room === room).map((one) => ({ one, ...place(one) })),
  }));
}

/** The columns of a week: one for each day. */
export function weekColumns(data: Days, desks: readonly Desk[]): Laid {
  const columns = data.days.map((day) => {
    const place = (one: Moment): Lying => {
      const to = one.ends_at >= day.ends_at ? 24 * 60 : wallMinute(one.ends_at);
      const from = one.starts_at <= day.begins_at ? 0 : wallMinute(one.starts_at);
      // Where an hour comes twice what lasts over it would end before it begins.
      return { from, to: Math.max(to, from + 10) };
    };
    const own = data.bookings.filter(
      (one) => one.starts_at >= day.begins_at && one.starts_at < day.ends_at,
    );
    return {
      id: day.day,
      title: shortDay(day.day),
      hint: day.holiday ? t("festivo") : day.hours.length > 0 ? "" : t("chiuso"),
      open: opened(day.hours, place),
      busy: desks.flatMap((desk) => busied(data, day, place, desk)),
      shared: desks.length > 1,
      bookings: own.map((one) => ({ one, ...place(one) })),
    };
  });
  const axis = axisOf(columns.flatMap(lying));
  return { columns, axis, ticks: hours(axis).map((at) => ({ at, said: timeOfDay(at) })) };
}

const lying = (column: Column): readonly Lying[] => [...column.open, ...column.bookings];

function opened(hours: Day["hours"], place: (one: Moment) => Lying): Stretch[] {
  return hours.map((one) => {
    const moment = { starts_at: one.opens_at, ends_at: one.closes_at };
    return {
      id: `${one.calendar} ${one.opens_at}`,
      said: t("riceve {hours}", { hours: said(moment) }),
      ...place(moment),
    };
  });
}

function busied(data: Days, day: Day, place: (one: Moment) => Lying, desk: Desk): Stretch[] {
  const there = data.busy.filter(
    (one) => one.calendar === desk.id && one.starts_at < day.ends_at && day.begins_at < one.ends_at,
  );
  return there.map((one) => {
    const within = {
      starts_at: later(one.starts_at, day.begins_at),
      ends_at: earlier(one.ends_at, day.ends_at),
    };
    return {
      id: `${one.calendar} ${one.starts_at}`,
      said: `${desk.settings.name}, ${said(within)}`,
      ...place(within),
    };
  });
}

const later = (a: string, b: string): string => (Date.parse(a) > Date.parse(b) ? a : b);
const earlier = (a: string, b: string): string => (Date.parse(a) < Date.parse(b) ? a : b);

const hours = (axis: Lying): number[] =>
  Array.from({ length: Math.ceil((axis.to - axis.from) / 60) }, (_, at) => axis.from + at * 60);
