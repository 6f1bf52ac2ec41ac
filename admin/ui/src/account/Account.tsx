import { useState } from "react";
import { Refusal } from "../api/ask";
import { act, forgetAll } from "../api/reading";
import { announce } from "../frame/announce";
import { LanguageChoice } from "../frame/LanguageChoice";
import { useMe } from "../frame/me";
import { go } from "../frame/way";
import { dropDrafts } from "../parts/drafts";
import { Sure } from "../parts/Sheet";
import { useMine } from "../queue/queue";
import { t } from "../texts/say";
import "./account.css";

/** Who is logged in, the language of the console, and the way out. */
export function Account() {
  const me = useMe();
  const mine = useMine();
  const [asking, setAsking] = useState(false);

  async function leave(): Promise<void> {
    try {
      for (const id of mine) await act("post", "/api/cases/{id}/release", { path: { id } });
      dropDrafts();
      await act("delete", "/api/session");
      forgetAll();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status !== 401) announce(error.message);
    }
  }

  return (
    <>
      <button
        type="button"
        className="quiet person"
        title={t("Il Suo accesso")}
        onClick={() => go("account")}
      >
        {me.login}
      </button>
      <LanguageChoice />
      <button type="button" onClick={() => (mine.length > 0 ? setAsking(true) : void leave())}>
        {t("Esca")}
      </button>
      <Sure
        open={asking}
        title={t("Segue ancora dei casi")}
        no={t("Resti")}
        yes={t("Rimetta tutto in coda ed esca")}
        answered={(yes) => {
          setAsking(false);
          if (yes) void leave();
        }}
      >
        <p>
          {t(
            "Prima di uscire li chiuda, oppure li rimetta in coda: altrimenti chi Le scrive aspetta una risposta che nessuno può dare.",
          )}
        </p>
      </Sure>
    </>
  );
}
