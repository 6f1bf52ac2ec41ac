import { type FormEvent, useState } from "react";
import { act, useRead } from "../api/reading";
import type { Case } from "../api/types";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { day, moment } from "../texts/moments";
import { t } from "../texts/say";

/** Notes of the case: never sent, and gone by themselves. */
export function Notes({ one }: { one: Case }) {
  const path = { id: one.id };
  const { data } = useRead("/api/cases/{id}/notes", { path });
  const [text, write] = useState("");
  const { run, busy, problem } = useAct();

  function keep(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      await act("post", "/api/cases/{id}/notes", { path, body: { text } });
      write("");
    });
  }

  const remove = (note: string) =>
    void run(() => act("delete", "/api/cases/{id}/notes/{note}", { path: { id: one.id, note } }));

  return (
    <>
      <p className="hint">
        {t(
          "Lei non le vede. Le legge chi segue il caso; si cancellano da sole, e con la conversazione.",
        )}
      </p>
      <ul className="notes">
        {data?.notes.map((note) => (
          <li key={note.id}>
            <p className="words" dir="auto">
              {note.text}
            </p>
            <small className="muted">
              {note.author}, {moment(note.at)}. {t("Scade: {when}", { when: day(note.forget_at) })}
            </small>
            <button
              type="button"
              className="quiet small"
              disabled={busy}
              onClick={() => remove(note.id)}
            >
              {t("Tolga")}
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={keep}>
        <label htmlFor="note">{t("Nuova nota")}</label>
        <textarea
          id="note"
          rows={2}
          autoComplete="off"
          value={text}
          onChange={(event) => write(event.target.value)}
        />
        <div className="acts">
          <button type="submit" disabled={busy || !text.trim()}>
            {t("Aggiunga")}
          </button>
        </div>
      </form>
      <Problem text={problem} />
    </>
  );
}
