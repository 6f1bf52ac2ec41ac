import { useEffect, useRef } from "react";
import type { Case, Line } from "../api/types";
import { ASIDES } from "../frame/found";
import { clock } from "../texts/moments";
import { mark, t } from "../texts/say";

const WHO = {
  her: mark("La donna"),
  service: mark("Servizio automatico"),
  operator: mark("Operatrice"),
};
const NEAR_END = 60;

/** The conversation since her consent. Whoever reads its end goes on reading it. */
export function Thread({ one, lines }: { one: Case; lines: readonly Line[] }) {
  const pane = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line moves the end
  useEffect(() => {
    const box = pane.current;
    if (!box) return;
    const follow = (): void => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    };
    follow();
    const watch = new ResizeObserver(follow);
    watch.observe(box);
    return () => watch.disconnect();
  }, [lines]);

  function scrolled(): void {
    const box = pane.current;
    if (box) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
  }

  return (
    <div
      className="lines"
      role="log"
      aria-label={t("Messaggi")}
      tabIndex={0}
      ref={pane}
      onScroll={scrolled}
    >
      {lines.map((line) => (
        <article
          className={`line ${line.voice}${line.undelivered ? " undelivered" : ""}`}
          key={line.seq}
        >
          <header>
            <strong>{line.author || t(WHO[line.voice])}</strong>
            <time dateTime={line.at}>{clock(line.at)}</time>
            {line.undelivered && <strong>{t("non consegnato")}</strong>}
          </header>
          <p dir="auto">{line.text}</p>
          {ASIDES.map((aside) => (
            <aside.view key={aside.id} one={one} line={line} />
          ))}
        </article>
      ))}
    </div>
  );
}
