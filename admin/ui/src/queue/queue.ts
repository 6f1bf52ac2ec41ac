// The queue as this reader sees it, and one case of it.

import { get } from "../api/ask";
import { type Known, useReading } from "../api/reading";
import type { Case, Schemas } from "../api/types";
import { AT_THE_DESK, may } from "../features";
import { useMe } from "../frame/me";

export type Queue = Schemas["QueueState"];

/** Everything open in her networks; nothing for who does not answer women. */
export function useQueue(): Known<Queue> {
  const me = useMe();
  return useReading(may(me, AT_THE_DESK) ? "/api/queue" : "", () => get("/api/queue"));
}

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
