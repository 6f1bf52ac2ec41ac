import type { Schemas } from "../api/types";
import { dayAndTime } from "../texts/moments";
import { mark, type Text, t } from "../texts/say";

export type Provider = Schemas["ShownProvider"];
export type Shown = Schemas["ShownText"];

export const PROVIDERS: Readonly<Record<Provider["channel"], Text>> = {
  web: mark("Pagina web"),
  telegram: mark("Telegram"),
  sms: mark("SMS"),
  whatsapp: mark("WhatsApp"),
};

const LINES: Readonly<Record<string, Text>> = {
  almanac: mark("Promemoria con le parole della copertura"),
  desk: mark("Promemoria: una novità agli sportelli"),
  appointment: mark("Promemoria di un appuntamento"),
  profile: mark("Il profilo"),
};
export const lineOf = (what: string): string => t(LINES[what] ?? mark("Testo"));

/** Whether a provider shows what the cover says now, and since when that is known. */
export function stepOf(one: Provider): string {
  if (one.texts.every((text) => !text.listed)) return t("Qui non è preparato nessun modello.");
  if (!one.asked_at)
    return t("Non si sa se il fornitore mostra i testi di adesso: non è mai stato guardato tutto.");
  const moment = dayAndTime(one.asked_at);
  return one.step === "same"
    ? t("Il fornitore mostra i testi di adesso. Guardato {moment}.", { moment })
    : t("Il fornitore non mostra i testi di adesso. Guardato {moment}.", { moment });
}

const STATES: Readonly<Record<string, Text>> = {
  approved: mark("approvato, ma dice altro"),
  pending: mark("in attesa di approvazione"),
  received: mark("in attesa di approvazione"),
  rejected: mark("rifiutato da WhatsApp"),
  paused: mark("sospeso da WhatsApp"),
  disabled: mark("disattivato da WhatsApp"),
  unsubmitted: mark("non ancora mandato ad approvare"),
  absent: mark("non c'è più presso il fornitore"),
  language: mark("presso il fornitore è in un'altra lingua"),
};

/** How one text stands, in a few words. */
export function standsSo(one: Shown): string {
  if (!one.listed) return one.what === "profile" ? t("si scrive a mano") : t("nessun modello");
  if (one.step === "same") return t("in pari");
  if (one.step === "unknown") return t("non si sa");
  if (one.what === "profile") return t("diverso");
  return t(STATES[one.state] ?? mark("non utilizzabile"));
}
