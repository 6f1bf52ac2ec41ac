import { type FormEvent, useState } from "react";
import { ask, remember } from "../api/ask";
import type { Me, Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { RecoveryCodes } from "./RecoveryCodes";
import { Secret } from "./Secret";

/** The first time: the invitation's code, what she will enter with, a first code, recovery codes. */
export function Invitation({ entered }: { entered: (me: Me) => void }) {
  const { run, busy, problem } = useAct();
  const [code, setCode] = useState("");
  const [proof, setProof] = useState("");
  const [shown, setShown] = useState<Schemas["Invited"]>();
  const [welcome, setWelcome] = useState<Schemas["Welcome"]>();

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      if (!shown) {
        setShown((await ask("post", "/api/invitation", { body: { code } })) as Schemas["Invited"]);
        return;
      }
      const body = { code, proof };
      const come = (await ask("post", "/api/invitation/session", { body })) as Schemas["Welcome"];
      remember(come.me.csrf);
      setWelcome(come);
    });
  }

  if (welcome) {
    return <RecoveryCodes codes={welcome.recovery.codes} done={() => entered(welcome.me)} />;
  }
  return (
    <form noValidate onSubmit={submitted}>
      {shown ? (
        <>
          <dl className="facts">
            <div>
              <dt>{t("Nome")}</dt>
              <dd>{shown.login}</dd>
            </div>
            <div>
              <dt>{t("Parola d'accesso, da custodire: non si vede più")}</dt>
              <dd>
                <code>{shown.password}</code>
              </dd>
            </div>
          </dl>
          <Secret secret={shown.secret} picture={shown.picture} />
          <label htmlFor="first-code">{t("Il primo codice di sei cifre")}</label>
          <input
            id="first-code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            value={proof}
            onChange={(event) => setProof(event.target.value)}
          />
        </>
      ) : (
        <>
          <label htmlFor="invitation">{t("Codice dell'invito")}</label>
          <input
            id="invitation"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={30}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </>
      )}
      <Problem text={problem} />
      <button type="submit" className="primary" disabled={busy || !(shown ? proof : code).trim()}>
        {t("Continua")}
      </button>
    </form>
  );
}
