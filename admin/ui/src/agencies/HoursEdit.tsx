import type { Schemas } from "../api/types";
import { t } from "../texts/say";
import { DAYS, word } from "../together/words";
import "../together/together.css";

type Hours = Schemas["Hours"];

/** Minutes of the day as a field of time reads them: "09:30". The end of the day is 23:59 there. */
const clock = (minutes: number): string => {
  const within = Math.min(minutes, 24 * 60 - 1);
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
};
const minutesOf = (text: string): number => {
  const [hour, minute] = text.split(":").map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
};

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
          <select
            aria-label={t("Giorno")}
            value={one.weekday}
            onChange={(event) => write(at, { weekday: Number(event.target.value) })}
          >
            {DAYS.map((id, day) => (
              <option key={id} value={day}>
                {word(id)}
              </option>
            ))}
          </select>
          <input
            aria-label={t("Apre")}
            type="time"
            value={clock(one.opens)}
            onChange={(event) => write(at, { opens: minutesOf(event.target.value) })}
          />
          <input
            aria-label={t("Chiude")}
            type="time"
            value={clock(one.closes)}
            onChange={(event) => write(at, { closes: minutesOf(event.target.value) })}
          />
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
