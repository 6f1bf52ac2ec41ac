import { useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { go } from "../frame/way";
import { moment } from "../texts/moments";
import { t } from "../texts/say";

type Network = Schemas["NetworkHours"];

/** When her networks answer. They are changed in one place, with the other facts of an agency. */
export function Hours() {
  const networks = useRead("/api/hours").data?.networks ?? [];
  if (networks.length === 0) return null;
  return (
    <section aria-label={t("Quando risponde la rete")}>
      <h3>{t("Quando risponde la rete")}</h3>
      {networks.map((one) => (
        <div key={one.id} className="carries">
          <h4>{one.network}</h4>
          <p>{openWords(one)}</p>
          <button type="button" className="quiet" onClick={() => go("agencies", one.id)}>
            {t("Orari pubblicati")}
          </button>
        </div>
      ))}
    </section>
  );
}

/** Whether a network answers now, and when again. */
export function openWords(one: Network): string {
  const now = one.own
    ? one.open_now
      ? t("Adesso si risponde.")
      : t("Adesso è chiuso.")
    : t("Valgono gli orari dell'elenco.");
  if (!one.opens_next) return now;
  return `${now} ${t("Riapre {when}.", { when: moment(one.opens_next) })}`;
}
