import { t } from "../texts/say";

/** Ten codes that are shown this once. */
export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  return (
    <section aria-label={t("Codici di recupero")}>
      <h2>{t("Codici di recupero")}</h2>
      <p>
        {t(
          "Li scriva su carta e li tenga al sicuro: non si vedono più. Ognuno vale una volta al posto del codice, se perde il telefono.",
        )}
      </p>
      <ul className="recovery">
        {codes.map((one) => (
          <li key={one}>
            <code>{one}</code>
          </li>
        ))}
      </ul>
      <button type="button" className="primary" onClick={done}>
        {t("Li ho messi al sicuro")}
      </button>
    </section>
  );
}
