// What the page shows, kept true: each reading is made again when the live stream wakes the page
// and after every act. Each is read for itself: one that hangs holds no other back. A reading that
// an act overtook is older than the page: it is thrown away, and the act has had another begun.

import { useCallback, useSyncExternalStore } from "react";
import { address, ask, get, Refusal } from "./ask";
import type { Given, PathOf, Rest, Verb } from "./types";

/** What is known: the newest `data`, or why there is none. `asked` orders readings; `at`: when. */
export interface Known<T> {
  readonly data: T | undefined;
  readonly refusal: Refusal | undefined;
  readonly asked: number;
  readonly at: number;
}

/** What may have changed: everything, or only what is shown of the cases that the reader holds. */
export type Extent = "all" | "held";

interface Entry {
  known: Known<unknown>;
  read: (before: unknown, extent: Extent) => Promise<unknown>;
  readonly watchers: Set<() => void>;
  reading: Reading | undefined;
}

/** What is on its way: begun in which turn, and what somebody woke the page for meanwhile. */
interface Reading {
  readonly turn: number;
  again: Extent | undefined;
}

const NOTHING: Known<never> = { data: undefined, refusal: undefined, asked: 0, at: 0 };
const RETRY = 1000;

/** What a case that the reader holds is shown by: keys of readings are the addresses that they read. */
const OF_HELD = ["/api/cases/", "/api/seats", "/api/referrals", "/api/held"];
const isOfHeld = (key: string) =>
  key === "/api/queue" || OF_HELD.some((start) => key.startsWith(start));

const entries = new Map<string, Entry>();
let turn = 0;
let asked = 0;
let retry: ReturnType<typeof setTimeout> | undefined;

/** Who is told that the session is over, and whether the service answers. */
export const told = {
  ended: (_message: string): void => {},
  answering: (_now: boolean): void => {},
};

/** Reads and keeps reading an operation: `useRead("/api/queue")`. */
export function useRead<P extends PathOf<"get">>(
  path: P,
  ...[given]: Rest<P, "get">
): Known<Given<P, "get">> {
  const read = () => (get as (p: string, g: unknown) => Promise<unknown>)(path, given);
  return useReading(address(path, given), read) as Known<Given<P, "get">>;
}

/** The same for a reading that goes on from what is known, as a thread does. Empty key: none. */
export function useReading<T>(
  key: string,
  read: (before: T | undefined, extent: Extent) => Promise<T>,
): Known<T> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that `read` depends on
  const watch = useCallback(
    (changed: () => void) => (key ? begin(key, read as Entry["read"], changed) : () => {}),
    [key],
  );
  return useSyncExternalStore(watch, () => (entries.get(key)?.known ?? NOTHING) as Known<T>);
}

/** The same outside of a component. */
export function watch<T>(key: string, read: () => Promise<T>) {
  const stop = begin(key, read, () => {});
  return { now: () => (entries.get(key)?.known ?? NOTHING) as Known<T>, stop };
}

function begin(key: string, read: Entry["read"], changed: () => void): () => void {
  const entry: Entry = entries.get(key) ?? {
    known: NOTHING,
    read,
    watchers: new Set(),
    reading: undefined,
  };
  const fresh = !entries.has(key);
  entries.set(key, entry);
  entry.watchers.add(changed);
  if (fresh) void renew(key, entry);
  return () => {
    entry.watchers.delete(changed);
    // Nothing of hers stays behind in memory once nobody looks at it.
    queueMicrotask(() => {
      if (entry.watchers.size === 0 && entries.get(key) === entry) entries.delete(key);
    });
  };
}

/** Act; afterwards, refused or not, all that is shown is read again. Throws the refusal. */
export async function act<V extends Exclude<Verb, "get">, P extends PathOf<V>>(
  verb: V,
  path: P,
  ...[given]: Rest<P, V>
): Promise<Given<P, V>> {
  turn += 1;
  try {
    return (await ask(verb, path, given)) as Given<P, V>;
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) forgetAll(error.message);
    throw error;
  } finally {
    turn += 1;
    refresh();
  }
}

/** Reads again what is shown: all of it, or what belongs to the cases that the reader holds. */
export function refresh(extent: Extent = "all"): void {
  for (const [key, entry] of entries)
    if (extent === "all" || isOfHeld(key)) void renew(key, entry, extent);
}

/** Reads one again. Wake-ups that come while it is read are one more reading, not many. */
async function renew(key: string, entry: Entry, extent: Extent = "all"): Promise<void> {
  if (entry.reading?.turn === turn) {
    if (entry.reading.again !== "all") entry.reading.again = extent;
    return;
  }
  const reading: Reading = { turn, again: extent };
  entry.reading = reading;
  while (reading.again && entry.reading === reading) {
    const wanted = reading.again;
    reading.again = undefined;
    await one(key, entry, reading, wanted);
  }
  if (entry.reading === reading) entry.reading = undefined;
}

/** Nobody is logged in any more: everything that was shown is gone. */
export function forgetAll(message = ""): void {
  clearTimeout(retry);
  turn += 1;
  const gone = [...entries.values()];
  entries.clear();
  told.ended(message);
  for (const entry of gone) for (const changed of entry.watchers) changed();
}

async function one(key: string, entry: Entry, reading: Reading, extent: Extent): Promise<void> {
  const order = ++asked;
  const found = await entry.read(entry.known.data, extent).then(
    (data): Known<unknown> => ({ data, refusal: undefined, asked: order, at: Date.now() }),
    (error: unknown) => refused(error, entry, order),
  );
  if (entries.get(key) !== entry || reading.turn !== turn) return;
  if (found && order > entry.known.asked) settle(key, entry, found);
}

function refused(error: unknown, entry: Entry, order: number): Known<unknown> | undefined {
  if (!(error instanceof Refusal)) throw error;
  if (error.status === 401) {
    forgetAll(error.message);
    return undefined;
  }
  if (!error.passing) return { data: undefined, refusal: error, asked: order, at: Date.now() };
  // Nothing else may happen that wakes this page: what failed is asked again.
  told.answering(false);
  clearTimeout(retry);
  retry = setTimeout(refresh, RETRY, "all");
  return { ...entry.known, refusal: error };
}

function settle(key: string, entry: Entry, found: Known<unknown>): void {
  if (!found.refusal) told.answering(true);
  // An answer that says the same draws nothing anew.
  const same = JSON.stringify(found.data) === JSON.stringify(entry.known.data);
  entry.known = same ? { ...found, data: entry.known.data } : found;
  if (entries.get(key) === entry) for (const changed of entry.watchers) changed();
}
