// What states, ranks and checks of translations are called.

import type { Schemas } from "../../api/types";
import { mark, type Text, t } from "../../texts/say";

type Row = Schemas["TextRow"];
type Values = Readonly<Record<string, string>>;

export const STATES: Readonly<Record<Row["state"], Text>> = {
  missing: mark("manca"),
  outdated: mark("da rivedere"),
  draft: mark("bozza"),
  reviewed: mark("firmata"),
};

export const RANKS: Readonly<Record<Row["rank"], Text>> = {
  danger: mark("pericolo"),
  exit: mark("uscita"),
  consent: mark("consenso"),
  alarm: mark("allarme"),
  critical: mark("importante"),
  other: mark("altro"),
};

export const PARTS: Readonly<Record<Row["part"], Text>> = {
  message: mark("messaggio"),
  label: mark("etichetta"),
  again: mark("quando non si capisce"),
  words: mark("parole"),
  built_in: mark("testo fisso"),
  directory: mark("guida ai servizi"),
  cover: mark("copertina"),
};

export const PLACES: Readonly<Record<string, Text>> = {
  ui: mark("Testi fissi"),
  directory: mark("Guida ai servizi"),
};

const CHECKS: Readonly<Record<string, Text>> = {
  gap_lost: mark("Manca {gaps}: lì il programma scrive un nome, un giorno, un luogo."),
  gap_new: mark("{gaps} non c'è nell'italiano: resterebbe scritto così."),
  brace: mark("C'è una parentesi graffa che non è un segnaposto."),
  label: mark("L'etichetta ha {count} caratteri: su un pulsante ne stanno {most}."),
  body: mark("Il testo ha {count} caratteri: su WhatsApp ne stanno {most}."),
  long: mark("È troppo lungo: al massimo {most} caratteri."),
  segments: mark("Sono {count} SMS, in italiano {italian}: lo dica in meno parole."),
  risky: mark("«{word}» resterebbe sul suo telefono: usi un'altra parola."),
  preview: mark("«{word}» si leggerebbe sullo schermo bloccato: cominci con altre parole."),
  reserved: mark("«{word}» è una parola per uscire: chi la scrive lascia il servizio."),
  number: mark("Manca il numero {number}."),
  hidden: mark("Contiene segni invisibili: li cancelli e scriva di nuovo quel punto."),
  markup: mark("Contiene {signs}, che nell'italiano non c'è."),
  lines: mark("Le righe sono {here}, nell'italiano {italian}."),
  same: mark("È uguale all'italiano."),
  glossary: mark("Per «{italian}» di solito si dice «{said}»."),
  comma: mark("Le parole si separano con la virgola «,», non con «{sign}»."),
  empty_word: mark("Tra due virgole manca una parola."),
};

const REFUSALS: Readonly<Record<string, Text>> = {
  twice: mark("C'è due volte nel file."),
  unknown: mark("Questo testo non c'è, o non c'è più."),
  read_only: mark("Si cambia nei file del progetto, non da qui."),
  italian: mark("L'italiano adesso è un altro: «{italian}»."),
  formula: mark("È una formula, non un testo."),
};

/** A check, or why a line of a file is refused, in words. */
export function sentenceOf(code: string, values: Values): string {
  const text = CHECKS[code] ?? REFUSALS[code];
  return text ? t(text, values) : code;
}

/** The name of a flow, or of a group of texts. */
export function placeName(id: string, places: readonly Schemas["TextPlace"][]): string {
  const own = PLACES[id];
  return own ? t(own) : (places.find((one) => one.id === id)?.title ?? id);
}
