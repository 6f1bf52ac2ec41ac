import type { Schemas } from "../api/types";

type Key = Schemas["FlyerKey"];

export const CHANNELS: Readonly<Record<Key["channel"], string>> = {
  web: "Web",
  telegram: "Telegram",
  whatsapp: "WhatsApp",
};

interface Props {
  readonly card: Schemas["FlyerCard"];
  readonly keys: readonly Key[];
  readonly madeUp: boolean;
  /** One of several that say the same: heard once. */
  readonly hidden: boolean;
}

/** One card, as it lies on a table. */
export function Card({ card, keys, madeUp, hidden }: Props) {
  return (
    <article
      className="flyer-card"
      lang={card.language}
      dir={card.right_to_left ? "rtl" : "ltr"}
      aria-hidden={hidden}
    >
      <p className="flyer-title">{card.title}</p>
      <p className="flyer-line">{card.line}</p>
      <div className="flyer-keys">
        {keys.map((one) => (
          <figure key={one.channel}>
            <svg
              viewBox={`0 0 ${one.side} ${one.side}`}
              role="img"
              aria-label={CHANNELS[one.channel]}
              shapeRendering="crispEdges"
            >
              <rect width={one.side} height={one.side} fill="#fff" />
              <path d={one.path} fill="#000" />
            </svg>
            <figcaption dir="ltr">
              {one.channel === "web" ? one.shown : CHANNELS[one.channel]}
              {one.channel === "telegram" && <small>{one.shown}</small>}
            </figcaption>
          </figure>
        ))}
      </div>
      {madeUp && <p className="flyer-demo">Demo</p>}
    </article>
  );
}
