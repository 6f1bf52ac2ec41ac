// Where one is: a section, and perhaps one thing in it. What is open stands in the history's own
// state, so that Back works and a reload comes back, and in the address where that may be shown.

import { useSyncExternalStore } from "react";
import { addressOf, type Way, wayAt } from "./address";

export type { Way } from "./address";

const watchers = new Set<() => void>();
let here: Way = now();

/** The address says it, or, where it names the section alone, what the history kept beside it. */
function now(): Way {
  const typed = wayAt(location.hash);
  const kept = history.state as Partial<Way> | null;
  const item = typed.item || (kept?.section === typed.section ? (kept.item ?? "") : "");
  const way = { section: typed.section, item };
  const address = addressOf(way);
  if (typed.item && address !== location.hash) history.replaceState(way, "", address);
  return way;
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
  const way: Way = { section, item };
  history.pushState(way, "", addressOf(way));
  moved();
}

/** Closes what is open, without a step to go back to: it exists no more, or is not hers. */
export function leave(): void {
  const way: Way = { section: here.section, item: "" };
  history.replaceState(way, "", addressOf(way));
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
