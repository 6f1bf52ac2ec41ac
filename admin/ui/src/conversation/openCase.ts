// The open case with its conversation, as far as this reader may read it.

import { get } from "../api/ask";
import { type Known, useReading } from "../api/reading";
import type { Case, Line } from "../api/types";
import { useCase } from "../queue/queue";

interface Thread {
  readonly case: Case;
  readonly lines: readonly Line[];
}

export interface OpenCase {
  readonly one: Case | undefined;
  readonly lines: readonly Line[];
  /** It exists no more for this reader. */
  readonly gone: boolean;
}

export function useOpenCase(id: string): OpenCase {
  const known = useCase(id);
  const readable = known.data?.mine === true && !known.data.taken_back;
  const thread = useReading<Thread>(readable ? `/api/cases/${id}/thread` : "", (before) =>
    read(id, before),
  );
  const one = newer(known, thread);
  return {
    one,
    lines: one?.taken_back ? [] : (thread.data?.lines ?? []),
    gone: known.refusal?.status === 404,
  };
}

/** Queue and conversation are two readings: what was asked for later is what holds. */
function newer(known: Known<Case>, thread: Known<Thread>): Case | undefined {
  return thread.data && known.data && thread.asked > known.asked ? thread.data.case : known.data;
}

/** Reads on from the last line; a first reading is written into the audit. */
async function read(id: string, before: Thread | undefined): Promise<Thread> {
  const after = before?.lines.at(-1)?.seq ?? 0;
  const query = { after: String(after) };
  const state = await get("/api/cases/{id}/thread", { path: { id }, query });
  const undelivered = new Set(state.undelivered);
  const fresh = state.lines.filter((line) => line.seq > after);
  const lines = [...(before?.lines ?? []), ...fresh].map((line) =>
    undelivered.has(line.seq) && !line.undelivered ? { ...line, undelivered: true } : line,
  );
  return { case: state.case, lines };
}
