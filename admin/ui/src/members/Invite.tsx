import { type FormEvent, useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { useProven } from "../parts/Prove";
import { t } from "../texts/say";
import { complete, listed, type Rights, RightsFields } from "./RightsFields";

interface Props {
  readonly known: Schemas["MembersState"];
  readonly invited: (made: Schemas["InvitationState"]) => void;
}

/** A new account, which only its invitation opens. */
export function Invite({ known, invited }: Props) {
  const { run, busy, problem, dialog } = useProven();
  const [login, setLogin] = useState("");
  const [skills, setSkills] = useState("");
  const only = known.networks.length === 1 ? known.networks.map((one) => one.id) : [];
  const [rights, setRights] = useState<Rights>({
    role: "operator",
    networks: only,
    languages: ["it"],
    skills: [],
  });

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      const body = { ...rights, login: login.trim(), skills: listed(skills) };
      invited(await act("post", "/api/members", { body }));
    });
  }

  return (
    <>
      <div className="heading">
        <h2>{t("Inviti una persona")}</h2>
      </div>
      <form className="padded page" noValidate onSubmit={submitted}>
        <div className="field">
          <label htmlFor="m-login">{t("Nome")}</label>
          <input
            id="m-login"
            value={login}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => setLogin(event.target.value)}
          />
          <p className="hint">
            {t("Come la chiamano le colleghe. Le donne non lo vedono. Non si può cambiare.")}
          </p>
        </div>
        <RightsFields known={known} rights={rights} change={setRights} />
        <div className="field">
          <label htmlFor="m-skills">{t("Capacità, con parole Sue (facoltativo)")}</label>
          <input id="m-skills" value={skills} onChange={(e) => setSkills(e.target.value)} />
          <p className="hint">{t("Separate da virgole: documenti, minori.")}</p>
        </div>
        <p className="hint">
          {t(
            "Riceve un codice che vale una volta e scade dopo pochi giorni. Per prendere casi le serve anche una formazione registrata, in «Enti».",
          )}
        </p>
        <Problem text={problem} />
        <button
          type="submit"
          className="primary"
          disabled={busy || !login.trim() || !complete(rights)}
        >
          {t("Prepari l'invito")}
        </button>
        {dialog}
      </form>
    </>
  );
}
