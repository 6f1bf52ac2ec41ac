// How the address says where one is: `#section`, or `#section/thing`, which may hold slashes.

export interface Way {
  readonly section: string;
  /** The id of what is open there; empty: the list. */
  readonly item: string;
}

/** The sections whose things are the organisation's own: their addresses may be sent to a colleague
 * and stand in a browser's history. Elsewhere what is open may be about a woman: there an address
 * that was typed is understood, and shows the section's name alone from then on. */
const SHOWN: ReadonlySet<string> = new Set([
  "agencies",
  "courses",
  "flows",
  "imports",
  "measures",
  "services",
]);

/** Where an address leads. */
export function wayAt(hash: string): Way {
  const [section = "", ...rest] = hash.replace(/^#/, "").split("/");
  return { section: decoded(section), item: rest.map(decoded).join("/") };
}

/** The address to be shown there. */
export function addressOf({ section, item }: Way): string {
  const parts = item && SHOWN.has(section) ? [section, ...item.split("/")] : [section];
  return `#${parts.map(encoded).join("/")}`;
}

/** A colon may stand in an address, and says what is no name of a flow. */
const encoded = (part: string): string => encodeURIComponent(part).replaceAll("%3A", ":");

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
