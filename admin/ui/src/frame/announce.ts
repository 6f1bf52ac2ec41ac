// Says something once to whoever listens to the page instead of looking at it.

import { useSyncExternalStore } from "react";

let said = "";
const watchers = new Set<() => void>();

/** Never anything that she wrote: only what happened. */
export function announce(text: string): void {
  // The same sentence twice is two happenings.
  said = said === text ? `${text}\u00a0` : text;
  for (const watcher of watchers) watcher();
}

export const useSaid = (): string =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => said,
  );
