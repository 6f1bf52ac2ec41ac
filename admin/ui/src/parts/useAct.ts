import { useCallback, useRef, useState } from "react";
import { Refusal } from "../api/ask";

export interface Acting {
  /** What went wrong, in words; empty: nothing did. */
  readonly problem: string;
  readonly busy: boolean;
  /** Does the work unless it is being done; a refusal becomes `problem`. Whether it was done. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly clear: () => void;
}

/** Does one thing at a time and says in words why it could not be done. */
export function useAct(): Acting {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  const run = useCallback(async (work: () => Promise<unknown>) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem("");
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setProblem(error.message);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setProblem(""), []);
  return { problem, busy, run, clear };
}
