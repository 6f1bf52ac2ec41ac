import { useEffect, useState } from "react";
import { get, Refusal } from "../api/ask";
import type { Schemas } from "../api/types";

export type Inside = Schemas["WhoIsInside"];

/** How many talks stand at which step, counted once when the page opens; undefined: not yet. */
export function useInside(): Inside | undefined {
  const [inside, setInside] = useState<Inside>();
  useEffect(() => {
    let gone = false;
    get("/api/flow-inside").then(
      (found) => !gone && setInside(found),
      (error: unknown) => {
        // Without it nobody is told how many stand there: nothing worse.
        if (!(error instanceof Refusal)) throw error;
      },
    );
    return () => {
      gone = true;
    };
  }, []);
  return inside;
}

/** Those of a flow, or of one step of it. */
export const standingAt = (inside: Inside, flow: string, step = ""): Inside["steps"] =>
  inside.steps.filter((one) => one.flow === flow && (!step || one.step === step));

export const all = (steps: Inside["steps"]): number =>
  steps.reduce((sum, one) => sum + one.live + one.older, 0);
