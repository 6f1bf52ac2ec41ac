// The cells of the figures in rows, and as a file that a spreadsheet opens without harm.

import type { Schemas } from "../api/types";

type Cell = Schemas["Cell"];

/** One thing that is counted in one agency: its months, the oldest first. */
export interface Series {
  readonly network: string;
  readonly what: string;
  readonly months: readonly Cell[];
}

/** The cells of the last `months`, each thing of each agency for itself. */
export function seriesOf(cells: readonly Cell[], months: number): readonly Series[] {
  const kept = [...new Set(cells.map((one) => one.month))].sort().slice(-months);
  const found = new Map<string, Series & { months: Cell[] }>();
  for (const cell of [...cells].sort((a, b) => a.month.localeCompare(b.month))) {
    if (!kept.includes(cell.month)) continue;
    const key = JSON.stringify([cell.network, cell.what]);
    const { network, what } = cell;
    const series = found.get(key) ?? { network, what, months: [] };
    series.months.push(cell);
    found.set(key, series);
  }
  return [...found.values()];
}

/** A field that no spreadsheet takes for a formula: OWASP, «CSV Injection». */
function field(text: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** Rows as a file of values with semicolons, which Italian spreadsheets open as it is. */
export const written = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(field).join(";")).join("\r\n")}\r\n`;
