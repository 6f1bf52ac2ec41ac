// What is offered to this reader, what she carries, and for whom somebody was called.

import { get } from "../api/ask";
import { type Known, useReading } from "../api/reading";
import type { Case, Schemas } from "../api/types";
import { AT_THE_DESK, may } from "../features";
import { useMe } from "../frame/me";

export type Routing = Schemas["RoutingState"];
export type Called = Schemas["Called"];

/** Offers, load and calls; nothing for who does not answer women. */
export function useRouting(): Known<Routing> {
  const me = useMe();
  return useReading(may(me, AT_THE_DESK) ? "/api/routing" : "", () => get("/api/routing"));
}

/** The call for a case that waits, or nothing. */
export function useCalled(id: string): Called | undefined {
  return useRouting().data?.called.find((one) => one.case === id);
}

/** How much a case weighs: danger and heavy chats count as two, a drill nothing. */
export const weight = (one: Case, routing: Routing | undefined): number =>
  one.drill ? 0 : one.danger || routing?.heavy.includes(one.id) ? 2 : 1;
