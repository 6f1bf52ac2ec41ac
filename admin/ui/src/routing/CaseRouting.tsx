import type { Case } from "../api/types";
import { clock } from "../texts/moments";
import { t } from "../texts/say";
import { useCalled, useRouting, weight } from "./routing";

/** Above a case that waits: what its wait has led to, and whether she has room for it. */
export function CaseRouting({ one }: { one: Case }) {
  const routing = useRouting().data;
  const called = useCalled(one.id);
  if (one.state !== "queued" || !routing) return null;
  const full =
    !one.danger &&
    !one.possible_danger_at &&
    routing.load > 0 &&
    weight(one, routing) > routing.units - routing.load;
  if (!called && !full) return null;
  return (
    <div className="padded case-routing" role="status">
      {full && (
        <p>
          {t(
            "Segue già {load} su {units}: per prendere questo caso ne chiuda o ne passi uno. Pericolo e chat pesanti contano due.",
            { load: routing.load, units: routing.units },
          )}
        </p>
      )}
      {called?.phoned_at && (
        <p>{t("Telefono di turno: chiamato alle {time}.", { time: clock(called.phoned_at) })}</p>
      )}
      {called?.told_at && (
        <p>
          {t("Alle {time} lei ha saputo che nessuna è ancora arrivata.", {
            time: clock(called.told_at),
          })}
        </p>
      )}
      {called?.raised_at && (
        <p>{t("Coordinatrice: chiamata alle {time}.", { time: clock(called.raised_at) })}</p>
      )}
      {called?.seen_at && (
        <p>
          {t("Chiamata vista da {name} alle {time}.", {
            name: called.seen_by || t("una collega"),
            time: clock(called.seen_at),
          })}
        </p>
      )}
    </div>
  );
}
