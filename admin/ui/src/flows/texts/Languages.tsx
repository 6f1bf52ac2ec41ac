import { useRead } from "../../api/reading";
import type { Schemas } from "../../api/types";
import { go } from "../../frame/way";
import { Page } from "../../parts/Page";
import { languageName } from "../../texts/moments";
import { many, t } from "../../texts/say";
import { TEXTS } from "../places";

/** Every language: how far it is, and what to look at first. */
export function Languages() {
  const known = useRead("/api/wordings");
  const offered = known.data?.languages.filter((one) => one.offered) ?? [];
  const drafted = known.data?.languages.filter((one) => !one.offered) ?? [];
  return (
    <Page title={t("Traduzioni")}>
      <p>
        <button type="button" className="quiet" onClick={() => go("flows")}>
          <span aria-hidden="true" className="turned">
            ‹
          </span>{" "}
          {t("Percorsi")}
        </button>
      </p>
      <p>
        {t(
          "Una traduzione è una bozza finché non la firma chi parla la lingua. Si comincia da pericolo, uscita, consenso e allarme. Se poi cambia l'italiano o la traduzione, la firma non vale più.",
        )}
      </p>
      {known.refusal && <p className="problem">{known.refusal.message}</p>}
      {!known.data && !known.refusal && <p className="hint">{t("Un attimo.")}</p>}
      <LanguageRows title={t("Lingue in uso")} rows={offered} />
      <LanguageRows title={t("Lingue in preparazione")} rows={drafted} />
    </Page>
  );
}

function LanguageRows({
  title,
  rows,
}: {
  title: string;
  rows: readonly Schemas["TextLanguage"][];
}) {
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="flow-rows">
        {rows.map((one) => (
          <li key={one.language}>
            <button
              type="button"
              className="row language-row"
              onClick={() => go("flows", `${TEXTS}/${one.language}`)}
            >
              <span>{languageName(one.language)}</span>
              <span className={one.first ? "state drafted" : "state"}>
                {one.first
                  ? many("{count} da guardare prima", "{count} da guardare prima", one.first)
                  : t("guardato il più importante")}
              </span>
              <small>{countsOf(one)}</small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function countsOf(one: Schemas["TextLanguage"]): string {
  const counts = [
    one.missing && many("{count} manca", "{count} mancano", one.missing),
    one.outdated && many("{count} da rivedere", "{count} da rivedere", one.outdated),
    one.draft && many("{count} bozza", "{count} bozze", one.draft),
    one.reviewed && many("{count} firmata", "{count} firmate", one.reviewed),
  ];
  return counts.filter(Boolean).join(" · ");
}
