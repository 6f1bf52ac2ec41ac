import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { madePasskey, passkeysHere } from "../door/passkeys";
import { RecoveryCodes } from "../door/RecoveryCodes";
import { announce } from "../frame/announce";
import { LanguageChoice } from "../frame/LanguageChoice";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { useProven } from "../parts/Prove";
import { moment } from "../texts/moments";
import { many, mark, type Text, t } from "../texts/say";
import { NewCodes } from "./NewCodes";
import "./account.css";

const HOW: Readonly<Record<Schemas["SessionState"]["how"], Text>> = {
  passkey: mark("con una passkey"),
  password: mark("con parola d'accesso e codice"),
  recovery: mark("con un codice di recupero"),
  invitation: mark("con un invito"),
};

/** What opens one's own account, and where one is logged in. */
export default function OwnAccount() {
  const own = useRead("/api/account").data;
  const { run, busy, problem, dialog } = useProven();
  const [name, setName] = useState("");
  const [codes, setCodes] = useState<readonly string[]>();
  if (!own) return <Page title={t("Il Suo accesso")}>{null}</Page>;

  function add(): void {
    void run(async () => {
      const credential = (await madePasskey("/api/account/passkeys/ask")) as Record<string, never>;
      const body = { credential, name: name.trim() || t("Passkey") };
      await act("post", "/api/account/passkeys", { body });
      setName("");
      announce(t("Passkey aggiunta."));
    });
  }

  if (codes) {
    return (
      <Page title={t("Il Suo accesso")}>
        <RecoveryCodes codes={codes} done={() => setCodes(undefined)} />
      </Page>
    );
  }
  return (
    <Page title={t("Il Suo accesso")}>
      <p className="muted">
        {own.login} · {own.networks.map((one) => one.name).join(", ")}
      </p>
      <LanguageChoice />
      <Problem text={problem} />

      <h3>{t("Passkey")}</h3>
      <p className="hint">
        {t(
          "Il modo più sicuro e più rapido: apre il banco con l'impronta o il PIN del dispositivo.",
        )}
      </p>
      <ul>
        {own.passkeys.map((one) => (
          <li key={one.id} className="entry beside-act">
            <span>
              {one.name}
              <small>
                {one.used_at
                  ? t("usata l'ultima volta {when}", { when: moment(one.used_at) })
                  : t("mai usata")}
              </small>
            </span>
            <button
              type="button"
              className="quiet"
              disabled={busy}
              onClick={() =>
                void run(() =>
                  act("delete", "/api/account/passkeys/{id}", { path: { id: one.id } }),
                )
              }
            >
              {t("Tolga")}
            </button>
          </li>
        ))}
      </ul>
      {passkeysHere() && own.passkeys_work ? (
        <div className="beside-act field">
          <span>
            <label htmlFor="passkey-name">{t("Come la chiama")}</label>
            <input
              id="passkey-name"
              value={name}
              maxLength={60}
              onChange={(event) => setName(event.target.value)}
            />
          </span>
          <button type="button" className="primary" disabled={busy} onClick={add}>
            {t("Aggiunga una passkey")}
          </button>
        </div>
      ) : (
        <p className="muted">{t("Questo indirizzo o questo browser non permette passkey.")}</p>
      )}

      <h3>{t("Codici di recupero")}</h3>
      <div className="beside-act">
        <span>{many("Ne resta {count}.", "Ne restano {count}.", own.recovery_left)}</span>
        <button
          type="button"
          disabled={busy}
          onClick={() =>
            void run(async () => setCodes((await act("post", "/api/account/recovery")).codes))
          }
        >
          {t("Ne faccia dieci nuovi")}
        </button>
      </div>

      <NewCodes />

      <h3>{t("Dove ha accesso adesso")}</h3>
      <ul>
        {own.sessions.map((one) => (
          <li key={one.id} className="entry beside-act">
            <span>
              {one.current ? t("Qui") : t("Altrove")}
              <small>
                {t(HOW[one.how])} · {moment(one.opened_at)}
              </small>
            </span>
            {!one.current && (
              <button
                type="button"
                className="quiet"
                disabled={busy}
                onClick={() =>
                  void run(() =>
                    act("delete", "/api/account/sessions/{id}", { path: { id: one.id } }),
                  )
                }
              >
                {t("Chiuda")}
              </button>
            )}
          </li>
        ))}
      </ul>
      {own.sessions.length > 1 && (
        <button
          type="button"
          disabled={busy}
          onClick={() => void run(() => act("post", "/api/account/sessions/end"))}
        >
          {t("Chiuda tutti gli altri")}
        </button>
      )}
      {dialog}
    </Page>
  );
}
