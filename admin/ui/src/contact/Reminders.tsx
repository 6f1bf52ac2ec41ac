import { type FormEvent, useState } from "react";
import { act, useRead } from "../api/reading";
import type { Case } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { steadyIds } from "../parts/steady";
import { useAct } from "../parts/useAct";
import { moment } from "../texts/moments";
import { mark, t } from "../texts/say";

const STATES = {
  waiting: mark("in attesa"),
  queued: mark("in uscita"),
  sent: mark("inviato"),
  forbidden: mark("non inviato"),
  failed: mark("non inviato"),
};

/** What she allows in words, asking for a reminder within it, and what became of each. */
export function Reminders({ one }: { one: Case }) {
  const { data, refusal } = useRead("/api/cases/{id}/contact", { path: { id: one.id } });
  const [ids] = useState(steadyIds);
  const [at, setAt] = useState("");
  const { run, busy, problem } = useAct();

  function submitted(event: FormEvent): void {
    event.preventDefault();
    if (!at) return;
    void run(async () => {
      const body = { id: ids.of(at), at: new Date(at).toISOString() };
      await act("post", "/api/cases/{id}/reminders", { path: { id: one.id }, body });
      ids.done();
      setAt("");
      announce(t("Promemoria in attesa."));
    });
  }

  if (!data) return <Problem text={refusal?.message ?? ""} />;
  return (
    <>
      <p>{data.allowed}</p>
      {data.possible && (
        <form onSubmit={submitted}>
          <label htmlFor="remind-at">{t("Quando")}</label>
          <input
            id="remind-at"
            type="datetime-local"
            required
            aria-describedby="remind-hint"
            value={at}
            onChange={(event) => setAt(event.target.value)}
          />
          <p id="remind-hint" className="hint">
            {t("Le parole le ha scelte lei: non si possono cambiare.")}
          </p>
          <button type="submit" disabled={busy}>
            {t("Chieda un promemoria")}
          </button>
        </form>
      )}
      <ul className="reminders">
        {data.reminders.map((each) => (
          <li key={each.id}>
            {moment(each.at)} <small className="muted">{each.why || t(STATES[each.state])}</small>
          </li>
        ))}
      </ul>
      <Problem text={problem} />
    </>
  );
}
