import type { Schemas } from "../api/types";
import { t } from "../texts/say";
import { dateOf } from "./days";
import { WindowsEdit } from "./WindowsEdit";

type Exceptional = Schemas["Exceptional"];

interface Props {
  readonly exceptions: readonly Exceptional[];
  readonly change: (exceptions: Exceptional[]) => void;
  readonly women: boolean;
}

/** Days on which the week does not hold: closed, or open at other hours. The newest word counts. */
export function ExceptionsEdit({ exceptions, change, women }: Props) {
  const today = dateOf(new Date());
  const write = (at: number, part: Partial<Exceptional>): void =>
    change(exceptions.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <fieldset className="field">
      <legend>{t("Giorni diversi: ferie, chiusure, aperture in più")}</legend>
      {exceptions.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place
        <div key={at} className="exception">
          <div className="exception-days">
            <input
              type="date"
              aria-label={t("Primo giorno")}
              required
              value={one.first}
              onChange={(event) => write(at, { first: event.target.value })}
            />
            <input
              type="date"
              aria-label={t("Ultimo giorno")}
              required
              min={one.first}
              value={one.last}
              onChange={(event) => write(at, { last: event.target.value })}
            />
            <button
              type="button"
              className="square"
              aria-label={t("Tolga questi giorni")}
              onClick={() => change(exceptions.filter((_, index) => index !== at))}
            >
              <span aria-hidden="true">×</span>
            </button>
          </div>
          <WindowsEdit
            legend={
              (one.windows ?? []).length > 0
                ? t("In quei giorni riceve")
                : t("In quei giorni è chiuso")
            }
            windows={one.windows ?? []}
            change={(windows) => write(at, { windows })}
            women={women}
            dayless
          />
        </div>
      ))}
      <button
        type="button"
        className="quiet"
        onClick={() => change([...exceptions, { first: today, last: today, windows: [] }])}
      >
        {t("Altri giorni diversi")}
      </button>
    </fieldset>
  );
}
