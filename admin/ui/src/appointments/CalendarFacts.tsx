import { day, timeOfDay } from "../texts/moments";
import { many, t } from "../texts/say";
import { DAYS, word } from "../together/words";
import { besideOf, type Desk } from "./words";

type Settings = Desk["settings"];
type Window = NonNullable<Settings["weekly"]>[number];

/** How a calendar is set up, as one reads it. */
export function CalendarFacts({ settings }: { settings: Settings }) {
  const { minutes, pause, notice_hours, notice_needs_hours, ahead_days } = settings;
  const rules = [
    many("dura {count} minuto", "dura {count} minuti", minutes ?? 60),
    pause ? many("poi {count} minuto di pausa", "poi {count} minuti di pausa", pause) : "",
    many("preavviso di {count} ora", "preavviso di {count} ore", notice_hours ?? 24),
    many("si prenota per {count} giorno", "si prenota per {count} giorni", ahead_days ?? 42),
    settings.holidays ? t("anche nei giorni festivi") : t("chiuso nei giorni festivi"),
  ];
  const beside = settings.needs ?? [];
  return (
    <dl className="facts">
      <div>
        <dt>{t("Riceve")}</dt>
        <dd>
          <ul>
            {(settings.weekly ?? []).map((one) => (
              <li key={`${one.weekday} ${one.opens}`}>
                {word(DAYS[one.weekday] ?? "")} {hours(one, settings.kind === "cav")}
              </li>
            ))}
          </ul>
          {(settings.weekly ?? []).length === 0 && t("nessun orario")}
        </dd>
      </div>
      <div>
        <dt>{t("Regole")}</dt>
        <dd>{rules.filter((text) => text).join(" · ")}</dd>
      </div>
      {beside.length > 0 && (
        <div>
          <dt>{t("Può esserci con lei")}</dt>
          <dd>
            {beside.map(besideOf).join(", ")},{" "}
            {many(
              "con {count} ora di preavviso",
              "con {count} ore di preavviso",
              notice_needs_hours ?? 72,
            )}
          </dd>
        </div>
      )}
      {(settings.exceptions ?? []).length > 0 && (
        <div>
          <dt>{t("Eccezioni")}</dt>
          <dd>
            <ul>
              {(settings.exceptions ?? []).map((one) => (
                <li key={`${one.first} ${one.last}`}>
                  {one.first === one.last
                    ? day(`${one.first}T12:00:00Z`)
                    : t("dal {first} al {last}", {
                        first: day(`${one.first}T12:00:00Z`),
                        last: day(`${one.last}T12:00:00Z`),
                      })}
                  :{" "}
                  {(one.windows ?? []).length > 0
                    ? (one.windows ?? []).map((each) => hours(each, false)).join(", ")
                    : t("chiuso")}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  );
}

function hours(one: Window, always: boolean): string {
  const capacity = one.capacity ?? 1;
  return [
    `${timeOfDay(one.opens)}-${timeOfDay(one.closes)}`,
    capacity > 1 ? many("{count} insieme", "{count} insieme", capacity) : "",
    one.room,
    one.women || always ? t("riceve una donna") : "",
  ]
    .filter((text) => text)
    .join(" · ");
}
