// An hour as the clocks of Milan show it, in the form that a field for day and time takes.

const WALL = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Rome",
  dateStyle: "short",
  timeStyle: "short",
});

/** `2026-11-24T23:30` in Milan. */
export const wallOf = (iso: string): string => WALL.format(new Date(iso)).replace(" ", "T");

/** So many milliseconds the clocks of Milan are ahead of UTC at that moment. */
const ahead = (at: number): number => Date.parse(`${wallOf(new Date(at).toISOString())}Z`) - at;

/** The moment at which the clocks of Milan show that; undefined for no hour. */
export function momentOf(wall: string): string | undefined {
  const guess = Date.parse(`${wall}Z`);
  if (Number.isNaN(guess)) return undefined;
  // Asked twice: in the night in which the clocks change the first answer is of the other side.
  return new Date(guess - ahead(guess - ahead(guess))).toISOString();
}
