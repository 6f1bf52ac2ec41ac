import { useEffect, useState } from "react";
import { get, Refusal } from "../api/ask";
import type { Schemas } from "../api/types";

const AFTER = 500;

/** What the gate says of everything, asked again when `when` changes; undefined until it answered. */
export function useFindings(when: unknown): readonly Schemas["Finding"][] | undefined {
  const [found, setFound] = useState<readonly Schemas["Finding"][]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `when` is what makes it ask again
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      get("/api/flow-problems").then(
        ({ problems }) => !gone && setFound(ordered(problems)),
        (error: unknown) => {
          // The gate is asked again after the next change; what it said last stays.
          if (!(error instanceof Refusal)) throw error;
        },
      );
    }, AFTER);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [when]);
  return found;
}

const ordered = (problems: readonly Schemas["Finding"][]) => [
  ...problems.filter((one) => one.severity === "error"),
  ...problems.filter((one) => one.severity !== "error"),
];
