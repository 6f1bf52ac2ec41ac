import { useId } from "react";
import { t } from "../texts/say";
import type { Line } from "./table";
import { quarterName, quarterShort } from "./words";

const WIDE = 40;
const HIGH = 88;
const HIDDEN = 10;

/** One bar of a row of a table, as long as its number. What is hidden is a hatched stub, always of
 * the same length: the number beside it says the same in words. */
export function Bar({ count, most }: { count: number | null; most: number }) {
  const id = `hatch${useId().replace(/\W/g, "")}`;
  const long = count === null ? 12 : Math.round((count / most) * 100);
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" className="bar-row">
      <Hatch id={id} size={4} />
      <rect
        width={long}
        height="10"
        {...(count === null ? { fill: `url(#${id})`, className: "few" } : { className: "bar-of" })}
      />
    </svg>
  );
}

/** A number for each quarter as bars, the oldest first; a table says the same in words. */
export function Bars({ title, lines }: { title: string; lines: readonly Line[] }) {
  const id = `hatch${useId().replace(/\W/g, "")}`;
  const most = Math.max(1, ...lines.map((one) => one.count ?? 0));
  return (
    <svg
      viewBox={`0 0 ${lines.length * WIDE} ${HIGH + 36}`}
      preserveAspectRatio="xMinYMid meet"
      role="img"
      aria-label={t("{what}: i valori sono nella tabella.", { what: title })}
    >
      <Hatch id={id} size={6} />
      {lines.map((one, place) => {
        const x = place * WIDE + 4;
        const high = one.count === null ? HIDDEN : Math.round((one.count / most) * HIGH);
        const top = HIGH + 16 - high;
        const middle = x + (WIDE - 8) / 2;
        return (
          <g key={one.value}>
            <title>{quarterName(one.value)}</title>
            <rect
              x={x}
              y={top}
              width={WIDE - 8}
              height={high}
              {...(one.count === null
                ? { fill: `url(#${id})`, className: "few" }
                : { className: "bar-of" })}
            />
            <text x={middle} y={top - 4} textAnchor="middle">
              {one.count ?? "…"}
            </text>
            <text x={middle} y={HIGH + 32} textAnchor="middle" className="month">
              {quarterShort(one.value)}
            </text>
          </g>
        );
      })}
      <path d={`M0 ${HIGH + 16.5}H${lines.length * WIDE}`} className="ground" />
    </svg>
  );
}

function Hatch({ id, size }: { id: string; size: number }) {
  return (
    <pattern id={id} width={size} height={size} patternUnits="userSpaceOnUse">
      <path d={`M0 ${size}L${size} 0`} className="hatch" />
    </pattern>
  );
}
