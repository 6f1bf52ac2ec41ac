import { type FormEvent, useState } from "react";
import { act } from "../../api/reading";
import type { Schemas } from "../../api/types";
import { useAct } from "../../parts/useAct";
import { t } from "../../texts/say";
import { save } from "./save";
import { bodyOf, useTrial } from "./trial";

/** The trial as a golden conversation: kept with the draft, or as a file. */
export function Recording({ flow }: { flow: string }) {
  const { plan } = useTrial();
  const [part, setPart] = useState("");
  const [made, setMade] = useState<Schemas["RecordedTrial"]>();
  const [isKept, setIsKept] = useState(false);
  const { problem, busy, run } = useAct();
  const given = () => ({ path: { id: flow }, body: { ...bodyOf(plan), part } });

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      setMade(await act("post", "/api/flows/{id}/recordings", given()));
      setIsKept(true);
    });
  }

  function prepared(): void {
    void run(async () => {
      setMade(await act("post", "/api/flows/{id}/trials/transcript", given()));
      setIsKept(false);
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
          {t("La tenga con la bozza")}
        </button>
      </form>
      <p id="trial-part" className="hint">
        {t("Lettere minuscole, cifre e _. Può restare vuoto.")}
      </p>
      <p className="problem" role="alert">
        {problem}
      </p>
      {made && (
        <div role="status">
          <p>
            {made.same
              ? t("Fatto: la conversazione registrata passa per gli stessi passi.")
              : t(
                  "Attenzione: con i servizi dimostrativi la conversazione passa per altri passi. Legga il file prima di conservarlo.",
                )}
          </p>
          <p className="hint">
            {isKept
              ? t(
                  "Da ora si rifà con le altre a ogni modifica. Chi gestisce Filo la porta nei file con filo flows export.",
                )
              : t(
                  "Chi cura i percorsi lo mette in flows/transcripts: da allora si rifà a ogni modifica.",
                )}
          </p>
        </div>
      )}
      <div className="acts start-acts">
        {made ? (
          <button type="button" onClick={() => save(made.name, made.text)}>
            {t("Scarichi {name}", { name: made.name })}
          </button>
        ) : (
          <button type="button" className="quiet" disabled={busy} onClick={prepared}>
            {t("Solo il file, senza tenerla")}
          </button>
        )}
      </div>
    </section>
  );
}
