// Which rows of a long list are mounted: those in sight, some around them, and the one in focus.

/** A row of which nothing is known yet is taken for this high. */
export const USUAL = 112;
const AROUND = 800;

/** A part of the list: a row, or a gap in the place of rows that are not mounted. */
export type Part = { readonly row: number } | { readonly gap: number; readonly height: number };

/**
 * The rows between two heights (from the top of the list), with some around them, and gaps as high
 * as what is left out. `heights` are those of all rows; `also` is a row that stays in any case.
 */
export function partsInSight(
  heights: readonly number[],
  from: number,
  to: number,
  also = -1,
): readonly Part[] {
  const parts: Part[] = [];
  let top = 0;
  let gap = 0;
  heights.forEach((height, row) => {
    const bottom = top + height;
    const near = bottom >= from - AROUND && top <= to + AROUND;
    if (near || row === also) {
      if (gap > 0) parts.push({ gap: row, height: gap });
      gap = 0;
      parts.push({ row });
    } else gap += height;
    top = bottom;
  });
  if (gap > 0) parts.push({ gap: heights.length, height: gap });
  return parts;
}
