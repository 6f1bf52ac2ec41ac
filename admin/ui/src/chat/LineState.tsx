import { useState } from "react";
import { ask } from "../api/ask";
import type { Case, Line, Schemas } from "../api/types";
import { useAct } from "../parts/useAct";
import { mark, spoken, t } from "../texts/say";
import { useBeside } from "./Safety";

const STATES: Readonly<Record<Schemas["Delivered"]["state"], ReturnType<typeof mark>>> = {
  waiting: mark("in attesa di partire"),
  sent: mark("inviato"),
  delivered: mark("consegnato"),
  expired: mark("non inviato: era troppo tardi"),
  failed: mark("non consegnato dal gestore"),
  left: mark("non inviato: è uscita"),
  tray: mark("non consegnato: è nel vassoio"),
  box: mark("non consegnato: è nella sua cassetta"),
};

/** Where an operator's message stands; and a translation of hers, where an engine runs here. */
export function LineState({ one, line }: { one: Case; line: Line }) {
  const beside = useBeside(one);
  if (line.voice === "operator") {
    const found = beside?.deliveries.find((each) => each.seq === line.seq);
    return found ? <small className="line-state">{t(STATES[found.state])}</small> : null;
  }
  if (line.voice !== "her" || !beside?.translates || one.state !== "claimed") return null;
  return <Translation one={one} line={line} />;
}

function Translation({ one, line }: { one: Case; line: Line }) {
  const [text, setText] = useState("");
  const { run, busy, problem } = useAct();

  function translate(): void {
    void run(async () => {
      const body = { seq: line.seq, text: "", target: spoken() };
      const given = await ask("post", "/api/cases/{id}/translate", { path: { id: one.id }, body });
      setText((given as Schemas["Translated"]).text);
    });
  }

  if (text)
    return (
      <p className="translation" dir="auto">
        <small>{t("Traduzione automatica")}</small>
        {text}
      </p>
    );
  return (
    <>
      <button type="button" className="quiet small" disabled={busy} onClick={translate}>
        {t("Traduca")}
      </button>
      {problem && <small className="problem">{problem}</small>}
    </>
  );
}
