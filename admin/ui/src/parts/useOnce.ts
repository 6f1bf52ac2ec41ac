import { useCallback, useEffect, useState } from "react";
import { get } from "../api/ask";
import type { Given, PathOf } from "../api/types";
import { useAct } from "./useAct";

/** Reads when the page opens, and when it is asked to: what the audit writes down each time is not
 * read again by every change that the live stream tells of. */
export function useOnce<P extends PathOf<"get">>(path: P) {
  const { run, problem, busy } = useAct();
  const [data, setData] = useState<Given<P, "get">>();
  const read = useCallback(() => {
    void run(async () => {
      setData(await (get as (path: P) => Promise<Given<P, "get">>)(path));
    });
  }, [run, path]);
  useEffect(read, [read]);
  return { data, setData, problem, busy, read };
}
