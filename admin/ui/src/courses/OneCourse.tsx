import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { Sure } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { dayAndTime } from "../texts/moments";
import { t } from "../texts/say";
import { Edit } from "./Edit";
import { cellOf, fieldOf, lackOf, stateOf } from "./words";

type Whole = Schemas["OneCall"];

/** One call: everything that is said of it and by whom; changed, taken down or put back. */
export function OneCourse({ id }: { id: string }) {
  const one = useRead("/api/training/calls/{id}", { path: { id } }).data;
  const [editing, setEditing] = useState(false);
  if (!one) return null;
  return (
    <>
      <div className="heading">
        <h2>{one.call.title}</h2>
        <span className={one.call.state === "published" ? "hint" : "flag"}>
          {stateOf(one.call.state)}
        </span>
        {one.call.demonstration && <span className="flag">{t("dimostrativo: non esiste")}</span>}
      </div>
      <div className="padded page">
        {one.call.lacks.length > 0 && (
          <p role="status">
            {t("Le donne non lo vedono finché non dice: {what}.", {
              what: one.call.lacks.map(lackOf).join(", "),
            })}
          </p>
        )}
        {editing ? (
          <Edit id={id} one={one} close={() => setEditing(false)} />
        ) : (
          <>
            {one.mine && <Acts id={id} one={one} edit={() => setEditing(true)} />}
            <Said one={one} />
          </>
        )}
        <Where one={one} />
      </div>
    </>
  );
}

function Acts({ id, one, edit }: { id: string; one: Whole; edit: () => void }) {
  const { run, busy, problem } = useAct();
  const [asking, setAsking] = useState(false);
  const path = { id };
  return (
    <>
      <div className="acts start-acts">
        <button type="button" className="primary" onClick={edit}>
          {one.call.lacks.length > 0 ? t("Completi") : t("Corregga")}
        </button>
        {one.down_at ? (
          <button
            type="button"
            disabled={busy}
            onClick={() =>
              void run(() => act("post", "/api/training/calls/{id}/restore", { path }))
            }
          >
            {t("Rimetta nell'elenco")}
          </button>
        ) : (
          <button type="button" disabled={busy} onClick={() => setAsking(true)}>
            {t("Ritiri")}
          </button>
        )}
      </div>
      <Problem text={problem} />
      <Sure
        open={asking}
        title={t("Ritirare questo avviso")}
        no={t("Torni indietro")}
        yes={t("Ritiri")}
        answered={(yes) => {
          setAsking(false);
          if (yes) {
            void run(() => act("post", "/api/training/calls/{id}/withdraw", { path }));
          }
        }}
      >
        <p>
          {t(
            "Da subito nessuna donna lo vede, anche se un'altra fonte dà lo stesso avviso o la fonte lo ripete. Si può rimettere.",
          )}
        </p>
      </Sure>
    </>
  );
}

function Said({ one }: { one: Whole }) {
  const filled = one.cells.filter((cell) => cell.text || cell.source_text);
  return (
    <dl className="facts">
      {filled.map((cell) => (
        <div key={cell.name}>
          <dt>{fieldOf(cell.name)}</dt>
          <dd className="words">
            {cellOf(cell.name, cell.text) || "–"}
            {cell.text !== cell.source_text && (
              <small className="hint">
                {" "}
                {cell.source_text
                  ? t("(la fonte dice: {text})", {
                      text: cellOf(cell.name, cell.source_text),
                    })
                  : t("(la fonte non lo dice)")}
              </small>
            )}
            {cell.overruled && (
              <small className="hint">
                {" "}
                {t("(la fonte l'ha cambiato dopo la correzione: controlli)")}
              </small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Where({ one }: { one: Whole }) {
  const lines = [
    t("Fonte: {source}", {
      source: [one.call.source, one.call.network].filter((text) => text).join(", "),
    }),
    one.imported
      ? t("letto l'ultima volta {at}", { at: dayAndTime(one.imported) })
      : t("visto la prima volta {at}", { at: dayAndTime(one.seen) }),
    one.call.stale > 0 ? t("la fonte tace da {days} giorni", { days: one.call.stale }) : "",
    one.gone ? t("la fonte non lo dà più") : "",
    one.amended_at
      ? t("corretto da {name} {at}", { name: one.amended_by, at: dayAndTime(one.amended_at) })
      : "",
    one.down_at
      ? t("ritirato da {name} {at}", { name: one.down_by, at: dayAndTime(one.down_at) })
      : "",
  ];
  return (
    <>
      <h3>{t("Da dove viene")}</h3>
      <ul>
        {lines
          .filter((text) => text)
          .map((text) => (
            <li key={text}>{text}</li>
          ))}
      </ul>
      {one.changes.length > 0 && (
        <>
          <h3>{t("Che cosa è cambiato")}</h3>
          <ul>
            {one.changes.map((change) => (
              <li key={change.at} className="plain-entry">
                {dayAndTime(change.at)}: {change.fields.map(fieldOf).join(", ")}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
