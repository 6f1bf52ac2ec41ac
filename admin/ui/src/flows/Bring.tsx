import { useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { go } from "../frame/way";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { many, t } from "../texts/say";
import { FindingLine } from "./Problems";
import { openStep } from "./places";

type Report = Schemas["ForeignReport"];

const LARGEST = 8 * 1024 * 1024;
const SHOWN = 100;

/** Flows of another product: what would become of them, then drafts. */
export default function Bring() {
  const { run, busy, problem } = useAct();
  const [text, setText] = useState("");
  const [large, setLarge] = useState(false);
  const [report, setReport] = useState<Report>();

  const brought = async (given: string, keep: boolean) => {
    setReport(await act("post", "/api/flow-imports", { body: { text: given, keep } }));
    if (keep) announce(t("Ora sono bozze."));
  };

  async function chosen(file: File | undefined): Promise<void> {
    setReport(undefined);
    setLarge(!!file && file.size > LARGEST);
    if (!file || file.size > LARGEST) return;
    const given = await file.text();
    setText(given);
    await run(() => brought(given, false));
  }

  return (
    <Page title={t("Percorsi di altri programmi")}>
      <button type="button" className="quiet" onClick={() => go("flows")}>
        <span aria-hidden="true" className="turned">
          ‹
        </span>{" "}
        {t("Percorsi")}
      </button>
      <p>
        {t(
          "Un file esportato da RapidPro, TextIt o Glific diventa bozze di qui. Prima si legge che cosa ne resta: non si scrive niente finché non lo decide Lei.",
        )}
      </p>
      <label className="field">
        {t("File JSON, al massimo 8 MB")}
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => void chosen(event.target.files?.[0])}
        />
      </label>
      {large && (
        <p className="problem">
          {t("Il file è troppo grande per questa pagina: lo porta chi gestisce Filo.")}
        </p>
      )}
      <Problem text={problem} />
      {busy && <p role="status">{t("Un attimo.")}</p>}
      {report && (
        <>
          <Told report={report} />
          {!report.kept && (
            <div className="acts start-acts">
              <button
                type="button"
                className="primary"
                disabled={busy}
                onClick={() => void run(() => brought(text, true))}
              >
                {many("Tenga {count} bozza", "Tenga {count} bozze", report.flows.length)}
              </button>
            </div>
          )}
        </>
      )}
    </Page>
  );
}

function Told({ report }: { report: Report }) {
  const { flows, remarks, problems, missing, kept } = report;
  return (
    <>
      <section>
        <h3>
          {kept
            ? many("{count} bozza nuova", "{count} bozze nuove", flows.length)
            : many("{count} percorso nel file", "{count} percorsi nel file", flows.length)}
        </h3>
        <ul>
          {flows.map((one) => (
            <li key={one.id} className="entry">
              {kept ? (
                <button type="button" className="link" onClick={() => openStep(one.id)}>
                  {one.title || one.id}
                </button>
              ) : (
                one.title || one.id
              )}{" "}
              <small className="code">{one.id}</small>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>
          {many(
            "{count} cosa non ha l'uguale qui",
            "{count} cose non hanno l'uguale qui",
            remarks.length,
          )}
        </h3>
        <p className="hint">
          {t("Le frasi di questo rapporto sono in inglese, come quelle del controllo.")}
        </p>
        <ul lang="en">
          {remarks.slice(0, SHOWN).map((one) => (
            <li key={one} className="entry">
              {one}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>
          {many(
            "{count} cosa da sistemare prima di pubblicare",
            "{count} cose da sistemare prima di pubblicare",
            problems.length,
          )}
        </h3>
        {missing > 0 && (
          <p className="hint">
            {many("Manca {count} traduzione.", "Mancano {count} traduzioni.", missing)}
          </p>
        )}
        <ul>
          {problems.slice(0, SHOWN).map((one) => (
            <li
              key={`${one.flow} ${one.step} ${one.line} ${one.rule} ${one.what}`}
              className="entry"
            >
              {kept ? (
                <FindingLine one={one} />
              ) : (
                <span lang="en">
                  {one.what}: {one.remedy}.
                </span>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
