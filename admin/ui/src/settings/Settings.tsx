import { useRead } from "../api/reading";
import { Page } from "../parts/Page";
import { moment } from "../texts/moments";
import { t } from "../texts/say";
import { Change } from "./Change";
import { Confirm } from "./Confirm";
import { inWords, meaningOf, type Setting, titleOf } from "./words";
import "../together/together.css";
import "./settings.css";

/** What holds, what it means, where it comes from and who changed it; changed within bounds. */
export default function Settings() {
  const { data, refusal } = useRead("/api/settings");
  if (!data) return <Page title={t("Impostazioni")}>{refusal?.message}</Page>;
  return (
    <Page title={t("Impostazioni")}>
      <p className="hint">
        {t(
          "Valgono per tutto il servizio, da subito, per ciò che si conserva da quel momento. Qui i tempi si possono solo accorciare: allungarli, i segreti e i canali li cambia chi gestisce Filo. Enti, persone, turni e canali hanno pagine loro.",
        )}
      </p>
      <ul>
        {data.settings.map((one) => (
          <li key={one.name} className="entry">
            <One one={one} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function One({ one }: { one: Setting }) {
  return (
    <>
      <strong>{titleOf(one)}</strong>
      <p>{inWords(one, one.value)}</p>
      <small>{meaningOf(one)}</small>
      <small>
        {one.source === "console"
          ? t("Deciso qui. Di partenza: {value}.", { value: inWords(one, one.usual) })
          : t("Come di partenza, nelle impostazioni di chi gestisce Filo.")}
        {one.most !== null && ` ${t("Il massimo è quello di partenza.")}`}
      </small>
      {one.changes.length > 0 && (
        <details>
          <summary>{t("Chi l'ha cambiato")}</summary>
          <ul>
            {one.changes.map((each) => (
              <li key={each.at} className="plain-entry">
                {t("{value}: {moment}, da {by}.", {
                  value: inWords(one, each.value),
                  moment: moment(each.at),
                  by: each.by,
                })}{" "}
                {each.reason && <q>{each.reason}</q>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {one.proposed && <Confirm one={one} proposed={one.proposed} />}
      <Change key={one.value} one={one} />
    </>
  );
}
