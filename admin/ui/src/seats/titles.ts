// Where the service may go on with her: the titles of the published flows, which are Italian.

import { mark, type Text, t } from "../texts/say";

const TITLES: readonly Text[] = [
  mark("Casa"),
  mark("Che cosa so fare"),
  mark("Chi risponde"),
  mark("Come funziona"),
  mark("Contro il mio volere"),
  mark("Cosa resta su questo telefono"),
  mark("Diritti"),
  mark("Famiglia e coppia"),
  mark("I miei corsi"),
  mark("Il mio piano"),
  mark("Lavoro e formazione"),
  mark("Lingua"),
  mark("Meno di 18 anni"),
  mark("Menu"),
  mark("Molestie e problemi sul lavoro"),
  mark("Penso di morire"),
  mark("Per un'altra persona"),
  mark("Pericolo adesso"),
  mark("Senza parlare"),
  mark("Servizi vicini"),
  mark("Soldi e aiuti"),
  mark("Un appuntamento"),
  mark("Una persona"),
];

/** The title in the reader's language; one that an admin wrote stays as she wrote it. */
export function titled(title: string): string {
  const known = TITLES.find((one) => one === title);
  return known ? t(known) : title;
}
