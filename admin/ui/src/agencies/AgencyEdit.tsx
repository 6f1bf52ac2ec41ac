import { useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { DutyChoice } from "./DutyChoice";
import { HoursEdit } from "./HoursEdit";

/** What its own people may change of an agency. */
export function AgencyEdit({ one }: { one: Schemas["Agency"] }) {
  const { run, busy, problem } = useAct();
  const [name, setName] = useState(one.name);
  const [answers, setAnswers] = useState(one.answers);
  const [duty, setDuty] = useState(one.duty_to_report);
  const [languages, setLanguages] = useState(one.languages.join(" "));
  const [hours, setHours] = useState([...one.hours]);
  const [phone, setPhone] = useState(one.duty_phone);

  function save(): void {
    void run(async () => {
      const body = {
        kind: one.kind,
        name,
        answers,
        duty_to_report: duty,
        languages: languages.split(/[\s,]+/).filter(Boolean),
        hours,
        duty_phone: phone,
      };
      await act("post", "/api/agencies/{id}", { path: { id: one.id }, body });
      announce(t("Salvato."));
    });
  }

  return (
    <details>
      <summary>{t("Modifichi i dati")}</summary>
      <div className="field">
        <label htmlFor="a-name">{t("Nome")}</label>
        <input id="a-name" value={name} onChange={(event) => setName(event.target.value)} />
      </div>
      <div className="field">
        <label htmlFor="a-answers">{t("Chi risponde, come lo legge lei")}</label>
        <input id="a-answers" value={answers} onChange={(e) => setAnswers(e.target.value)} />
      </div>
      <DutyChoice id="a-duty" value={duty} change={setDuty} />
      <div className="field">
        <label htmlFor="a-languages">{t("Lingue, con le sigle (it ar en)")}</label>
        <input id="a-languages" value={languages} onChange={(e) => setLanguages(e.target.value)} />
      </div>
      {!one.publishes && <HoursEdit hours={hours} change={setHours} />}
      <div className="field">
        <label htmlFor="a-phone">{t("Telefono di turno")}</label>
        <input
          id="a-phone"
          value={phone}
          inputMode="tel"
          maxLength={20}
          onChange={(event) => setPhone(event.target.value)}
        />
        <p className="hint">{t("Lo vede solo chi lavora in questo ente.")}</p>
      </div>
      <button type="button" className="primary" disabled={busy} onClick={save}>
        {t("Salvi")}
      </button>
      <Problem text={problem} />
    </details>
  );
}
