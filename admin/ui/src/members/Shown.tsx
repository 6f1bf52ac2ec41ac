import { useState } from "react";
import type { Schemas } from "../api/types";
import { INVITED } from "../door/Door";
import { announce } from "../frame/announce";
import { moment } from "../texts/moments";
import { t } from "../texts/say";

interface Props {
  readonly given: Schemas["InvitationState"];
  readonly done: () => void;
}

/** An invitation, this once. The address alone opens nothing, and the code says nothing alone. */
export function Shown({ given, done }: Props) {
  const address = `${location.origin}/${INVITED}`;
  return (
    <>
      <div className="heading">
        <h2>{t("Invito per {name}", { name: given.member.login })}</h2>
      </div>
      <div className="padded page">
        <p className="prompt">
          {t("Il codice si vede solo adesso: lo consegni prima di lasciare questa pagina.")}
        </p>
        <Copied name={t("Codice dell'invito")} value={given.code} copy={t("Copi il codice")} />
        <Copied name={t("Indirizzo")} value={address} copy={t("Copi l'indirizzo")} />
        <p>
          {t("Vale una volta sola, fino a {moment}.", { moment: moment(given.until) })}{" "}
          {given.member.suspended_at &&
            t("È sospesa: il codice apre solo dopo che l'avrà riammessa.")}
        </p>
        <h3>{t("Come consegnarlo")}</h3>
        <ul className="ways">
          <li>{t("Il codice a voce o di persona, a lei sola: chi lo ha entra al posto suo.")}</li>
          <li>
            {t(
              "L'indirizzo per un'altra via, per esempio per e-mail. Mai i due nello stesso messaggio.",
            )}
          </li>
          <li>
            {t(
              "Quando entra vede la sua parola d'accesso e prepara l'applicazione dei codici: tenga il telefono con sé.",
            )}
          </li>
          <li>
            {t(
              "Se il codice si perde o lo ha visto qualcun altro, ne faccia uno nuovo: il primo non vale più.",
            )}
          </li>
        </ul>
        <button type="button" className="primary" onClick={done}>
          {t("L'ho consegnato")}
        </button>
      </div>
    </>
  );
}

function Copied({ name, value, copy }: { name: string; value: string; copy: string }) {
  const [copied, setCopied] = useState(false);
  // A page without TLS has no clipboard: the value stands there to be written down.
  const able = window.isSecureContext && "clipboard" in navigator;
  return (
    <div className="copied">
      <span>
        <small>{name}</small>
        <code>{value}</code>
      </span>
      {able && (
        <button
          type="button"
          onClick={() =>
            void navigator.clipboard.writeText(value).then(
              () => {
                setCopied(true);
                announce(t("Copiato."));
              },
              () => setCopied(false),
            )
          }
        >
          {copied ? t("Copiato.") : copy}
        </button>
      )}
    </div>
  );
}
