// What by itself asks for a human now, in words.

import { mark, type Text, t } from "../texts/say";

const WORDS: Readonly<Record<string, Text>> = {
  strangulation: mark("mani al collo"),
  weapon: mark("un'arma"),
  separation: mark("separazione"),
  pregnancy: mark("gravidanza"),
  threat_to_kill: mark("minaccia di uccidere"),
};

/** A marker in words; one of a newer server as it is. */
export function markerWord(id: string): string {
  const found = WORDS[id];
  return found ? t(found) : id;
}
