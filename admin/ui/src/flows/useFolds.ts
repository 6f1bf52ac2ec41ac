import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { Doc } from "./document";
import { stepOf } from "./document";
import { groupOf } from "./groups";

/** The groups that are folded here, for as long as this tab is open: nobody else's are. */
export type Folds = ReadonlySet<string>;

export const NO_FOLDS: Folds = new Set();
const kept = new Map<string, Folds>();
const watchers = new Set<() => void>();

function fold(flow: string, groups: readonly string[], folds: boolean): void {
  const now = kept.get(flow) ?? NO_FOLDS;
  const next = new Set(
    folds ? [...now, ...groups] : [...now].filter((one) => !groups.includes(one)),
  );
  if (next.size === now.size) return;
  kept.set(flow, next);
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** What is folded of a flow, and what folds or unfolds. Whoever opens a step unfolds its group. */
export function useFolds(flow: string, doc: Doc, open: string) {
  const folds = useSyncExternalStore(watch, () => kept.get(flow) ?? NO_FOLDS);
  const step = stepOf(doc, open);
  const group = step ? groupOf(step) : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step, or another group of it
  useEffect(() => {
    if (group) fold(flow, [group], false);
  }, [flow, open, group]);
  const folding = useCallback(
    (groups: readonly string[], now: boolean) => fold(flow, groups, now),
    [flow],
  );
  return [folds, folding] as const;
}
