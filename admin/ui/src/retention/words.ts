// Kinds of data, spans, and why something is overdue, in words.

import type { Schemas } from "../api/types";
import { many, mark, type Text, t } from "../texts/say";

type Kept = Schemas["Kept"];

export interface Group {
  readonly title: Text;
  readonly kinds: Readonly<Record<string, Text>>;
}

export const GROUPS: readonly Group[] = [
  {
    title: mark("Delle donne che scrivono"),
    kinds: {
      conversations: mark("Conversazioni, con messaggi e caso"),
      letters: mark("Richieste lasciate, con la risposta"),
      held: mark("Testi nel vassoio e nella cassetta"),
      notes: mark("Note su un caso"),
      bookings: mark("Appuntamenti"),
      waiting_list: mark("Attese di un posto in agenda"),
      referrals: mark("Invii ad altri enti"),
      pathways: mark("Percorsi"),
      notebooks: mark("Il suo piano e le sue competenze"),
      risk_aids: mark("Schede di rischio"),
    },
  },
  {
    title: mark("In viaggio"),
    kinds: {
      outgoing: mark("Messaggi da consegnare"),
      dead_letters: mark("Messaggi non consegnati"),
      sent_telegram: mark("Messaggi ancora in una chat di Telegram"),
    },
  },
  {
    title: mark("Del lavoro"),
    kinds: {
      handovers: mark("Consegne tra un turno e l'altro"),
      debriefs: mark("Richieste di un colloquio"),
      shifts: mark("Turni"),
      alarms: mark("Allarmi e prove"),
      imports: mark("File portati"),
      staff_sessions: mark("Accessi aperti"),
      audit: mark("Registro"),
    },
  },
  {
    title: mark("Prove e conti, senza una persona"),
    kinds: {
      consents: mark("Prove del consenso"),
      inbox: mark("Impronte di ciò che è già accaduto"),
      ledger: mark("Elenco di ciò che è stato dimenticato"),
      counts: mark("Conti per i numeri"),
    },
  },
];

const TOGETHER = new Set([
  "referrals",
  "pathways",
  "notebooks",
  "risk_aids",
  "handovers",
  "debriefs",
  "waiting_list",
  "bookings",
]);

/** Whether what was destroyed of it is counted together with other kinds. */
export const isTogether = (kind: string): boolean => TOGETHER.has(kind);

/** Kinds that nobody counts when they go: they leave with what they belong to, or when sent. */
export const isUncounted = (kind: string): boolean =>
  ["outgoing", "dead_letters", "ledger"].includes(kind);

const WHY: Readonly<Record<"stopped" | "batch" | "behind", Text>> = {
  stopped: mark("la pulizia non gira: chi gestisce il servizio deve riavviarla"),
  batch: mark("il registro si cancella a blocchi interi, così resta verificabile"),
  behind: mark("la pulizia gira ma è indietro: se non cala entro un'ora, lo dica a chi gestisce"),
};

/** Why something is kept past its time. */
export const whyWord = (why: NonNullable<Kept["why"]>): string => t(WHY[why]);

/** A span in its largest fitting unit: `45 minuti`, `24 ore`, `30 giorni`. */
export function spanWord(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes % 60 !== 0 || minutes === 0) return many("{count} minuto", "{count} minuti", minutes);
  const hours = Math.round(minutes / 60);
  if (hours < 96) return many("{count} ora", "{count} ore", hours);
  return many("{count} giorno", "{count} giorni", Math.ceil(hours / 24));
}

/** From the least to the most: `da 45 minuti a 30 giorni`. */
export function limitWord(one: Kept): string {
  if (one.least === one.most) return spanWord(one.most);
  return t("da {least} a {most}", { least: spanWord(one.least), most: spanWord(one.most) });
}
