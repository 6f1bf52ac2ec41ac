// The tables of the report in rows, and as a file that a spreadsheet opens without harm.

import type { Schemas } from "../api/types";
import { type Figure, orderOf } from "./words";

type Report = Schemas["Figures"];

/** One line of a figure for one agency; the value of the total is empty. */
export interface Line {
  readonly value: string;
  readonly count: number | null;
}

/** The lines of a figure in a quarter for the column at that place: what did not occur there is
 * left out, spans and hours keep their order, others begin with the most; what is hidden follows, by
 * name, and the total comes last. */
export function linesOf(report: Report, figure: Figure, quarter: string, place: number): Line[] {
  const table = report.tables.find((one) => one.figure === figure && one.quarter === quarter);
  const all = (table?.rows ?? []).map((row) => ({
    value: row.value,
    count: row.counts[place] ?? null,
  }));
  const order = orderOf(figure);
  const size = (line: Line): number => line.count ?? -1;
  const lines = all
    .filter((line) => line.value !== "" && line.count !== 0)
    .sort((a, b) =>
      order.length > 0
        ? order.indexOf(a.value) - order.indexOf(b.value)
        : size(b) - size(a) || a.value.localeCompare(b.value),
    );
  const total = all.find((line) => line.value === "");
  return total && lines.length > 0 ? [...lines, total] : lines;
}

/** The total of a figure in each quarter, the oldest first. */
export function overTime(report: Report, figure: Figure, place: number): Line[] {
  return [...report.quarters].reverse().map((quarter) => {
    const lines = linesOf(report, figure, quarter, place);
    const total = lines.find((line) => line.value === "");
    return { value: quarter, count: total ? total.count : 0 };
  });
}

/** A field that no spreadsheet takes for a formula: OWASP, «CSV Injection». */
function field(text: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** Rows as a file of values with semicolons, which Italian spreadsheets open as it is. */
export const written = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(field).join(";")).join("\r\n")}\r\n`;

/** Hands the rows out as a file of that name. */
export function save(name: string, rows: readonly (readonly string[])[]): void {
  const address = URL.createObjectURL(new Blob([written(rows)], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
