// The queue as this reader sees it, and one case of it.

import { get } from "../api/ask";
import { type Extent, type Known, useReading } from "../api/reading";
import type { Case, Schemas } from "../api/types";
import { AT_THE_DESK, may } from "../features";
import { useMe } from "../frame/me";

export type Queue = Schemas["QueueState"];

/** Everything open in her networks; nothing for who does not answer women. */
export function useQueue(): Known<Queue> {
  const me = useMe();
  return useReading(may(me, AT_THE_DESK) ? "/api/queue" : "", readQueue);
}

/** The queue. A word of hers changes nothing but the cases that the reader holds: where these are
 * still the same ones, in the same place, only they are read. */
export async function readQueue(before: Queue | undefined, extent: Extent): Promise<Queue> {
  if (before === undefined || extent === "all") return get("/api/queue");
  const mine = await get("/api/queue/mine");
  const held = before.cases.filter((one) => one.mine);
  if (!held.every(standsAs(mine.cases)) || held.length !== mine.cases.length)
    return get("/api/queue");
  const newest = new Map(mine.cases.map((one) => [one.id, one]));
  return { ...mine, cases: before.cases.map((one) => newest.get(one.id) ?? one) };
}

/** Whether nothing changed of a case by which the queue is put in order. */
const standsAs = (cases: readonly Case[]) => (before: Case) =>
  cases.some(
    (one) =>
      one.id === before.id &&
      one.danger === before.danger &&
      one.possible_danger_at === before.possible_danger_at &&
      one.language === before.language,
  );

/** The ids of the cases that this reader holds now. */
export function useMine(): readonly string[] {
  return (useQueue().data?.cases ?? []).filter((one) => one.mine).map((one) => one.id);
}

/** One case: from the queue, or asked for alone where it is there no more. Empty id: none. */
export function useCase(id: string): Known<Case> {
  const queue = useQueue();
  const queued = queue.data?.cases.find((one) => one.id === id);
  const alone = id !== "" && queue.data !== undefined && queued === undefined;
  const read = useReading(alone ? `/api/cases/${id}` : "", () =>
    get("/api/cases/{id}", { path: { id } }),
  );
  return queued ? { ...queue, data: queued } : read;
}

// How far each case was read in this tab: what came in since is new.
const seen = new Map<string, number>();

export const wasRead = (one: Case): void => {
  seen.set(one.id, one.seq);
};

export const isNew = (one: Case): boolean => one.mine && one.seq > (seen.get(one.id) ?? 0);
