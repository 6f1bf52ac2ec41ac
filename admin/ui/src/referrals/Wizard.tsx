import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Case, Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { Sheet as Dialog } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { yesNo } from "../texts/moments";
import { t } from "../texts/say";
import { type Sheet, SheetFields } from "../together/fields";
import { kindWord } from "../together/words";

interface Props {
  readonly one: Case;
  readonly known: Schemas["Referrals"];
  readonly close: () => void;
}

/** Prepares a referral: to whom, then closed fields. What she will read is shown before asking. */
export function Wizard({ one, known, close }: Props) {
  const { fields, words } = known;
  const agencies = useRead("/api/agencies").data?.agencies ?? [];
  const { run, busy, problem } = useAct();
  const [id, setId] = useState("");
  const [sheet, setSheet] = useState<Sheet>({
    languages: [one.language],
    abilities: Object.keys(words),
  });
  const agency = agencies.find((other) => other.id === id);
  const own = agency ? (fields[agency.kind] ?? {}) : {};

  function prepare(): void {
    const kept = Object.entries(sheet)
      .map(([name, values]) => [name, values.filter((one) => own[name]?.includes(one))] as const)
      .filter(([, values]) => values.length > 0);
    void run(async () => {
      const body = { id: crypto.randomUUID(), agency: id, sheet: Object.fromEntries(kept) };
      await act("post", "/api/cases/{id}/referrals", { path: { id: one.id }, body });
    }).then((done) => done && close());
  }

  const acts = (
    <>
      <button type="button" className="quiet" onClick={close}>
        {t("Annulli")}
      </button>
      <button type="button" className="primary" disabled={busy || !agency} onClick={prepare}>
        {t("Prepari")}
      </button>
    </>
  );
  return (
    <Dialog open close={close} title={t("Preparare un invio")} acts={acts}>
      <p className="hint">
        {t(
          "La scheda ha solo voci chiuse: mai i fatti, mai il permesso di soggiorno. Non parte nulla finché lei non dice sì nella chat.",
        )}
      </p>
      <label htmlFor="referral-agency">{t("A chi")}</label>
      <select
        id="referral-agency"
        className="field"
        value={id}
        onChange={(event) => setId(event.target.value)}
      >
        <option value="">{t("Scelga…")}</option>
        {agencies
          .filter((other) => other.name !== one.network)
          .map((other) => (
            <option key={other.id} value={other.id}>
              {other.name} · {kindWord(other.kind)}
            </option>
          ))}
      </select>
      {agency && (
        <p className="hint">
          {t("Obbligo di segnalare: {known}. Lei lo legge prima di decidere.", {
            known: yesNo(agency.duty_to_report),
          })}
        </p>
      )}
      <SheetFields fields={own} words={words} sheet={sheet} change={setSheet} />
      <Problem text={problem} />
    </Dialog>
  );
}
