import { useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useProven } from "../parts/Prove";
import { Sure } from "../parts/Sheet";
import { moment } from "../texts/moments";
import { t } from "../texts/say";
import type { Setting } from "./words";

interface Props {
  readonly one: Setting;
  readonly proposed: Schemas["Proposed"];
}

/** What somebody proposed: another person confirms it, and anybody takes it back. */
export function Confirm({ one, proposed }: Props) {
  const { run, busy, problem, dialog } = useProven();
  const [asked, setAsked] = useState(false);
  const chosen = (value: string, said: string) =>
    run(async () => {
      const body = { value, reason: proposed.reason };
      await act("put", "/api/settings/{id}", { path: { id: one.name }, body });
      announce(said);
    });
  return (
    <div className="proposed">
      <p>
        {t("Proposto: {value}. {moment}, da {by}.", {
          value: proposed.value,
          moment: moment(proposed.at),
          by: proposed.by,
        })}{" "}
        <q>{proposed.reason}</q>
      </p>
      {proposed.mine && <p className="hint">{t("Lo conferma un'altra persona.")}</p>}
      <div className="acts start-acts">
        {!proposed.mine && (
          <button type="button" className="primary" disabled={busy} onClick={() => setAsked(true)}>
            {t("Confermi…")}
          </button>
        )}
        <button
          type="button"
          className="quiet"
          disabled={busy}
          onClick={() => void chosen("", t("Proposta ritirata."))}
        >
          {t("Ritiri la proposta")}
        </button>
      </div>
      <Problem text={problem} />
      <Sure
        open={asked}
        title={t("L'uscita porta lì?")}
        no={t("Annulli")}
        yes={t("Confermi")}
        answered={(yes) => {
          setAsked(false);
          if (yes) void chosen(proposed.value, t("Impostazione cambiata."));
        }}
      >
        <p>
          {t(
            "Da subito chi preme «Esci» arriva a {value}. L'ha aperto, e guardandolo nessuno capirebbe da dove si viene?",
            { value: proposed.value },
          )}
        </p>
      </Sure>
      {dialog}
    </div>
  );
}
