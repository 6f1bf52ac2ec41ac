import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { partsInSight, USUAL } from "./inSight";

/**
 * The parts of a list of rows that are mounted now. A row that is mounted carries `data-key`; how
 * high it is, is measured, so that what is left out is as high as it would be.
 */
export function useInSight(
  list: RefObject<HTMLElement | null>,
  keys: readonly string[],
  focused: number,
) {
  const [seen, setSeen] = useState(() => ({ from: 0, to: innerHeight }));
  const [measured, setMeasured] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    const look = (): void => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const from = Math.round(-top / 200) * 200;
      setSeen((now) => (now.from === from ? now : { from, to: from + innerHeight }));
    };
    look();
    // What scrolls is another box on a telephone: whatever it is, it is heard here.
    addEventListener("scroll", look, { capture: true, passive: true });
    addEventListener("resize", look);
    return () => {
      removeEventListener("scroll", look, { capture: true });
      removeEventListener("resize", look);
    };
  }, [list]);

  const watcher = useRef<ResizeObserver>(undefined);
  useEffect(() => {
    watcher.current = new ResizeObserver((entries) =>
      setMeasured((now) => {
        const found = entries.map(
          (one) =>
            [(one.target as HTMLElement).dataset.key ?? "", one.target.clientHeight] as const,
        );
        const news = found.filter(([key, height]) => height > 0 && now.get(key) !== height);
        return news.length > 0 ? new Map([...now, ...news]) : now;
      }),
    );
    return () => watcher.current?.disconnect();
  }, []);

  const heights = useMemo(() => keys.map((key) => measured.get(key) ?? USUAL), [keys, measured]);
  const parts = useMemo(
    () => partsInSight(heights, seen.from, seen.to, focused),
    [heights, seen, focused],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: other parts are other rows
  useLayoutEffect(() => {
    const rows = list.current?.querySelectorAll(":scope > [data-key]") ?? [];
    for (const row of rows) watcher.current?.observe(row);
  }, [parts]);
  return parts;
}
