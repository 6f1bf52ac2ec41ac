import { useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { Secret } from "../door/Secret";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useProven } from "../parts/Prove";
import { t } from "../texts/say";

/** A new application of codes: it counts once a first code of it was given. */
export function NewCodes() {
  const { run, busy, problem, dialog } = useProven();
  const [made, setMade] = useState<Schemas["NewCodes"]>();
  const [code, setCode] = useState("");

  function confirm(secret: string): void {
    void run(async () => {
      await act("put", "/api/account/codes", { body: { secret, code } });
      setMade(undefined);
      setCode("");
      announce(t("Da ora vale la nuova applicazione dei codici."));
    });
  }

  return (
    <>
      <h3>{t("Applicazione dei codici")}</h3>
      {made ? (
        <>
          <Secret secret={made.secret} picture={made.picture} />
          <div className="field">
            <label htmlFor="new-code">{t("Il primo codice di sei cifre")}</label>
            <input
              id="new-code"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={7}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          </div>
          <div className="acts start-acts">
            <button
              type="button"
              className="primary"
              disabled={busy || !code.trim()}
              onClick={() => confirm(made.secret)}
            >
              {t("Confermi")}
            </button>
            <button type="button" className="quiet" onClick={() => setMade(undefined)}>
              {t("Annulli")}
            </button>
          </div>
        </>
      ) : (
        <button
          type="button"
          disabled={busy}
          onClick={() => void run(async () => setMade(await act("post", "/api/account/codes/ask")))}
        >
          {t("Ne metta una nuova")}
        </button>
      )}
      <Problem text={problem} />
      {dialog}
    </>
  );
}
