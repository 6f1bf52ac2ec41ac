import { useState } from "react";
import { get } from "../api/ask";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { Sure } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { dayAndTime } from "../texts/moments";
import { many, t } from "../texts/say";
import { isMoving, kindOf, mayStop, stateOf } from "./words";
import "./imports.css";

type Import = Schemas["Import"];
type Found = Schemas["ImportFound"];

/** One file: how far it is, what it would change, which rows were refused; confirm or stop. */
export function OneImport({ id }: { id: string }) {
  const one = useRead("/api/imports/{id}", { path: { id } }).data;
  if (!one) return null;
  return (
    <>
      <div className="heading">
        <h2 className="address">
          {one.file} <small>{stateOf(one.state)}</small>
        </h2>
      </div>
      <div className="padded page">
        <p className="hint">
          {[kindOf(one.kind), one.source, one.network, dayAndTime(one.at), one.by]
            .filter((text) => text)
            .join(" · ")}
        </p>
        {isMoving(one) && <Moving one={one} />}
        {one.found && <Changes one={one} found={one.found} />}
        <Acts one={one} />
        {one.found && <Rows one={one} found={one.found} />}
      </div>
    </>
  );
}

function Moving({ one }: { one: Import }) {
  const [done, total] = one.state === "sending" ? [one.received, one.size] : [one.done, one.total];
  const known = total > 0;
  return (
    <>
      <progress
        className="progress"
        aria-label={stateOf(one.state)}
        {...(known ? { value: done, max: total } : {})}
      />
      <p role="status" className="hint">
        {stateOf(one.state)}
        {known && ` · ${Math.floor((done * 100) / total)} %`}
        {!known && done > 0 && ` · ${many("{count} riga", "{count} righe", done)}`}
      </p>
      <p className="hint">
        {t("Può chiudere la pagina: il lavoro va avanti, anche se il servizio riparte.")}
      </p>
    </>
  );
}

function Changes({ one, found }: { one: Import; found: Found }) {
  if (one.state === "refused" || one.state === "failed") return null;
  const counts: readonly (readonly [string, number])[] = [
    [t("nuovi"), found.new],
    [t("cambiati"), found.changed],
    [t("uguali"), found.same],
    [t("tolti"), found.gone],
  ];
  return (
    <>
      <dl className="counts">
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {found.waiting > 0 && (
        <p>
          {one.kind === "calls"
            ? many(
                "{count} avviso resta in bozza: va completato prima che una donna lo veda.",
                "{count} avvisi restano in bozza: vanno completati prima che una donna li veda.",
                found.waiting,
              )
            : many(
                "{count} servizio non dice a che cosa serve: nessuna donna lo trova.",
                "{count} servizi non dicono a che cosa servono: nessuna donna li trova.",
                found.waiting,
              )}
        </p>
      )}
    </>
  );
}

function Acts({ one }: { one: Import }) {
  const { run, busy, problem } = useAct();
  const [asking, setAsking] = useState(false);
  const path = { id: one.id };
  const gone = one.found?.gone ?? 0;
  const confirm = (): void => {
    setAsking(false);
    void run(() => act("post", "/api/imports/{id}/confirm", { path }));
  };
  return (
    <>
      <div className="acts start-acts">
        {one.state === "ready" && (
          <button
            type="button"
            className="primary"
            disabled={busy}
            onClick={() => (gone > 0 ? setAsking(true) : confirm())}
          >
            {t("Confermi e importi")}
          </button>
        )}
        {mayStop(one) && (
          <button
            type="button"
            disabled={busy}
            onClick={() => void run(() => act("post", "/api/imports/{id}/stop", { path }))}
          >
            {one.state === "ready" ? t("Non importi") : t("Fermi")}
          </button>
        )}
      </div>
      <Problem text={problem} />
      <Sure
        open={asking}
        title={t("Qualcosa viene tolto")}
        no={t("Torni indietro")}
        yes={t("Confermi e importi")}
        answered={(yes) => (yes ? confirm() : setAsking(false))}
      >
        <p>
          {many(
            "Il file non ha più {count} voce che questa fonte aveva dato: le donne non la vedranno più.",
            "Il file non ha più {count} voci che questa fonte aveva dato: le donne non le vedranno più.",
            gone,
          )}
        </p>
      </Sure>
    </>
  );
}

function Rows({ one, found }: { one: Import; found: Found }) {
  const { run, busy, problem } = useAct();

  function save(): void {
    void run(async () => {
      const { name, sheet } = await get("/api/imports/{id}/report", { path: { id: one.id } });
      const address = URL.createObjectURL(new Blob(["\ufeff", sheet], { type: "text/csv" }));
      const link = document.createElement("a");
      link.href = address;
      link.download = name;
      link.click();
      URL.revokeObjectURL(address);
    });
  }

  return (
    <>
      {found.refused > 0 && (
        <>
          <p role="status">
            <strong>
              {many("{count} riga rifiutata", "{count} righe rifiutate", found.refused)}
            </strong>
            {": "}
            {t("non è stato importato niente. Le corregga e porti di nuovo il file.")}
          </p>
          <button type="button" disabled={busy} onClick={save}>
            {t("Scarichi il rapporto")}
          </button>
          <Problem text={problem} />
          <ul>
            {found.rows.map((row) => (
              <li key={JSON.stringify(row)} className="plain-entry refused-row">
                <strong>{t("riga {line}", { line: row.line })}</strong> · {row.what} {row.remedy}
                {row.file !== one.file && <small className="address">{row.file}</small>}
              </li>
            ))}
          </ul>
          {found.refused > found.rows.length && (
            <p className="hint">
              {many(
                "e {count} altra, nel rapporto",
                "e altre {count}, nel rapporto",
                found.refused - found.rows.length,
              )}
            </p>
          )}
        </>
      )}
      {found.remarks.length > 0 && (
        <details>
          <summary>
            {many("{count} osservazione", "{count} osservazioni", found.remarks.length)}
          </summary>
          <ul>
            {found.remarks.map((text) => (
              <li key={text} className="plain-entry">
                {text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
