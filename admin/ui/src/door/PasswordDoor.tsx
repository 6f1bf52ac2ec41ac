import { type FormEvent, useEffect, useRef, useState } from "react";
import { ask, Refusal } from "../api/ask";
import type { Me } from "../api/types";
import { t } from "../texts/say";

interface Props {
  readonly message: string;
  readonly entered: (me: Me) => void;
}

/** Name and password, then the code of the moment, or one for recovery. */
export function PasswordDoor({ message, entered }: Props) {
  const [step, setStep] = useState<"who" | "proof">("who");
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState(message);
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins in its first field
  useEffect(() => first.current?.focus(), [step]);

  function on(): void {
    setProblem("");
    if (login.trim() && password) setStep("proof");
    else setProblem(t("Scriva nome e parola d'accesso."));
  }

  async function enter(): Promise<void> {
    setBusy(true);
    setProblem("");
    try {
      const body = { login: login.trim(), password, code };
      entered((await ask("post", "/api/session", { body })) as Me);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const typed = t("Il codice ha sei cifre: lo controlli e riprovi.");
      setProblem(error.code === "bad_request" ? typed : error.message);
      setCode("");
      first.current?.focus();
      setBusy(false);
    }
  }

  function submitted(event: FormEvent): void {
    event.preventDefault();
    if (step === "who") on();
    else if (!busy) void enter();
  }

  return (
    <form noValidate onSubmit={submitted}>
      {step === "who" ? (
        <>
          <label htmlFor="name">{t("Nome")}</label>
          <input
            id="name"
            ref={first}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
          <label htmlFor="password">{t("Parola d'accesso")}</label>
          <input
            id="password"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </>
      ) : (
        <>
          <label htmlFor="code">{t("Codice di sei cifre")}</label>
          <input
            id="code"
            ref={first}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={12}
            aria-describedby="code-hint"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <p id="code-hint" className="hint">
            {t(
              "È nell'applicazione dei codici, e vale una volta sola. Senza il telefono: un codice di recupero.",
            )}
          </p>
        </>
      )}
      <p className="problem" role="alert">
        {problem}
      </p>
      <button type="submit" className="primary" disabled={busy}>
        {step === "who" ? t("Continua") : t("Acceda")}
      </button>
      {step === "proof" && (
        <button type="button" className="quiet" onClick={() => setStep("who")}>
          {t("Indietro")}
        </button>
      )}
    </form>
  );
}
