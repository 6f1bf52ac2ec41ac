// Where one is: a section, and perhaps one thing in it. The address shows the section's name only;
// what is open stands in the history's own state, so that Back works and a reload comes back.

import { useSyncExternalStore } from "react";

export interface Way {
  readonly section: string;
  /** The id of what is open there; empty: the list. */
  readonly item: string;
}

const watchers = new Set<() => void>();
let here: Way = now();

function now(): Way {
  const kept = history.state as Partial<Way> | null;
  const section = location.hash.slice(1);
  return { section, item: kept?.section === section ? (kept.item ?? "") : "" };
}

function moved(): void {
  here = now();
  for (const watcher of watchers) watcher();
}

addEventListener("popstate", moved);
addEventListener("hashchange", moved);

/** Opens a section, or one thing in it. */
export function go(section: string, item = ""): void {
  if (section === here.section && item === here.item) return;
  history.pushState({ section, item } satisfies Way, "", `#${section}`);
  moved();
}

/** Closes what is open, without a step to go back to: it exists no more, or is not hers. */
export function leave(): void {
  history.replaceState({ section: here.section, item: "" } satisfies Way, "", `#${here.section}`);
  moved();
}

export const whereNow = (): Way => here;

export function useWay(): Way {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => here,
  );
}
