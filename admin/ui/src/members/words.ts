// Roles and states of an account in words.

import type { Role, Schemas } from "../api/types";
import { day, moment } from "../texts/moments";
import { mark, type Text, t } from "../texts/say";

type Member = Schemas["Member"];

const ROLES: Readonly<Record<Role, Text>> = {
  operator: mark("operatrice"),
  coordinator: mark("coordinatrice"),
  network_admin: mark("amministra la rete"),
  data_officer: mark("responsabile dei dati"),
  steering: mark("cabina di regia"),
};

const MAY: Readonly<Record<Role, Text>> = {
  operator: mark("Risponde alle donne della sua rete."),
  coordinator: mark("Risponde alle donne, vede la coda della rete e può affiancare un caso."),
  network_admin: mark("Gestisce persone, enti e orari. Non legge nessuna conversazione."),
  data_officer: mark("Esporta e cancella i dati di chi lo chiede, e legge il registro."),
  steering: mark("Vede solo numeri, mai persone."),
};

export const roleName = (role: Role): string => t(ROLES[role]);
export const roleMay = (role: Role): string => t(MAY[role]);

/** How an account stands, short. */
export function stateOf(one: Member): string {
  if (one.suspended_at) return t("sospesa");
  if (!one.invited) return t("attiva");
  return one.invited_until ? t("invitata") : t("invito scaduto");
}

/** The same, with since when or until when. */
export function stateInFull(one: Member): string {
  if (one.suspended_at) return t("sospesa dal {day}", { day: day(one.suspended_at) });
  if (!one.invited) return t("attiva");
  if (!one.invited_until) return t("invitata, non è mai entrata: l'invito è scaduto");
  return t("invitata, non è ancora entrata: l'invito vale fino a {moment}", {
    moment: moment(one.invited_until),
  });
}

/** Languages that may be spoken at a desk, besides Italian. */
export const LANGUAGES: readonly string[] = [
  "am",
  "ar",
  "bn",
  "zh",
  "fil",
  "fr",
  "en",
  "fa",
  "hi",
  "pa",
  "pl",
  "pt",
  "ro",
  "ru",
  "si",
  "so",
  "es",
  "sq",
  "ti",
  "tr",
  "uk",
  "ur",
  "wo",
];
