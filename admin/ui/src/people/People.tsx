import { type FormEvent, useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { passkeysHere } from "../door/passkeys";
import { announce } from "../frame/announce";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { provedByPasskey } from "../parts/Prove";
import { Sure } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { Kept } from "./Kept";

/** A data officer's two acts, each with a code of the moment: export what is kept, or destroy it. */
export default function People() {
  const [reference, setReference] = useState("");
  const [code, setCode] = useState("");
  const [found, setFound] = useState<Schemas["Export"]>();
  const [asking, setAsking] = useState(false);
  const { run, busy, problem } = useAct();
  const proof = code.trim() !== "" || passkeysHere();
  const ready = reference.trim() !== "" && proof && !busy;

  /** A passkey in place of the code, for this one act. */
  async function confirmed(): Promise<void> {
    if (!code.trim()) await provedByPasskey();
  }

  function exported(event: FormEvent): void {
    event.preventDefault();
    if (!ready) return;
    setFound(undefined);
    void run(async () => {
      await confirmed();
      const body = { reference: reference.trim(), code };
      setFound(await act("post", "/api/people/export", { body }));
    }).finally(() => setCode(""));
  }

  function erase(): void {
    setFound(undefined);
    void run(async () => {
      await confirmed();
      const body = { reference: reference.trim(), code };
      const { erased } = await act("post", "/api/people/erase", { body });
      setReference("");
      announce(
        erased === "letter" ? t("La richiesta è distrutta.") : t("La conversazione è distrutta."),
      );
    }).finally(() => setCode(""));
  }

  return (
    <Page title={t("Dati di una persona")}>
      <p className="hint">
        {t(
          "Quando una donna chiede i suoi dati, o di cancellarli. Serve il codice del caso, oppure il numero di otto cifre della sua richiesta.",
        )}
      </p>
      <form onSubmit={exported}>
        <div className="field">
          <label htmlFor="reference">{t("Codice del caso o numero della richiesta")}</label>
          <input
            id="reference"
            autoComplete="off"
            spellCheck={false}
            maxLength={64}
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="fresh-code">{t("Codice di sei cifre")}</label>
          <input
            id="fresh-code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            aria-describedby="fresh-code-hint"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <p id="fresh-code-hint" className="hint">
            {t(
              "Uno nuovo per ogni operazione: un computer lasciato aperto non esporta e non cancella.",
            )}{" "}
            {passkeysHere() && t("Oppure lo lasci vuoto e confermi con la Sua passkey.")}
          </p>
        </div>
        <div className="acts">
          <button type="button" disabled={!ready} onClick={() => setAsking(true)}>
            {t("Cancelli tutto…")}
          </button>
          <button type="submit" className="primary" disabled={!ready}>
            {t("Esporti")}
          </button>
        </div>
      </form>
      <Problem text={problem} />
      {found && <Kept found={found} close={() => setFound(undefined)} />}
      <Sure
        open={asking}
        title={t("Cancellare tutto di questa persona?")}
        no={t("Non cancelli")}
        yes={t("Cancelli per sempre")}
        answered={(yes) => {
          setAsking(false);
          if (yes) erase();
        }}
      >
        <p>
          {t(
            "Conversazione, caso e richieste sono distrutti subito e non si possono recuperare. Chi segue il caso vede solo che non esiste più.",
          )}
        </p>
      </Sure>
    </Page>
  );
}
