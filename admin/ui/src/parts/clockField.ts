// Minutes of the day as a field of time reads and gives them.

/** A minute of the day as a field of time reads it; the end of the day is 23:59 there. */
export function fieldOf(minutes: number): string {
  const within = Math.min(minutes, 24 * 60 - 1);
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

/** The minute of the day in a field of time; 23:59 means the end of the day. */
export function minuteOfField(text: string): number {
  const [hour, minute] = text.split(":").map(Number);
  const found = (hour ?? 0) * 60 + (minute ?? 0);
  return found === 24 * 60 - 1 ? 24 * 60 : found;
}
