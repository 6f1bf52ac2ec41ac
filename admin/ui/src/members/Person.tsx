import { useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useProven } from "../parts/Prove";
import { day, languageName } from "../texts/moments";
import { t } from "../texts/say";
import { Acts } from "./Acts";
import { complete, listed, type Rights, RightsFields } from "./RightsFields";
import { roleMay, roleName, stateInFull } from "./words";

type Member = Schemas["Member"];

interface Props {
  readonly one: Member;
  readonly known: Schemas["MembersState"];
  readonly put: (member: Member) => void;
  readonly invited: (made: Schemas["InvitationState"]) => void;
}

/** One account: what it is, and what the reader may do about it. */
export function Person({ one, known, put, invited }: Props) {
  const name = (id: string): string => known.networks.find((net) => net.id === id)?.name ?? id;
  const changeable = !one.yourself && known.roles.includes(one.role);
  return (
    <>
      <div className="heading">
        <h2>
          {one.login} <small>{roleName(one.role)}</small>
        </h2>
        {one.suspended_at && <span className="flag">{t("sospesa")}</span>}
      </div>
      <div className="padded page">
        <dl className="facts">
          <Fact name={t("Stato")} value={stateInFull(one)} />
          <Fact name={t("Che cosa può fare")} value={roleMay(one.role)} />
          <Fact
            name={t("Enti")}
            value={
              one.networks.map(name).join(", ") +
              (one.elsewhere ? ` · ${t("lavora anche per altri enti")}` : "")
            }
          />
          <Fact name={t("Lingue")} value={one.languages.map(languageName).join(", ")} />
          {one.skills.length > 0 && <Fact name={t("Capacità")} value={one.skills.join(", ")} />}
          <Fact name={t("Accesso creato")} value={day(one.created_at)} />
        </dl>
        <p className="hint">{why(one, changeable)}</p>
        {changeable && <Change one={one} known={known} put={put} />}
        {one.managed && <Acts one={one} put={put} invited={invited} />}
      </div>
    </>
  );
}

/** Why something cannot be done here; empty where everything can. */
function why(one: Member, changeable: boolean): string {
  if (one.yourself) {
    return t(
      "È il Suo accesso: ruolo, enti e sospensione li può cambiare solo una collega con lo stesso ruolo. Così una rete non resta mai senza chi la amministra.",
    );
  }
  if (!changeable) {
    return t(
      "Chi è responsabile dei dati controlla anche Lei: il suo accesso lo cambia solo chi gestisce Filo.",
    );
  }
  if (one.managed) return "";
  return t(
    "Lavora anche per enti non Suoi: qui può darle o toglierle i Suoi enti e cambiare lingue e capacità. Ruolo, sospensione e inviti li cambia chi gestisce Filo.",
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Change({ one, known, put }: Pick<Props, "one" | "known" | "put">) {
  const { run, busy, problem, dialog } = useProven();
  const [skills, setSkills] = useState(one.skills.join(", "));
  const [rights, setRights] = useState<Rights>({
    role: one.role,
    networks: one.networks,
    languages: one.languages,
    skills: one.skills,
  });

  function save(): void {
    void run(async () => {
      const body = { ...rights, skills: listed(skills) };
      put(await act("put", "/api/members/{id}", { path: { id: one.id }, body }));
      announce(t("Salvato."));
    });
  }

  return (
    <details>
      <summary>{t("Cambi ruolo, enti e lingue")}</summary>
      <RightsFields known={known} rights={rights} change={setRights} roleStays={!one.managed} />
      <div className="field">
        <label htmlFor="p-skills">{t("Capacità, con parole Sue (facoltativo)")}</label>
        <input id="p-skills" value={skills} onChange={(e) => setSkills(e.target.value)} />
        <p className="hint">{t("Separate da virgole: documenti, minori.")}</p>
      </div>
      <p className="hint">
        {t(
          "Vale subito, e il suo turno finisce: lo riprende lei. Se perde un ente, le chat che segue lì tornano in coda; se il nuovo ruolo non risponde alle donne, ci tornano tutte.",
        )}
      </p>
      <Problem text={problem} />
      <button type="button" className="primary" disabled={busy || !complete(rights)} onClick={save}>
        {t("Salvi")}
      </button>
      {dialog}
    </details>
  );
}
