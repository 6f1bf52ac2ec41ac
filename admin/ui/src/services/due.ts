import { useRead } from "../api/reading";

/** How many facts wait for the reader. */
export const useDueCount = (): number => useRead("/api/directory/queue").data?.count ?? 0;
