import { type FormEvent, useState } from "react";
import { act } from "../../api/reading";
import type { Schemas } from "../../api/types";
import { useAct } from "../../parts/useAct";
import { t } from "../../texts/say";
import { bodyOf, useTrial } from "./trial";

/** The trial as a file that whoever keeps the flows puts beside them. */
export function Recording({ flow }: { flow: string }) {
  const { plan } = useTrial();
  const [part, setPart] = useState("");
  const [kept, setKept] = useState<Schemas["RecordedTrial"]>();
  const { problem, busy, run } = useAct();

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      const body = { ...bodyOf(plan), part };
      setKept(await act("post", "/api/flows/{id}/trials/transcript", { path: { id: flow }, body }));
    });
  }

  return (
    <section aria-label={t("Registrazione")}>
      <form className="pair" onSubmit={submitted}>
        <label className="field">
          {t("Nome della situazione")}
          <input
            value={part}
            pattern="[a-z0-9_]{0,40}"
            maxLength={40}
            aria-describedby="trial-part"
            onChange={(event) => setPart(event.target.value)}
          />
        </label>
        <button type="submit" disabled={busy}>
          {t("Prepari il file")}
        </button>
      </form>
      <p id="trial-part" className="hint">
        {t("Lettere minuscole, cifre e _. Può restare vuoto.")}
      </p>
      <p className="problem" role="alert">
        {problem}
      </p>
      {kept && (
        <div role="status">
          <p>
            {kept.same
              ? t("Fatto: la conversazione registrata passa per gli stessi passi.")
              : t(
                  "Attenzione: con i servizi dimostrativi la conversazione passa per altri passi. Legga il file prima di conservarlo.",
                )}
          </p>
          <div className="acts">
            <button type="button" onClick={() => save(kept)}>
              {t("Scarichi {name}", { name: kept.name })}
            </button>
          </div>
          <p className="hint">
            {t(
              "Chi cura i percorsi lo mette in flows/transcripts: da allora si rifà a ogni modifica.",
            )}
          </p>
        </div>
      )}
    </section>
  );
}

function save(kept: Schemas["RecordedTrial"]): void {
  const address = URL.createObjectURL(new Blob([kept.text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = kept.name;
  link.click();
  URL.revokeObjectURL(address);
}
