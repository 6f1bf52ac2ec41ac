import { type FormEvent, type ReactNode, useState } from "react";
import { Refusal } from "../api/ask";
import { act } from "../api/reading";
import { passkeysHere, usedPasskey } from "../door/passkeys";
import { t } from "../texts/say";
import { Problem } from "./Problem";
import { Sheet } from "./Sheet";
import { type Acting, useAct } from "./useAct";

/** Proves again with a passkey who she is. */
export async function provedByPasskey(): Promise<void> {
  const credential = (await usedPasskey("/api/session/proof/ask")) as Record<string, never>;
  await act("post", "/api/session/proof/passkey", { body: { credential } });
}

/** As `useAct`, where the server may ask who she is before it does something: it is asked in
 * `dialog`, and then done. */
export function useProven(): Acting & { readonly dialog: ReactNode } {
  const acting = useAct();
  const [waiting, setWaiting] = useState<{ work: () => Promise<unknown> }>();

  async function run(work: () => Promise<unknown>): Promise<boolean> {
    let asked = false;
    const done = await acting.run(async () => {
      try {
        await work();
      } catch (error) {
        asked = error instanceof Refusal && error.code === "prove";
        if (!asked) throw error;
      }
    });
    if (asked) setWaiting({ work });
    return done && !asked;
  }

  const dialog = waiting && (
    <Prove
      close={() => setWaiting(undefined)}
      proved={() => {
        setWaiting(undefined);
        void run(waiting.work);
      }}
    />
  );
  return { ...acting, run, dialog };
}

function Prove({ close, proved }: { close: () => void; proved: () => void }) {
  const { run, busy, problem } = useAct();
  const [code, setCode] = useState("");

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void run(() => act("post", "/api/session/proof", { body: { code } })).then(
      (done) => done && proved(),
    );
  }

  const acts = (
    <>
      <button type="button" className="quiet" onClick={close}>
        {t("Annulli")}
      </button>
      {passkeysHere() && (
        <button
          type="button"
          disabled={busy}
          onClick={() => void run(provedByPasskey).then((done) => done && proved())}
        >
          {t("Con la passkey")}
        </button>
      )}
      <button type="submit" form="prove" className="primary" disabled={busy || !code.trim()}>
        {t("Confermi")}
      </button>
    </>
  );
  return (
    <Sheet open close={close} title={t("È Lei?")} acts={acts}>
      <p>{t("Per questo serve dimostrarlo di nuovo. Poi vale per cinque minuti.")}</p>
      <form id="prove" noValidate onSubmit={submitted}>
        <label htmlFor="prove-code">{t("Codice di sei cifre")}</label>
        <input
          id="prove-code"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={12}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </form>
      <Problem text={problem} />
    </Sheet>
  );
}
