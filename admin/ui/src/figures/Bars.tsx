import { useId } from "react";
import { t } from "../texts/say";
import type { Series } from "./table";
import { monthLetter, whatWord } from "./words";

const WIDE = 28;
const HIGH = 96;
const HIDDEN = 10;

/** The months of one thing as bars. What is too small to be told is a hatched stub of always the
 * same height. All of an agency have one scale: `most` is the highest bar. The table below says the
 * same in words, so this is no picture that must be seen. */
export function Bars({ series, most }: { series: Series; most: number }) {
  const { months } = series;
  const id = `hatch${useId().replace(/\W/g, "")}`;
  return (
    <figure className="bars">
      <figcaption>{whatWord(series.what)}</figcaption>
      <svg
        viewBox={`0 0 ${months.length * WIDE} ${HIGH + 36}`}
        preserveAspectRatio="xMinYMid meet"
        role="img"
        aria-label={t("{what}: i valori sono nella tabella.", { what: whatWord(series.what) })}
      >
        <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse">
          <path d="M0 6L6 0" className="hatch" />
        </pattern>
        {months.map((one, place) => {
          const x = place * WIDE + 3;
          const high = one.count === null ? HIDDEN : Math.round((one.count / most) * HIGH);
          const top = HIGH + 16 - high;
          return (
            <g key={one.month}>
              {one.count === null ? (
                <rect
                  x={x}
                  y={top}
                  width={WIDE - 6}
                  height={high}
                  fill={`url(#${id})`}
                  className="few"
                />
              ) : (
                <rect x={x} y={top} width={WIDE - 6} height={high} className="bar-of" />
              )}
              <text x={x + (WIDE - 6) / 2} y={top - 4} textAnchor="middle">
                {one.count ?? t("<5")}
              </text>
              <text x={x + (WIDE - 6) / 2} y={HIGH + 32} textAnchor="middle" className="month">
                {monthLetter(one.month)}
              </text>
            </g>
          );
        })}
        <path d={`M0 ${HIGH + 16.5}H${months.length * WIDE}`} className="ground" />
      </svg>
    </figure>
  );
}
