// Hours as somebody writes them, in Italian or as the server names the days.

const DAYS: readonly (readonly [string, string])[] = [
  ["mon", "lun"],
  ["tue", "mar"],
  ["wed", "mer"],
  ["thu", "gio"],
  ["fri", "ven"],
  ["sat", "sab"],
  ["sun", "dom"],
];

interface Day {
  readonly day: string;
  readonly hours: string;
}

const exchanged = (text: string, from: 0 | 1, to: 0 | 1): string =>
  text.replace(/[a-z]{3}/gi, (name) => {
    const found = DAYS.find((pair) => pair[from] === name.toLowerCase());
    return found ? found[to] : name;
  });

/** The server's hours with Italian names of days. */
export const inWords = (hours: string): string => exchanged(hours, 0, 1);

/** What was written, as the server reads it. */
export const fromWritten = (hours: string): string => exchanged(hours.trim(), 1, 0);

/** Single days, one a line. */
export const writeDays = (days: readonly Day[]): string =>
  days.map((one) => `${one.day} ${one.hours}`.trim()).join("\n");

/** Single days out of lines; what is none is refused by the server. */
export const readDays = (lines: string): Day[] =>
  lines
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [day = "", ...hours] = line.split(/\s+/);
      return { day, hours: hours.join(" ") };
    });
