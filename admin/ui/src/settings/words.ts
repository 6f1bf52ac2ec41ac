import type { Schemas } from "../api/types";
import { languageName } from "../texts/moments";
import { mark, type Text, t } from "../texts/say";

export type Setting = Schemas["Setting"];

const TITLES: Readonly<Record<string, Text>> = {
  languages: mark("Lingue offerte"),
  exit_url: mark("Dove porta l'uscita"),
  keep_web_minutes: mark("Conversazione sulla pagina web"),
  keep_messenger_hours: mark("Conversazione su Telegram, WhatsApp o SMS"),
  keep_case_hours: mark("Conversazione con una persona"),
  keep_asked_days: mark("La stessa, se lo chiede lei"),
  keep_letter_days: mark("Richieste, risposte e casella"),
  keep_held_hours: mark("Testi nel vassoio"),
};
const MEANINGS: Readonly<Record<string, Text>> = {
  languages: mark(
    "Le lingue tra cui lei sceglie. Chi parla già una lingua tolta continua in quella. L'italiano resta sempre.",
  ),
  exit_url: mark(
    "La pagina che si apre quando preme «Esci»: la copertura, o un sito qualunque. Il suo schermo si svuota comunque prima, anche senza rete.",
  ),
  keep_web_minutes: mark("Minuti per cui si conserva dopo il silenzio che la chiude."),
  keep_messenger_hours: mark("Ore per cui si conserva dopo il suo ultimo messaggio."),
  keep_case_hours: mark("Ore per cui si conserva dopo il suo ultimo messaggio."),
  keep_asked_days: mark("Giorni per cui si conserva dopo il suo ultimo messaggio."),
  keep_letter_days: mark("Giorni per cui si conservano."),
  keep_held_hours: mark("Ore per cui un testo aspetta chi lo svuota."),
};

export const isTwo = (one: Setting): boolean => one.name.startsWith("two-");

export function titleOf(one: Setting): string {
  if (!isTwo(one)) return t(TITLES[one.name] ?? mark("Impostazione"));
  return one.network
    ? t("Due persone per i dati di {network}", { network: one.network })
    : t("Due persone per le misure e i dati di nessuna rete");
}

export function meaningOf(one: Setting): string {
  if (!isTwo(one)) return t(MEANINGS[one.name] ?? mark("Impostazione"));
  return t(
    "Telefoni, orari e misure valgono solo quando una seconda persona conferma ciò che la prima ha visto.",
  );
}

/** A value in words. */
export function inWords(one: Setting, value: string): string {
  if (isTwo(one)) return value === "on" ? t("Ne servono due") : t("Ne basta una");
  if (one.name === "languages") return value.split(",").map(languageName).join(", ");
  if (one.name === "exit_url") return value === "/" ? t("la copertura di questo sito") : value;
  if (one.name.endsWith("_minutes")) return t("{minutes} min", { minutes: value });
  return one.name.endsWith("_hours")
    ? t("{hours} ore", { hours: value })
    : t("{days} giorni", { days: value });
}
