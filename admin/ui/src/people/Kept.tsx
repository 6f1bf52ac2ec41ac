import type { Schemas } from "../api/types";
import { moment } from "../texts/moments";
import { t } from "../texts/say";

interface Props {
  readonly found: Schemas["Export"];
  readonly close: () => void;
}

/** What is kept, for her and for nobody else: it stands in this page until it is closed. */
export function Kept({ found, close }: Props) {
  const written = JSON.stringify(found.kept, null, 2);

  function save(): void {
    const address = URL.createObjectURL(new Blob([written], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    // A name that says nothing: it stands in a list of files.
    link.download = "dati.json";
    link.click();
    URL.revokeObjectURL(address);
  }

  return (
    <section aria-label={t("Dati conservati")}>
      <h3>{t("Dati conservati, {at}", { at: moment(found.at) })}</h3>
      <p className="hint">
        {t("Sono solo per lei: li salvi soltanto dove ha chiesto di riceverli, poi chiuda.")}
      </p>
      <div className="acts">
        <button type="button" onClick={close}>
          {t("Chiuda i dati")}
        </button>
        <button type="button" className="primary" onClick={save}>
          {t("Salvi il file")}
        </button>
      </div>
      <pre className="words kept">{written}</pre>
    </section>
  );
}
