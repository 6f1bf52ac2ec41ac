// Which language the console speaks: chosen by its reader, otherwise the browser's.

import { type Catalogue, EMPTY, speak } from "./say";

export const LANGUAGES = [
  { code: "it", name: "Italiano" },
  { code: "en", name: "English" },
] as const;

const KEPT = "language";
// Built from locales/en/LC_MESSAGES/staff.po; absent until the first build.
const catalogues = import.meta.glob<Catalogue>("../../generated/texts.*.json", {
  import: "default",
});

/** Reads the catalogue and speaks it. Without a code: the one that fits this reader. */
export async function chooseLanguage(code = preferred()): Promise<void> {
  const load = catalogues[`../../generated/texts.${code}.json`];
  speak(code, load ? await load() : EMPTY);
  document.documentElement.lang = code;
}

/** Remembers a choice in this browser. */
export function keepLanguage(code: string): void {
  localStorage.setItem(KEPT, code);
}

function preferred(): string {
  const wanted = [localStorage.getItem(KEPT) ?? "", ...navigator.languages];
  const offered: readonly string[] = LANGUAGES.map((one) => one.code);
  return wanted.map((tag) => tag.slice(0, 2)).find((tag) => offered.includes(tag)) ?? "it";
}
