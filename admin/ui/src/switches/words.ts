import type { Schemas } from "../api/types";
import { moment } from "../texts/moments";
import { mark, type Text, t } from "../texts/say";

export type SwitchState = Schemas["SwitchState"];

const NAMES: Readonly<Record<string, Text>> = {
  service: mark("Servizio"),
  web: mark("Pagina web"),
  telegram: mark("Telegram"),
  sms: mark("SMS"),
  whatsapp: mark("WhatsApp"),
};

export function nameOf(name: string): string {
  const known = NAMES[name];
  return known ? t(known) : name;
}

/** Who used the switch last: nobody by name, where it was the command line. */
const who = (one: SwitchState): string => one.by || t("chi gestisce Filo");

/** In one sentence how it stands, since when and by whom. */
export function stands(one: SwitchState): string {
  const values = { name: nameOf(one.name), moment: one.at ? moment(one.at) : "", by: who(one) };
  if (!one.at) return t("Mai spento.");
  if (one.name === "service") {
    return one.off
      ? t("Servizio chiuso: {moment}, da {by}.", values)
      : t("Servizio riaperto: {moment}, da {by}.", values);
  }
  return one.off
    ? t("Spento: {name}, {moment}, da {by}.", values)
    : t("Riacceso: {name}, {moment}, da {by}.", values);
}
