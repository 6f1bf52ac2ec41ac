import { useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useProven } from "../parts/Prove";
import { Sure } from "../parts/Sheet";
import { t } from "../texts/say";

type Member = Schemas["Member"];
type Asked = "suspend" | "end" | "invite" | undefined;

interface Props {
  readonly one: Member;
  readonly put: (member: Member) => void;
  readonly invited: (made: Schemas["InvitationState"]) => void;
}

/** Suspend, take back, end sessions, invite again: each says first what follows from it. */
export function Acts({ one, put, invited }: Props) {
  const { run, busy, problem, dialog } = useProven();
  const [asked, setAsked] = useState<Asked>();
  const path = { id: one.id };
  const name = one.login;

  const done = (member: Member, said: string): void => {
    put(member);
    announce(said);
  };
  const suspend = async () =>
    done(await act("post", "/api/members/{id}/suspend", { path }), t("Sospesa."));
  const resume = async () =>
    done(await act("post", "/api/members/{id}/resume", { path }), t("Può entrare di nuovo."));
  const end = async () =>
    done(await act("post", "/api/members/{id}/sessions/end", { path }), t("Sessioni terminate."));
  const invite = async () => invited(await act("post", "/api/members/{id}/invite", { path }));

  function answered(work: () => Promise<void>) {
    return (yes: boolean): void => {
      setAsked(undefined);
      if (yes) void run(work);
    };
  }

  return (
    <>
      <h3>{t("Accesso")}</h3>
      <div className="acts start-acts">
        {one.suspended_at ? (
          <button
            type="button"
            className="primary"
            disabled={busy}
            onClick={() => void run(resume)}
          >
            {t("La riammetta")}
          </button>
        ) : (
          <button type="button" disabled={busy} onClick={() => setAsked("suspend")}>
            {t("La sospenda…")}
          </button>
        )}
        {!one.invited && !one.suspended_at && (
          <button type="button" disabled={busy} onClick={() => setAsked("end")}>
            {t("Termini le sue sessioni…")}
          </button>
        )}
        <button type="button" disabled={busy} onClick={() => setAsked("invite")}>
          {one.invited ? t("Rinnovi l'invito…") : t("Ha perso tutto: nuovo invito…")}
        </button>
      </div>
      {one.suspended_at && (
        <p className="hint">
          {t(
            "Riammessa, entra con gli stessi mezzi di prima. Le chat di allora non tornano da sole.",
          )}
        </p>
      )}
      <Problem text={problem} />
      {dialog}
      <Sure
        open={asked === "suspend"}
        title={t("Sospendere {name}?", { name })}
        no={t("No")}
        yes={t("Sospenda")}
        answered={answered(suspend)}
      >
        <p>{t("Da subito non entra più: le sue sessioni e il suo turno finiscono.")}</p>
        <p>
          {t(
            "Le chat che segue tornano in coda per le colleghe in turno. Alle donne non si dice nulla di lei; se nessuna le prende valgono i tempi di sempre: telefono di turno, un avviso a chi aspetta, poi la coordinatrice.",
          )}
        </p>
        <p>
          {t(
            "I suoi posti accanto ad altri casi finiscono. Quando arriva un momento in cui aveva promesso di farsi sentire, lo vedono le colleghe della rete.",
          )}
        </p>
        <p>{t("Può riammetterla quando vuole.")}</p>
      </Sure>
      <Sure
        open={asked === "end"}
        title={t("Terminare le sessioni di {name}?", { name })}
        no={t("No")}
        yes={t("Termini")}
        answered={answered(end)}
      >
        <p>
          {t(
            "Per un computer perduto o lasciato aperto: chi lo ha è fuori. Lei può rientrare subito altrove con ciò che ha; se non rientra, dopo circa dieci minuti le sue chat tornano in coda.",
          )}
        </p>
      </Sure>
      <Sure
        open={asked === "invite"}
        title={
          one.invited
            ? t("Un nuovo codice per {name}?", { name })
            : t("Un nuovo invito per {name}?", { name })
        }
        no={t("No")}
        yes={t("Faccia il codice")}
        answered={answered(invite)}
      >
        {one.invited ? (
          <p>{t("Il codice di prima non vale più.")}</p>
        ) : (
          <>
            <p>
              {t(
                "Serve quando ha perso il telefono dei codici, o quando qualcun altro li ha. Parola d'accesso, passkey, codici di recupero e sessioni non valgono più: entra solo con il codice nuovo.",
              )}
            </p>
            <p>{t("Le chat che segue tornano in coda per le colleghe in turno.")}</p>
            <p>
              {t("Si assicuri che a chiederlo sia lei, di persona o con una voce che conosce.")}
            </p>
          </>
        )}
      </Sure>
    </>
  );
}
