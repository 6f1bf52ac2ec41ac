// What is counted, in words.

import { mark, spoken, type Text, t } from "../texts/say";

const WHAT: Readonly<Record<string, Text>> = {
  "case.claim": mark("Conversazioni prese in carico"),
  "case.close": mark("Conversazioni chiuse"),
  "letter.answer": mark("Richieste con una risposta"),
  "case.unanswered": mark("Attese finite senza risposta"),
};

/** What a number counts; what is new to this page by its id. */
export function whatWord(id: string): string {
  const found = WHAT[id];
  return found ? t(found) : id;
}

const named = (iso: string, month: "long" | "narrow"): string =>
  new Intl.DateTimeFormat(spoken(), {
    month,
    ...(month === "long" ? { year: "numeric" } : {}),
    timeZone: "UTC",
  }).format(new Date(iso));

/** A month of the service, which counts in UTC: `marzo 2026`. */
export const monthName = (iso: string): string => named(iso, "long");

/** Its first letter, below a bar. */
export const monthLetter = (iso: string): string => named(iso, "narrow").toUpperCase();
