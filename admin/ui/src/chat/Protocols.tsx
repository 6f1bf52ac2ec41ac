import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { Steps } from "./Protocol";

/** The steps for the worst hour in each network; its coordinator writes them. */
export function Protocols() {
  const found = useRead("/api/protocols").data?.protocols ?? [];
  return (
    <section aria-label={t("Rischio di suicidio: i passi")}>
      <h2>{t("Rischio di suicidio: i passi")}</h2>
      {found.map((each) => (
        <article key={each.network} className="care-part">
          <h3>{each.name}</h3>
          <Steps one={each} />
          {each.editable && <Editor key={each.version} one={each} />}
        </article>
      ))}
    </section>
  );
}

function Editor({ one }: { one: Schemas["ProtocolState"] }) {
  const [text, write] = useState(one.steps.join("\n"));
  const { run, busy, problem } = useAct();
  const id = `protocol-${one.network}`;

  function save(): void {
    void run(() =>
      act("put", "/api/protocols", {
        body: { network: one.network, version: one.version, text },
      }),
    );
  }

  return (
    <details>
      <summary>{t("Scriva i passi della rete")}</summary>
      <label htmlFor={id}>{t("Un passo per riga")}</label>
      <textarea id={id} rows={10} value={text} onChange={(event) => write(event.target.value)} />
      <div className="acts">
        <button type="button" disabled={busy} onClick={save}>
          {t("Salvi una nuova versione")}
        </button>
      </div>
      <Problem text={problem} />
    </details>
  );
}
