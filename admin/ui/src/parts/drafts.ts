// A draft lives in this tab until it is sent, dropped, or its writer leaves: it survives a reload,
// and nobody who logs in here next finds it.

import { useSyncExternalStore } from "react";

const OWNER = "who";
const watchers = new Set<() => void>();
const key = (id: string): string => `draft:${id}`;

function changed(): void {
  for (const watcher of watchers) watcher();
}

export const readDraft = (id: string): string => sessionStorage.getItem(key(id)) ?? "";

export function keepDraft(id: string, text: string): void {
  if (text) sessionStorage.setItem(key(id), text);
  else sessionStorage.removeItem(key(id));
  changed();
}

export const dropDraft = (id: string): void => keepDraft(id, "");

export function dropDrafts(): void {
  sessionStorage.clear();
  changed();
}

/** Whoever else logs in finds an empty tab. */
export function draftsBelongTo(account: string): void {
  if (sessionStorage.getItem(OWNER) !== account) sessionStorage.clear();
  sessionStorage.setItem(OWNER, account);
}

/** The draft of a thing, and how to write it. */
export function useDraft(id: string): readonly [string, (text: string) => void] {
  const draft = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => readDraft(id),
  );
  return [draft, (text) => keepDraft(id, text)];
}
