import type { Schemas } from "../api/types";
import { day } from "../texts/moments";
import { t } from "../texts/say";

type Known = Schemas["Behind"];

/** Who stands behind a fact: who verified it, who confirmed, and what waits for a second person. */
export function Behind({ one }: { one: Known }) {
  const verified = one.first
    ? t("verificato da {first}, confermato da {by}", { first: one.first, by: one.by })
    : one.by && t("verificato da {by}", { by: one.by });
  return (
    <>
      {verified && <small>{verified}</small>}
      {one.seen_by && one.seen_on && (
        <small>
          <strong>
            {t("Visto da {who} il {day}: manca la conferma di un'altra persona.", {
              who: one.seen_by,
              day: day(one.seen_on),
            })}
          </strong>{" "}
          {t("Fino ad allora vale ciò che valeva prima.")}
        </small>
      )}
      {one.two && !one.seen_by && <small>{t("Servono due persone.")}</small>}
    </>
  );
}

/** What the button says: the second person confirms what the first has seen. */
export const vouching = (one: Known | null | undefined, usual: string): string =>
  one?.seen_by && !one.yours ? t("Confermo anch'io") : usual;
