// Closed values of appointments in words: the server knows them by their ids.

import type { Schemas } from "../api/types";
import { dated, mark, type Text, t } from "../texts/say";

export type Booking = Schemas["Booking"];
export type Desk = Schemas["Calendar"];
export type Days = Schemas["Bookings"];

const STATES: Readonly<Record<Booking["state"], Text>> = {
  held: mark("tenuto"),
  booked: mark("confermato"),
  came: mark("è venuta"),
  missed: mark("non è venuta"),
  cancelled: mark("annullato"),
  called_off: mark("annullato dallo sportello"),
};

/** How an appointment stands. */
export const stateOf = (one: Booking): string =>
  one.moved && one.state === "booked" ? t("confermato, spostato") : t(STATES[one.state]);

const KINDS: Readonly<Record<Desk["settings"]["kind"], Text>> = {
  cav: mark("Sportello d'ascolto"),
  cpi: mark("Centro per l'impiego"),
  legal: mark("Sportello legale"),
  social: mark("Servizi sociali"),
};

/** What a calendar is for. */
export const kindOf = (kind: Desk["settings"]["kind"]): string => t(KINDS[kind]);
export const KIND_IDS = ["cav", "cpi", "legal", "social"] as const;

const BESIDE = { interpreter: mark("un'interprete"), mediator: mark("una mediatrice culturale") };

/** Who may be wanted beside her. */
export const besideOf = (need: keyof typeof BESIDE): string => t(BESIDE[need]);

/** Whom she wants with her, in words; empty: nobody in particular. */
export function wishOf(one: Pick<Booking, "need" | "woman">): string {
  const beside = one.need ? besideOf(one.need) : "";
  return [beside, one.woman ? t("la riceva una donna") : ""].filter((text) => text).join(" · ");
}

const PROBLEMS: Readonly<Record<string, Text>> = {
  address: mark("l'indirizzo porta dentro una rete privata o non esiste"),
  away: mark("non risponde"),
  answer: mark("rifiuta la lettura"),
  redirect: mark("rimanda troppe volte altrove"),
  large: mark("è troppo grande"),
  many: mark("ha troppi impegni"),
  broken: mark("non è un calendario"),
};

/** Why busy times could not be read. */
export const problemOf = (code: string): string => (PROBLEMS[code] ? t(PROBLEMS[code]) : code);

/** Whether it is over for her: its moment is somebody else's. */
export const isOff = (one: Booking): boolean =>
  one.state === "cancelled" || one.state === "called_off";

/** Whether the agency's own calendar says that it is busy then. */
export const clashes = (one: Booking, busy: Days["busy"]): boolean =>
  !isOff(one) &&
  busy.some(
    (other) =>
      other.calendar === one.calendar &&
      other.starts_at < one.ends_at &&
      one.starts_at < other.ends_at,
  );

/** What the staff calls a calendar. */
export const nameOf = (desks: readonly Desk[], id: string): string =>
  desks.find((one) => one.id === id)?.settings.name ?? "";

/** A date with its weekday: `lunedì 30 novembre 2026`. */
export const wholeDay = (day: string): string =>
  new Intl.DateTimeFormat(dated(), { dateStyle: "full", timeZone: "UTC" }).format(
    new Date(`${day}T12:00:00Z`),
  );

/** The same in a column's width: `lun 30`. */
export const shortDay = (day: string): string =>
  new Intl.DateTimeFormat(dated(), { weekday: "short", day: "numeric", timeZone: "UTC" }).format(
    new Date(`${day}T12:00:00Z`),
  );
