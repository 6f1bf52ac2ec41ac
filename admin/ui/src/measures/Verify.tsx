import { type FormEvent, useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { vouching } from "../services/Behind";
import { t } from "../texts/say";

/** Vouches for what is read here: from today, for a while, with a note for colleagues. */
export function Verify({ one }: { one: Schemas["OneMeasure"] }) {
  const { run, busy, problem } = useAct();
  const [interval, setInterval] = useState(0);
  const [note, setNote] = useState("");
  const id = one.measure.id;

  function send(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      const body = { digest: one.digest, interval, note };
      await act("post", "/api/measures/{id}/verify", { path: { id }, body });
      setNote("");
    });
  }

  if (one.measure.state === "ended" || one.measure.state === "ahead") return null;
  if (one.behind.yours) return null;
  return (
    <form className="verify" onSubmit={send}>
      <label className="field">
        {t("Nota per le colleghe: che cosa ha controllato, e dove")}
        <textarea
          rows={2}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <div className="beside">
        <label className="field">
          {t("Per quanto tempo vale")}
          <select value={interval} onChange={(event) => setInterval(Number(event.target.value))}>
            <option value={0}>{t("{days} giorni", { days: one.interval })}</option>
            {[30, 90, 180, 365]
              .filter((days) => days !== one.interval)
              .map((days) => (
                <option key={days} value={days}>
                  {t("{days} giorni", { days })}
                </option>
              ))}
          </select>
        </label>
        <button type="submit" className="primary" disabled={busy}>
          {vouching(one.behind, t("Verificata oggi"))}
        </button>
      </div>
      <Problem text={problem} />
    </form>
  );
}
