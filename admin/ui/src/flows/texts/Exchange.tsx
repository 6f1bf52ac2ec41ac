import { type ChangeEvent, useState } from "react";
import { ask, get } from "../../api/ask";
import type { Schemas } from "../../api/types";
import { Problem } from "../../parts/Problem";
import { Sheet } from "../../parts/Sheet";
import { useAct } from "../../parts/useAct";
import { many, t } from "../../texts/say";
import { type Filter, queryOf } from "./useTexts";
import { sentenceOf } from "./words";

type Form = "po" | "xlsx";
type Preview = Schemas["TextPreview"];

const TYPES: Readonly<Record<Form, string>> = {
  po: "text/x-gettext-translation",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

interface Props {
  readonly language: string;
  readonly filter: Filter;
  readonly total: number;
  readonly stored: () => void;
  readonly close: () => void;
}

/** Sends the texts out as a file, and takes one in after a look at what it changes. */
export function Exchange({ language, filter, total, stored, close }: Props) {
  const { run, busy, problem } = useAct();
  const [chosen, setChosen] = useState<{ form: Form; content: string; name: string }>();
  const [preview, setPreview] = useState<Preview>();

  const save = (form: Form) =>
    run(async () => {
      const query = { ...queryOf(filter), order: "flow", form };
      const file = await get("/api/wordings/{id}/file", { path: { id: language }, query });
      const bytes = Uint8Array.from(atob(file.content), (sign) => sign.charCodeAt(0));
      const address = URL.createObjectURL(new Blob([bytes], { type: TYPES[form] }));
      const link = document.createElement("a");
      link.href = address;
      link.download = file.name;
      link.click();
      URL.revokeObjectURL(address);
    });

  const send = (form: Form, content: string, token: string) =>
    ask("post", "/api/wordings/{id}/file", {
      path: { id: language },
      body: { form, content, token },
    }) as Promise<Preview>;

  function brought(event: ChangeEvent<HTMLInputElement>): void {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (!file) return;
    setPreview(undefined);
    const form: Form = file.name.toLowerCase().endsWith(".xlsx") ? "xlsx" : "po";
    void run(async () => {
      const content = base64(new Uint8Array(await file.arrayBuffer()));
      setChosen({ form, content, name: file.name });
      setPreview(await send(form, content, ""));
    });
  }

  const store = () =>
    run(async () => {
      if (!chosen || !preview) return;
      setPreview(await send(chosen.form, chosen.content, preview.token));
      stored();
    });

  const canStore =
    preview && !preview.stored && preview.refusals === 0 && preview.new + preview.changed > 0;
  const acts = (
    <>
      <button type="button" className="quiet" onClick={close}>
        {t("Chiuda la finestra")}
      </button>
      {preview && !preview.stored && (
        <button
          type="button"
          className="primary"
          disabled={!canStore || busy}
          onClick={() => void store()}
        >
          {t("Salvi tutto nelle bozze")}
        </button>
      )}
    </>
  );
  return (
    <Sheet open close={close} title={t("File per chi traduce")} acts={acts}>
      <h3>{t("Portare fuori")}</h3>
      <p className="hint">
        {many(
          "{count} testo, quello che vede nell'elenco.",
          "{count} testi, quelli che vede nell'elenco.",
          total,
        )}
      </p>
      <div className="acts start-acts">
        <button type="button" disabled={busy} onClick={() => void save("xlsx")}>
          {t("Foglio di calcolo (.xlsx)")}
        </button>
        <button type="button" disabled={busy} onClick={() => void save("po")}>
          {t("Catalogo (.po)")}
        </button>
      </div>
      <h3>{t("Portare dentro")}</h3>
      <label className="field">
        {t("Un file .po o .xlsx")}
        <input type="file" accept=".po,.xlsx" disabled={busy} onChange={brought} />
      </label>
      <p className="hint">
        {t("Prima vede che cosa cambia. Un file non firma niente: si firma qui, testo per testo.")}
      </p>
      <Problem text={problem} />
      {preview && <Looked preview={preview} language={language} name={chosen?.name ?? ""} />}
    </Sheet>
  );
}

function Looked({ preview, language, name }: { preview: Preview; language: string; name: string }) {
  return (
    <section aria-label={t("Che cosa cambia")}>
      <p role="status">
        {preview.stored ? t("Salvato nelle bozze.") : name}{" "}
        {[
          many("{count} testo nuovo", "{count} testi nuovi", preview.new),
          many("{count} cambiato", "{count} cambiati", preview.changed),
          many("{count} uguale", "{count} uguali", preview.same),
          many("{count} senza traduzione", "{count} senza traduzione", preview.left),
          many("{count} rifiutato", "{count} rifiutati", preview.refusals),
        ].join(", ")}
      </p>
      {preview.refusals > 0 && (
        <>
          <p className="problem">
            {t("Finché qualcosa è rifiutato non si salva niente: corregga il file e lo riporti.")}
          </p>
          <ul className="checks">
            {preview.refused.map((one) => (
              <li key={`${one.at} ${one.context} ${one.code}`}>
                <small className="code">
                  {one.at} · {one.context}
                </small>
                <br />
                {sentenceOf(one.code, one.values)}
              </li>
            ))}
          </ul>
        </>
      )}
      <ul className="checks differences">
        {preview.changes.map((one) => (
          <li key={one.context}>
            <small className="code">{one.context}</small>
            <span className="words">{one.italian}</span>
            {one.before && (
              <del lang={language} dir="auto" className="words">
                {one.before}
              </del>
            )}
            <ins lang={language} dir="auto" className="words">
              {one.text}
            </ins>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Bytes as base64, in pieces that fit on the stack. */
function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}
