import { useCallback, useEffect, useRef, useState } from "react";
import { get, Refusal } from "../../api/ask";
import type { Schemas } from "../../api/types";

type Row = Schemas["TextRow"];

export interface Filter {
  readonly state: string;
  readonly place: string;
  readonly words: string;
  readonly first: boolean;
}

export const NO_FILTER: Filter = { state: "", place: "", words: "", first: false };
const AFTER = 250;

export const queryOf = (filter: Filter) => ({
  state: filter.state,
  place: filter.place,
  words: filter.words,
  first: filter.first ? "1" : "",
});

interface Found {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** The texts of a language that are asked for: a page, and more on demand. What is saved changes in
 * its place: a list that is worked through does not jump. */
export function useTexts(language: string, filter: Filter, when: number) {
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState("");
  const asked = useRef(0);

  const read = useCallback(
    async (from: number) => {
      const order = ++asked.current;
      try {
        const query = { ...queryOf(filter), from: String(from) };
        const answer = await get("/api/wordings/{id}", { path: { id: language }, query });
        if (order !== asked.current) return;
        setProblem("");
        setFound((before) => ({
          total: answer.total,
          rows: from && before ? [...before.rows, ...answer.rows] : answer.rows,
        }));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (order === asked.current) setProblem(error.message);
      }
    },
    [language, filter],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `when` is what makes it ask again
  useEffect(() => {
    const timer = setTimeout(() => void read(0), filter.words ? AFTER : 0);
    return () => clearTimeout(timer);
  }, [read, filter.words, when]);

  const put = useCallback((row: Row) => {
    setFound((before) =>
      before
        ? {
            ...before,
            rows: before.rows.map((one) => (one.said.context === row.said.context ? row : one)),
          }
        : before,
    );
  }, []);
  const more = useCallback(() => void read(found?.rows.length ?? 0), [read, found]);
  return { rows: found?.rows, total: found?.total ?? 0, problem, more, put };
}
