import { type FormEvent, useState } from "react";
import { act, useRead } from "../api/reading";
import { useMe } from "../frame/me";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { moment } from "../texts/moments";
import { t } from "../texts/say";
import { Where } from "./Where";

/** Notes from one shift to the next: a day, and they are gone. */
export function HandoverNotes() {
  const found = useRead("/api/handovers").data?.handovers ?? [];
  const first = useMe().networks[0]?.id ?? "";
  const [network, setNetwork] = useState(first);
  const [text, write] = useState("");
  const { run, busy, problem } = useAct();

  function leave(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      await act("post", "/api/handovers", { body: { network, text } });
      write("");
    });
  }

  const remove = (id: string) =>
    void run(() => act("delete", "/api/handovers/{id}", { path: { id } }));

  return (
    <>
      <div className="heading">
        <h2>{t("Consegne")}</h2>
      </div>
      {found.length === 0 && <p className="empty">{t("Nessuna consegna per questo turno.")}</p>}
      <ul>
        {found.map((each) => (
          <li key={each.id} className="entry">
            <p className="words">{each.text}</p>
            <small>
              {each.author}, {each.network}. {t("Scade: {when}", { when: moment(each.forget_at) })}
            </small>
            <div className="acts">
              <button
                type="button"
                className="quiet"
                disabled={busy}
                onClick={() => remove(each.id)}
              >
                {t("Tolga")}
              </button>
            </div>
          </li>
        ))}
      </ul>
      <form className="padded" onSubmit={leave}>
        <Where id="handover-network" value={network} choose={setNetwork} />
        <label htmlFor="handover">{t("Per il prossimo turno")}</label>
        <textarea
          id="handover"
          rows={3}
          maxLength={1000}
          autoComplete="off"
          value={text}
          aria-describedby="handover-hint"
          onChange={(event) => write(event.target.value)}
        />
        <p id="handover-hint" className="hint">
          {t("Senza nomi e senza dettagli dei casi. Si cancella dopo 24 ore.")}
        </p>
        <div className="acts">
          <button type="submit" disabled={busy || !text.trim()}>
            {t("Lasci la consegna")}
          </button>
        </div>
        <Problem text={problem} />
      </form>
    </>
  );
}
