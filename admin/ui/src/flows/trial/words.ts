// What acts, states and kept things of a trial are called.

import type { Schemas } from "../../api/types";
import { mark, type Text, t } from "../../texts/say";
import type { Channel } from "./trial";

type Kept = Schemas["TrialExit"]["kept"][number];

export const CHANNELS: Readonly<Record<Channel, string>> = {
  web: "Web",
  telegram: "Telegram",
  whatsapp: "WhatsApp",
  sms: "SMS",
};

export const RTL: readonly string[] = ["ar", "fa", "ur"];
export const directionOf = (language: string): "rtl" | "ltr" =>
  RTL.includes(language) ? "rtl" : "ltr";

export const SENT: Readonly<Record<string, Text>> = {
  "(picture)": mark("una foto"),
  "(voice)": mark("un vocale"),
  "(sticker)": mark("un adesivo"),
  "(place)": mark("un luogo"),
  "(file)": mark("un file"),
};

const ACTS: Readonly<Record<string, Text>> = {
  "(key)": mark("Arriva con la chiave"),
  "(exit)": mark("Esce con il pulsante"),
  "(silence)": mark("Non risponde fino alla scadenza della domanda"),
  "(nobody comes)": mark("Nessuna prende il caso in tempo"),
};

/** What she did, where it is no text of hers; empty: it is one. */
export function actName(act: string): string {
  const minutes = /^\((\d+) minutes\)$/.exec(act)?.[1];
  if (minutes) return t("Passa il tempo: {time}", { time: timeName(Number(minutes)) });
  const known = ACTS[act];
  if (known) return t(known);
  const sent = SENT[act];
  if (sent) return t("Manda {what}", { what: t(sent) });
  return act.startsWith("(asked ") ? t("L'operatrice le chiede qualcosa") : "";
}

export const WAITS = [1, 5, 15, 30, 60, 120, 720, 1440, 4320] as const;

export function timeName(minutes: number): string {
  if (minutes === 1) return t("1 minuto");
  if (minutes < 60) return t("{count} minuti", { count: minutes });
  if (minutes === 60) return t("1 ora");
  if (minutes % 1440 === 0 && minutes > 1440) return t("{count} giorni", { count: minutes / 1440 });
  return minutes % 60 === 0
    ? t("{count} ore", { count: minutes / 60 })
    : t("{count} minuti", { count: minutes });
}

export const SIGHTS: Readonly<Record<Schemas["TrialStanding"]["sight"], Text>> = {
  service: mark("Sullo schermo c'è il servizio."),
  verified: mark("Ha dato la sua parola: vede anche quello che c'era prima."),
  silent: mark(
    "È rimasta in silenzio a lungo: chi scrive ora ricomincia, e sulla pagina c'è la copertina.",
  ),
  exited: mark("È uscita: chi scrive trova la copertina."),
  cover: mark("Senza la chiave: vede la copertina."),
  gone: mark("Il tempo è finito: la conversazione è distrutta."),
};

export const CASES: Readonly<Record<Schemas["TrialStanding"]["case"], Text>> = {
  none: mark("Nessun caso aperto."),
  queued: mark("Il suo caso aspetta una persona."),
  claimed: mark("Una persona ha il suo caso."),
  closed: mark("Il suo caso è chiuso."),
};

const KEPT: Readonly<Record<Kept["what"], Text>> = {
  talk: mark("Dove si trova nella conversazione e le sue risposte, cifrate"),
  lines: mark("Messaggi delle due parti, cifrati: {count}"),
  case: mark("Il suo caso: rete, lingua, stato e orari"),
  shared: mark("Quello che ha accettato di condividere, cifrato: {count}"),
  words: mark("Le sue parole per uscire, tornare o dare l'allarme, solo come impronta: {count}"),
  number: mark("Il suo numero per tornare, solo come impronta"),
  consents: mark("Prove dei suoi sì, senza contenuto: {count}"),
  contract: mark("Come si può contattarla, cifrato"),
  alarm: mark("Con chi è d'accordo per la parola d'allarme, cifrato"),
  letters: mark("Una richiesta lasciata, cifrata: si apre con il suo numero e la sua parola"),
  box: mark("Testi che la aspettano nella sua casella, cifrati: {count}"),
  bookings: mark("Appuntamenti: {count}"),
  waiting: mark("Posti in lista d'attesa: {count}"),
  interests: mark("Corsi per cui si è fatta avanti: {count}"),
  pathway: mark("Il suo percorso, cifrato"),
  notebook: mark("Quello che tiene per sé: capacità, piano e documenti, cifrato"),
  outgoing: mark("Messaggi ancora da mandare: {count}"),
  unsent: mark("Messaggi che il canale non ha tolto: {count}"),
};

export const keptName = (one: Kept): string => t(KEPT[one.what], { count: one.count });

/** What no channel can promise, said as it is. */
export const BEYOND: Readonly<Record<Channel, Text>> = {
  web: mark(
    "Nella cronologia del browser restano due indirizzi che mostrano la copertina. Il router, uno screenshot e un'app che spia il telefono non si possono cancellare.",
  ),
  telegram: mark(
    "Filo cancella la chat da entrambe le parti, finché Telegram lo permette: 48 ore. Quello che Telegram conserva sui suoi computer non si può cancellare.",
  ),
  whatsapp: mark(
    "Da WhatsApp non si può cancellare niente: tutto quello che è scritto qui sotto resta sul telefono di lei finché non lo cancella lei.",
  ),
  sms: mark(
    "Gli SMS non si possono cancellare: tutto quello che è scritto qui sotto resta sul telefono di lei finché non lo cancella lei. Anche l'operatore telefonico ne conserva traccia.",
  ),
};
