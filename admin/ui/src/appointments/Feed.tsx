import { useState } from "react";
import { act } from "../api/reading";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { Sure } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import type { Desk } from "./words";

/** The secret address of a calendar's feed: made, shown once, renewed, revoked. */
export function Feed({ one }: { one: Desk }) {
  const { run, busy, problem } = useAct();
  const [address, setAddress] = useState("");
  const [asking, setAsking] = useState<"renew" | "revoke" | "">("");
  const path = { id: one.id };

  function make(): void {
    void run(async () => {
      const made = await act("post", "/api/calendar/calendars/{id}/feed", { path });
      setAddress(new URL(made.path, location.origin).href);
      announce(t("Indirizzo creato: si vede una volta sola."));
    });
  }

  function answered(yes: boolean): void {
    const what = asking;
    setAsking("");
    if (!yes) return;
    if (what === "renew") make();
    else
      void run(async () => {
        await act("post", "/api/calendar/calendars/{id}/feed/revoke", { path });
        setAddress("");
        announce(t("Indirizzo revocato."));
      });
  }

  return (
    <>
      <p className="hint">
        {t(
          "Un indirizzo segreto per un solo programma dell'ente: dice «Appuntamento» e quando, nient'altro. Non lo dia al telefono di nessuno: ciò che un programma ha copiato vi resta.",
        )}
      </p>
      {address && (
        <>
          <label htmlFor="feed-address">{t("Si vede solo adesso: lo copi")}</label>
          <input
            id="feed-address"
            readOnly
            value={address}
            onFocus={(event) => event.target.select()}
          />
        </>
      )}
      <div className="acts start-acts">
        {one.feed ? (
          <>
            <button type="button" disabled={busy} onClick={() => setAsking("renew")}>
              {t("Lo rinnovi…")}
            </button>
            <button
              type="button"
              className="quiet"
              disabled={busy}
              onClick={() => setAsking("revoke")}
            >
              {t("Lo revochi…")}
            </button>
          </>
        ) : (
          <button type="button" disabled={busy} onClick={make}>
            {t("Crei l'indirizzo")}
          </button>
        )}
      </div>
      <Problem text={problem} />
      <Sure
        open={asking !== ""}
        title={asking === "renew" ? t("Rinnova l'indirizzo?") : t("Revoca l'indirizzo?")}
        no={t("No")}
        yes={asking === "renew" ? t("Sì, lo rinnovi") : t("Sì, lo revochi")}
        answered={answered}
      >
        <p>
          {t(
            "L'indirizzo di prima non apre più nulla: il programma che lo usa smette di aggiornarsi.",
          )}
        </p>
      </Sure>
    </>
  );
}
