import { useState } from "react";
import { ask, Refusal } from "../api/ask";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { useMe } from "../frame/me";
import { go } from "../frame/way";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { kindOf as serviceOf, KINDS as USES } from "../services/words";
import { t } from "../texts/say";
import { kindOf } from "./words";
import "./imports.css";

type Kind = Schemas["Import"]["kind"];

const READ: Readonly<Record<Kind, string>> = {
  services: ".csv,.json,.zip",
  calls: ".csv,.tsv,.json,.jsonld,.html,.htm,.xml,.rss,.atom",
};

/** A file to bring: what it holds, whose it is. It is sent in parts, never whole in memory. */
export function NewImport() {
  const me = useMe();
  const known = useRead("/api/imports").data;
  const { run, busy, problem } = useAct();
  const [kind, setKind] = useState<Kind>("services");
  const [file, setFile] = useState<File>();
  const [source, setSource] = useState("");
  const [network, setNetwork] = useState(me.networks[0]?.id ?? "");
  const [use, setUse] = useState("");
  const [sent, setSent] = useState(0);

  function bring(): void {
    const chosen = file;
    if (!chosen || !known) return;
    void run(async () => {
      const body = {
        kind,
        file: chosen.name.slice(-200),
        size: chosen.size,
        source: source.trim(),
        network,
        use: kind === "services" ? use : "",
      };
      const { id } = await act("post", "/api/imports", { body });
      for (let at = 0; at < chosen.size; at += known.part) {
        const content = await inBase64(chosen.slice(at, at + known.part));
        const part = { path: { id }, body: { at, content } };
        await ask("post", "/api/imports/{id}/parts", part);
        setSent(Math.min(chosen.size, at + known.part));
      }
      go("imports", id);
    });
  }

  return (
    <>
      <div className="heading">
        <h2>{t("Porti un file")}</h2>
      </div>
      <div className="padded page">
        <fieldset className="field">
          <legend>{t("Che cosa contiene")}</legend>
          <div className="ticks">
            {(["services", "calls"] as const).map((one) => (
              <label key={one} className="tick">
                <input
                  type="radio"
                  name="kind"
                  checked={kind === one}
                  onChange={() => setKind(one)}
                />
                {kindOf(one)}
              </label>
            ))}
          </div>
        </fieldset>
        <label className="field">
          {t("Il file")}
          <input
            type="file"
            key={kind}
            accept={READ[kind]}
            onChange={(event) => setFile(event.target.files?.[0])}
          />
          <p className="hint">
            {kind === "services"
              ? t("HSDS in JSON, un pacchetto di tabelle (zip), o il foglio dell'ufficio (CSV).")
              : t("Un foglio (CSV), JSON-LD, una pagina salvata, o un feed RSS o Atom.")}
          </p>
        </label>
        <label className="field">
          {t("Nome della fonte")}
          <input
            value={source}
            maxLength={40}
            onChange={(event) => setSource(event.target.value)}
          />
          <p className="hint">
            {t(
              "Per esempio «sportello lavoro». Il prossimo file con lo stesso nome prende il posto di questo: quello che non c'è più viene tolto.",
            )}
          </p>
        </label>
        {me.networks.length > 1 && (
          <label className="field">
            {t("Per quale rete o ente")}
            <select value={network} onChange={(event) => setNetwork(event.target.value)}>
              {me.networks.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )}
        {kind === "services" && (
          <label className="field">
            {t("A che cosa servono, dove il file non lo dice")}
            <select value={use} onChange={(event) => setUse(event.target.value)}>
              <option value="">{t("lo dice il file")}</option>
              {Object.keys(USES).map((one) => (
                <option key={one} value={one}>
                  {serviceOf(one)}
                </option>
              ))}
            </select>
          </label>
        )}
        <div className="acts start-acts">
          <button
            type="button"
            className="primary"
            disabled={busy || !file || !source.trim() || !known}
            onClick={bring}
          >
            {t("Lo porti e guardi che cosa cambia")}
          </button>
        </div>
        {busy && file && (
          <progress
            className="progress"
            aria-label={t("Quanto è arrivato")}
            value={sent}
            max={file.size}
          />
        )}
        <Problem text={problem} />
      </div>
    </>
  );
}

/** A part of a file as text. Throws a refusal where the file is gone or was changed meanwhile. */
function inBase64(part: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => {
      const message = t("Il file non si legge più: lo scelga di nuovo.");
      failed(new Refusal(422, { code: "file", message, holder: "" }));
    };
    reader.readAsDataURL(part);
  });
}
