// Passkeys, as the browser makes and uses them for this site.

import { ask, Refusal } from "../api/ask";
import { t } from "../texts/say";

/** Whether this browser speaks of passkeys as the server does. */
export const passkeysHere = (): boolean =>
  typeof PublicKeyCredential !== "undefined" &&
  "parseRequestOptionsFromJSON" in PublicKeyCredential;

type Asked = { options: unknown };

/** A passkey answers what the server asks at that path. Throws a `Refusal` where none was used. */
export async function usedPasskey(path: string): Promise<unknown> {
  const { options } = (await ask("post", path)) as Asked;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as PublicKeyCredentialRequestOptionsJSON,
  );
  return written(navigator.credentials.get({ publicKey }));
}

/** A passkey is made as the server asks at that path. Throws a `Refusal` where none was made. */
export async function madePasskey(path: string): Promise<unknown> {
  const { options } = (await ask("post", path)) as Asked;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as PublicKeyCredentialCreationOptionsJSON,
  );
  return written(navigator.credentials.create({ publicKey }));
}

async function written(given: Promise<Credential | null>): Promise<unknown> {
  const credential = await given.catch((error: unknown) => {
    if (error instanceof DOMException) return null;
    throw error;
  });
  if (credential instanceof PublicKeyCredential) return credential.toJSON();
  const message = t("La passkey non è stata confermata: riprovi, o usi il codice.");
  throw new Refusal(0, { code: "passkey", message, holder: "" });
}
