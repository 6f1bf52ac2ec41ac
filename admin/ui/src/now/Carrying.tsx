import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { useMe } from "../frame/me";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { mark, type Text, t } from "../texts/say";

type State = Schemas["CarryingState"];
type Person = Schemas["Carries"];
type Skill = State["skills"][number];

const SKILLS: Readonly<Record<Skill, Text>> = {
  minor: mark("minorenni"),
  pregnancy: mark("gravidanza"),
  sexual_violence: mark("violenza sessuale"),
  work: mark("lavoro"),
  legal: mark("legale"),
  permit: mark("documenti e permesso"),
  digital: mark("telefono e conti"),
  sign_language: mark("lingua dei segni"),
};

/** How much each person carries at once, and what she is prepared for. */
export function Carrying() {
  const state = useRead("/api/carrying").data;
  if (!state || state.people.length === 0) return null;
  return (
    <section aria-label={t("Quanto segue ciascuna")}>
      <h3>{t("Quanto segue ciascuna")}</h3>
      <p className="hint">
        {t(
          "Una chat conta uno; in pericolo o pesante conta due. Chi è al completo non riceve proposte e non prende altri casi, salvo pericolo.",
        )}
      </p>
      <ul>
        {state.people.map((one) => (
          <li key={`${one.account} ${one.units} ${one.skills.join()}`} className="carries">
            <One one={one} state={state} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ one, state }: { one: Person; state: State }) {
  const me = useMe();
  const [units, setUnits] = useState(one.units);
  const [skills, setSkills] = useState<readonly Skill[]>(one.skills);
  const { run, busy, problem } = useAct();
  const same = units === one.units && skills.join() === one.skills.join();
  const choices = Array.from(
    { length: state.most - state.fewest + 1 },
    (_, more) => state.fewest + more,
  );

  function turn(skill: Skill): void {
    const without = skills.filter((other) => other !== skill);
    setSkills(skills.includes(skill) ? without : [...without, skill].sort());
  }
  function save(): void {
    void run(async () => {
      await act("put", "/api/members/{id}/carrying", {
        path: { id: one.account },
        body: { units, skills: [...skills] },
      });
      announce(t("Salvato."));
    });
  }

  if (one.account === me.id) return <strong>{one.name}</strong>;
  return (
    <fieldset>
      <legend>{one.name}</legend>
      <label className="units">
        {t("Insieme")}
        <select value={units} onChange={(event) => setUnits(Number(event.target.value))}>
          {choices.map((count) => (
            <option key={count}>{count}</option>
          ))}
        </select>
      </label>
      <div className="choices">
        {state.skills.map((skill) => (
          <label key={skill}>
            <input type="checkbox" checked={skills.includes(skill)} onChange={() => turn(skill)} />
            {t(SKILLS[skill])}
          </label>
        ))}
      </div>
      <button type="button" disabled={busy || same} onClick={save}>
        {t("Salvi")}
      </button>
      <Problem text={problem} />
    </fieldset>
  );
}
