// How many SMS a text takes, as bot/channels/segments.py counts them (3GPP TS 23.038 and 23.040).

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("\f^{}\\[~]|€");

export interface Segments {
  readonly unicode: boolean;
  readonly count: number;
}

export function segments(text: string): Segments {
  const signs = [...text];
  const unicode = !signs.every((sign) => BASIC.has(sign) || EXTENDED.has(sign));
  const widths = signs.map((sign) => (unicode ? sign.length : EXTENDED.has(sign) ? 2 : 1));
  const [single, joined] = unicode ? [70, 67] : [160, 153];
  if (widths.reduce((sum, width) => sum + width, 0) <= single) return { unicode, count: 1 };
  let count = 1;
  let left = joined;
  for (const width of widths) {
    if (width > left) {
      count += 1;
      left = joined;
    }
    left -= width;
  }
  return { unicode, count };
}

/** Typographic signs that SMS sends as plain ones, as the service itself does it. */
const PLAIN: Readonly<Record<string, string>> = {
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "«": '"',
  "»": '"',
  "–": "-",
  "—": "-",
  "•": "-",
  "·": "-",
  "…": "...",
  "\u00a0": " ",
  "\t": " ",
};

/** The text as it goes out by SMS. */
export const asSms = (text: string): string =>
  text.replace(/[‘’“”„«»–—•·…\u00a0\t]/g, (sign) => PLAIN[sign] ?? sign);

/** What is left of a pasted text: its words, without signs that nobody sees. */
export const plain = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u00a0\u2007\u202f\t]/g, " ")
    .replace(/[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");

export const LOCK = 40;
/** What a locked screen shows of it. */
export const onLock = (text: string): string => [...text].slice(0, LOCK).join("");
