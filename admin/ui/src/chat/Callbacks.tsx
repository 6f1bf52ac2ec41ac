import { type FormEvent, useRef, useState } from "react";
import { act, useRead } from "../api/reading";
import type { Case, Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { steadyIds } from "../parts/steady";
import { useAct } from "../parts/useAct";
import { clock, day } from "../texts/moments";
import { mark, t } from "../texts/say";
import { channelName } from "./channels";

const STATES: Readonly<Record<Schemas["Callback"]["state"], ReturnType<typeof mark>>> = {
  offered: mark("le è stato chiesto"),
  agreed: mark("ha detto sì"),
  declined: mark("ha detto no"),
};

/** Offers her to be in touch again: her agreement decides, then her yes. */
export function Callbacks({ one }: { one: Case }) {
  const path = { id: one.id };
  const { data } = useRead("/api/cases/{id}/callbacks", { path });
  const [at, setAt] = useState("");
  const ids = useRef(steadyIds());
  const { run, busy, problem } = useAct();

  function offer(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      const body = { id: ids.current.of(at), at: new Date(at).toISOString() };
      await act("post", "/api/cases/{id}/callbacks", { path, body });
      ids.current.done();
      setAt("");
    });
  }

  return (
    <>
      <ul className="notes">
        {data?.callbacks.map((each) => (
          <li key={each.id}>
            {day(each.at)}, {clock(each.at)}, {channelName(each.channel)}:{" "}
            <strong>{t(STATES[each.state])}</strong>
          </li>
        ))}
      </ul>
      <form onSubmit={offer}>
        <label htmlFor="callback">{t("Proponga un momento")}</label>
        <input
          id="callback"
          type="datetime-local"
          required
          value={at}
          onChange={(event) => setAt(event.target.value)}
        />
        <p className="hint">
          {t(
            "Glielo chiediamo in chat e risponde sì o no. Al momento giusto avvisiamo Lei, non la donna.",
          )}
        </p>
        <div className="acts">
          <button type="submit" disabled={busy || !at || one.left_at !== null}>
            {t("Proponga")}
          </button>
        </div>
      </form>
      <Problem text={problem} />
    </>
  );
}
