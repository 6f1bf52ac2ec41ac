import type { Case } from "../api/types";
import { clock } from "../texts/moments";
import { t } from "../texts/say";
import "../drills/drills.css";

/** Alarm and danger of a case, in words and with a sign: never by colour alone. */
export function Flags({ one, alarmed = false }: { one: Case; alarmed?: boolean }) {
  return (
    <>
      {one.drill && <span className="drill-flag">{t("Esercitazione")}</span>}
      {alarmed && <span className="flag">▲ {t("Allarme")}</span>}
      {one.danger && <span className="flag">▲ {t("Pericolo")}</span>}
      {!one.danger && one.possible_danger_at && (
        // Told behind a fallen curtain: who wrote it is not known, its text is nowhere.
        <span className="flag">
          ▲{" "}
          {t("Possibile pericolo, non verificato, {time}", { time: clock(one.possible_danger_at) })}
        </span>
      )}
    </>
  );
}
