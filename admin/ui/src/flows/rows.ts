// What stands in the list one below the other: headings of groups, and the steps.

import type { Step } from "./document";
import { blocksOf } from "./groups";

/** A step, or the heading of a group. `key` is that of its row. */
export type Row =
  | { readonly key: string; readonly step: Step; readonly group: string }
  | {
      readonly key: string;
      readonly step?: undefined;
      readonly group: string;
      readonly steps: readonly Step[];
      readonly folded: boolean;
    };

/** The rows of these steps; those of a folded group stay away. */
export function rowsOf(steps: readonly Step[], folds: ReadonlySet<string>): readonly Row[] {
  return blocksOf(steps).flatMap(({ group, steps: own }): Row[] => {
    const folded = folds.has(group);
    const rows = own.map((step): Row => ({ key: step.key, step, group }));
    if (!group) return rows;
    // No key of a step has a colon.
    const heading = { key: `:${group}`, group, steps: own, folded };
    return folded ? [heading] : [heading, ...rows];
  });
}
