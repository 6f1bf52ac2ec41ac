import type { Schemas } from "../api/types";
import { OpenTimes } from "../parts/OpenTimes";
import { t } from "../texts/say";

type Window = Schemas["Window"];

interface Props {
  readonly legend: string;
  readonly windows: readonly Window[];
  readonly change: (windows: Window[]) => void;
  /** A woman receives there in any case: the rules of the kind want it. */
  readonly women: boolean;
  /** The hours of single days have no weekday. */
  readonly dayless?: boolean;
}

/** Hours, a card for each: when, how many at once, in which room, and whether a woman receives. */
export function WindowsEdit({ legend, windows, change, women, dayless }: Props) {
  const last = windows.at(-1);
  const next: Window = dayless
    ? { weekday: 0, opens: 540, closes: 780, capacity: 1, room: "", women: false }
    : {
        weekday: last ? (last.weekday + 1) % 7 : 0,
        opens: last?.opens ?? 540,
        closes: last?.closes ?? 780,
        capacity: last?.capacity ?? 1,
        room: last?.room ?? "",
        women: last?.women ?? false,
      };
  const write = (at: number, part: Partial<Window>): void =>
    change(windows.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      {windows.length === 0 && <p className="hint">{t("Nessun orario indicato.")}</p>}
      {windows.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place
        <div key={at} className="window-line">
          <OpenTimes one={one} write={(part) => write(at, part)} dayless={dayless ?? false} />
          <input
            aria-label={t("Quante insieme")}
            title={t("Quante insieme")}
            type="number"
            min={1}
            max={50}
            value={one.capacity ?? 1}
            onChange={(event) => write(at, { capacity: Number(event.target.value) })}
          />
          <input
            aria-label={t("Stanza")}
            placeholder={t("Stanza")}
            maxLength={40}
            value={one.room ?? ""}
            onChange={(event) => write(at, { room: event.target.value })}
          />
          <label className="tick">
            <input
              type="checkbox"
              checked={women || (one.women ?? false)}
              disabled={women}
              onChange={(event) => write(at, { women: event.target.checked })}
            />
            {t("riceve una donna")}
          </label>
          <button
            type="button"
            className="square"
            aria-label={t("Tolga questo orario")}
            onClick={() => change(windows.filter((_, index) => index !== at))}
          >
            <span aria-hidden="true">×</span>
          </button>
        </div>
      ))}
      <button type="button" className="quiet" onClick={() => change([...windows, next])}>
        {t("Un altro orario")}
      </button>
      {women && <p className="hint">{t("In un centro antiviolenza riceve sempre una donna.")}</p>}
    </fieldset>
  );
}
