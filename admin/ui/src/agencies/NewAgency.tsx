import { useState } from "react";
import { act } from "../api/reading";
import { announce } from "../frame/announce";
import { go } from "../frame/way";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { kindWord } from "../together/words";
import { type Duty, DutyChoice } from "./DutyChoice";

const KINDS = [
  "employment",
  "training",
  "social",
  "health",
  "union",
  "placement",
  "housing",
  "equality",
] as const;

/** An agency that is not in the directory. Whoever adds it keeps it. */
export function NewAgency() {
  const { run, busy, problem } = useAct();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<(typeof KINDS)[number]>("training");
  const [duty, setDuty] = useState<Duty>("unknown");

  function add(): void {
    void run(async () => {
      const body = { name, kind, duty_to_report: duty };
      const made = await act("post", "/api/agencies", { body });
      announce(t("Aggiunto."));
      go("agencies", made.id);
    });
  }

  return (
    <>
      <div className="heading">
        <h2>{t("Aggiunga un ente")}</h2>
      </div>
      <div className="padded page">
        <p className="hint">
          {t(
            "Da subito le reti possono proporgli un invio. Orari, lingue e procedura si scrivono dopo. Mai una casa rifugio.",
          )}
        </p>
        <div className="field">
          <label htmlFor="n-name">{t("Nome")}</label>
          <input
            id="n-name"
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="n-kind">{t("Che cos'è")}</label>
          <select
            id="n-kind"
            value={kind}
            onChange={(event) => setKind(event.target.value as (typeof KINDS)[number])}
          >
            {KINDS.map((id) => (
              <option key={id} value={id}>
                {kindWord(id)}
              </option>
            ))}
          </select>
        </div>
        <DutyChoice id="n-duty" value={duty} change={setDuty} />
        <button type="button" className="primary" disabled={busy || !name.trim()} onClick={add}>
          {t("Aggiunga")}
        </button>
        <Problem text={problem} />
      </div>
    </>
  );
}
