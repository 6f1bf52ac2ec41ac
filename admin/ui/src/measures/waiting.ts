import { useRead } from "../api/reading";

/** How many measures have to be looked at. */
export const useWaitingCount = (): number => useRead("/api/measures").data?.waiting ?? 0;
