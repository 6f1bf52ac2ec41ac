import { day as dayInWords } from "../texts/moments";
import { t } from "../texts/say";
import { dateOf, isDay, mondayOf, plusDays } from "./days";
import { wholeDay } from "./words";

interface Props {
  readonly day: string;
  /** So many days one goes at once: 1 or 7. */
  readonly step: number;
  readonly change: (day: string) => void;
}

/** Today, before, after, or any day. */
export function DayNav({ day, step, change }: Props) {
  const week = step === 7;
  const first = week ? mondayOf(day) : day;
  return (
    <fieldset className="day-nav" aria-label={t("Quale giorno")}>
      <button
        type="button"
        className="square"
        aria-label={week ? t("La settimana prima") : t("Il giorno prima")}
        onClick={() => change(plusDays(day, -step))}
      >
        <span aria-hidden="true">‹</span>
      </button>
      <button type="button" onClick={() => change(dateOf(new Date()))}>
        {t("Oggi")}
      </button>
      <button
        type="button"
        className="square"
        aria-label={week ? t("La settimana dopo") : t("Il giorno dopo")}
        onClick={() => change(plusDays(day, step))}
      >
        <span aria-hidden="true">›</span>
      </button>
      <input
        type="date"
        aria-label={t("Vada a un giorno")}
        value={day}
        onChange={(event) => isDay(event.target.value) && change(event.target.value)}
      />
      <p className="day-said" aria-live="polite">
        {week
          ? t("Dal {first} al {last}", {
              first: dayInWords(`${first}T12:00:00Z`),
              last: dayInWords(`${plusDays(first, 6)}T12:00:00Z`),
            })
          : wholeDay(day)}
      </p>
    </fieldset>
  );
}
