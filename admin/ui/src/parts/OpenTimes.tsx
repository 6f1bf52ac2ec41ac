import { t } from "../texts/say";
import { DAYS, word } from "../together/words";
import { fieldOf, minuteOfField } from "./clockField";

interface Times {
  readonly weekday: number;
  readonly opens: number;
  readonly closes: number;
}

interface Props {
  readonly one: Times;
  readonly write: (part: Partial<Times>) => void;
  /** The hours of single days have no weekday. */
  readonly dayless?: boolean;
}

/** The fields of one opening time: weekday, from, until. */
export function OpenTimes({ one, write, dayless }: Props) {
  return (
    <>
      {!dayless && (
        <select
          aria-label={t("Giorno")}
          value={one.weekday}
          onChange={(event) => write({ weekday: Number(event.target.value) })}
        >
          {DAYS.map((id, day) => (
            <option key={id} value={day}>
              {word(id)}
            </option>
          ))}
        </select>
      )}
      <input
        aria-label={t("Apre")}
        type="time"
        value={fieldOf(one.opens)}
        onChange={(event) => write({ opens: minuteOfField(event.target.value) })}
      />
      <input
        aria-label={t("Chiude")}
        type="time"
        value={fieldOf(one.closes)}
        onChange={(event) => write({ closes: minuteOfField(event.target.value) })}
      />
    </>
  );
}
