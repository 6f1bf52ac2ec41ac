import { useEffect, useState } from "react";
import { get, Refusal } from "../api/ask";
import type { Schemas } from "../api/types";

const AFTER = 500;
const AGAIN = 4000;

/** What the gate says of everything, asked again when `when` changes; undefined until it answered. */
export function useFindings(when: unknown): readonly Schemas["Finding"][] | undefined {
  const [found, setFound] = useState<readonly Schemas["Finding"][]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `when` is what makes it ask again
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout>;
    const asks = (): void => {
      get("/api/flow-problems").then(
        ({ problems }) => !gone && setFound(ordered(problems)),
        (error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
          // What it said last stays until it answers.
          if (!gone && error.passing) timer = setTimeout(asks, AGAIN);
        },
      );
    };
    timer = setTimeout(asks, AFTER);
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
