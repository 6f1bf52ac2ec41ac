import { useEffect, useState } from "react";
import { ask } from "../api/ask";
import type { Me } from "../api/types";
import { LanguageChoice } from "../frame/LanguageChoice";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { Invitation } from "./Invitation";
import { PasswordDoor } from "./PasswordDoor";
import { passkeysHere, usedPasskey } from "./passkeys";
import "./door.css";

/** Where an invitation leads: the address opens its form, and holds nothing secret. */
export const INVITED = "#invito";

interface Props {
  /** Why she stands at the door again. */
  readonly message: string;
  readonly entered: (me: Me) => void;
}

/** The ways in: name, password and code; a passkey; an invitation, the first time. */
export function Door({ message, entered }: Props) {
  const [way, setWay] = useState<"password" | "invitation">(
    location.hash === INVITED ? "invitation" : "password",
  );
  const { run, busy, problem } = useAct();

  // Also where the door was open already when the address was typed.
  useEffect(() => {
    const moved = (): void => {
      if (location.hash === INVITED) setWay("invitation");
    };
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);

  function came(me: Me): void {
    if (location.hash === INVITED) history.replaceState(null, "", location.pathname);
    entered(me);
  }

  function byPasskey(): void {
    void run(async () => {
      const credential = await usedPasskey("/api/passkey");
      entered((await ask("post", "/api/passkey/session", { body: { credential } })) as Me);
    });
  }

  return (
    <main className="door">
      <h1>{t("Accesso al banco")}</h1>
      {way === "password" ? (
        <PasswordDoor message={message} entered={entered} />
      ) : (
        <Invitation entered={came} />
      )}
      <div className="other-ways">
        {way === "password" && passkeysHere() && (
          <button type="button" disabled={busy} onClick={byPasskey}>
            {t("Entri con una passkey")}
          </button>
        )}
        <Problem text={problem} />
        <button
          type="button"
          className="quiet"
          onClick={() => setWay(way === "password" ? "invitation" : "password")}
        >
          {way === "password" ? t("Ho un invito") : t("Ho già un accesso")}
        </button>
      </div>
      <LanguageChoice />
    </main>
  );
}
