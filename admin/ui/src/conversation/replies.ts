// What is being sent. The draft that goes into the tray has the id of the reply that it would have
// been: it is held once.

import { type SteadyIds, steadyIds } from "../parts/steady";

const ids = new Map<string, SteadyIds>();

/** The ids of what is written in this case. */
export function replyIds(id: string): SteadyIds {
  const known = ids.get(id) ?? steadyIds();
  ids.set(id, known);
  return known;
}

/** The cases in which a reply is on its way. */
export const sending = new Set<string>();
