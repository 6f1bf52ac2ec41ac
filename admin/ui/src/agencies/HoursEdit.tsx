import type { Schemas } from "../api/types";
import { OpenTimes } from "../parts/OpenTimes";
import { t } from "../texts/say";
import "../together/together.css";

type Hours = Schemas["Hours"];

interface Props {
  readonly hours: readonly Hours[];
  readonly change: (hours: Hours[]) => void;
}

/** When an agency is open, a line for each time of a weekday. */
export function HoursEdit({ hours, change }: Props) {
  const last = hours.at(-1);
  const next = { weekday: last ? (last.weekday + 1) % 7 : 0, opens: 540, closes: 780 };
  const write = (at: number, part: Partial<Hours>): void =>
    change(hours.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <fieldset className="field">
      <legend>{t("Orari")}</legend>
      {hours.length === 0 && <p className="hint">{t("Nessun orario indicato.")}</p>}
      {hours.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place
        <div key={at} className="hours-line">
          <OpenTimes one={one} write={(part) => write(at, part)} />
          <button
            type="button"
            className="square"
            aria-label={t("Tolga questo orario")}
            onClick={() => change(hours.filter((_, index) => index !== at))}
          >
            <span aria-hidden="true">×</span>
          </button>
        </div>
      ))}
      <button type="button" className="quiet" onClick={() => change([...hours, next])}>
        {t("Un altro orario")}
      </button>
    </fieldset>
  );
}
