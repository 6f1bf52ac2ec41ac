import { type FormEvent, useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { useMe } from "../frame/me";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { dayAndTime, languageName } from "../texts/moments";
import { t } from "../texts/say";
import { Where } from "./Where";

const LANGUAGES = ["it", "en", "es", "fr", "ar"];
type Edited = Required<Schemas["EditedCanned"]>;

/** Answers kept ready: everybody reads them, coordinators write them. */
export function CannedAnswers() {
  const me = useMe();
  const { data } = useRead("/api/canned");
  const empty: Edited = {
    id: "",
    network: me.networks[0]?.id ?? "",
    language: "it",
    shortcut: "",
    title: "",
    text: "",
  };
  const [edited, edit] = useState<Edited>();
  return (
    <section aria-label={t("Risposte pronte")}>
      <h2>{t("Risposte pronte")}</h2>
      {data?.answers.length === 0 && (
        <p className="hint">{t("Nessuna ancora. Si usano scrivendo / nella risposta.")}</p>
      )}
      <ul>
        {data?.answers.map((each) => (
          <li key={each.id} className="entry">
            <strong>
              <kbd>/{each.shortcut}</kbd> {each.title}
            </strong>
            <small>{languageName(each.language)}</small>
            <p className="words" dir="auto">
              {each.text}
            </p>
            {each.telling.length > 0 && (
              <p className="hint">
                {t("Non parte su SMS e WhatsApp: dice {words}.", {
                  words: each.telling.join(", "),
                })}
              </p>
            )}
            {each.editable && (
              <div className="acts">
                <button type="button" className="quiet" onClick={() => edit(each)}>
                  {t("Modifichi")}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {me.role === "coordinator" &&
        (edited ? (
          <Editor
            key={`${edited.id} ${edited.text}`}
            first={edited}
            variables={data?.variables ?? []}
            done={() => edit(undefined)}
          />
        ) : (
          <button type="button" onClick={() => edit(empty)}>
            {t("Aggiunga una risposta")}
          </button>
        ))}
      {me.role === "coordinator" && <Before edit={edit} />}
    </section>
  );
}

/** How they were before: any of them goes into the form again, and counts once it is saved. */
function Before({ edit }: { edit: (one: Edited) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("Com'erano prima")}</summary>
      {open && <Versions edit={edit} />}
    </details>
  );
}

function Versions({ edit }: { edit: (one: Edited) => void }) {
  const versions = useRead("/api/canned-versions").data?.versions;
  if (versions?.length === 0) return <p className="hint">{t("Nessuna ancora.")}</p>;
  return (
    <ul>
      {versions?.map((one) => (
        <li key={`${one.id} ${one.number}`} className="entry">
          <strong>
            <kbd>/{one.shortcut}</kbd> {one.title}
          </strong>
          <small>
            {languageName(one.language)} · {one.by || "–"} · {dayAndTime(one.edited_at)}
            {one.gone && ` · ${t("tolta")}`}
          </small>
          <p className="words" dir="auto">
            {one.text}
          </p>
          <div className="acts">
            <button
              type="button"
              className="quiet"
              onClick={() =>
                edit({
                  ...one,
                  language: one.language as Edited["language"],
                  id: one.kept ? one.id : "",
                })
              }
            >
              {t("La riporti nel modulo")}
            </button>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Editor({
  first,
  variables,
  done,
}: {
  first: Edited;
  variables: readonly string[];
  done: () => void;
}) {
  const { id, network, language, shortcut, title, text } = first;
  const [now, set] = useState({ id, network, language, shortcut, title, text });
  const { run, busy, problem } = useAct();

  function save(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      await act("put", "/api/canned", { body: now });
      done();
    });
  }

  function remove(): void {
    void run(async () => {
      await act("delete", "/api/canned/{id}", { path: { id } });
      done();
    });
  }

  return (
    <form className="care-part" onSubmit={save}>
      <Where
        id="canned-network"
        value={now.network}
        choose={(one) => set({ ...now, network: one })}
      />
      <div className="field">
        <label htmlFor="canned-language">{t("Lingua")}</label>
        <select
          id="canned-language"
          value={now.language}
          onChange={(event) => set({ ...now, language: event.target.value })}
        >
          {LANGUAGES.map((each) => (
            <option key={each} value={each}>
              {languageName(each)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="canned-shortcut">{t("Abbreviazione")}</label>
        <input
          id="canned-shortcut"
          required
          value={now.shortcut}
          onChange={(event) => set({ ...now, shortcut: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor="canned-title">{t("Titolo")}</label>
        <input
          id="canned-title"
          required
          value={now.title}
          onChange={(event) => set({ ...now, title: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor="canned-text">{t("Testo")}</label>
        <textarea
          id="canned-text"
          rows={4}
          required
          dir="auto"
          value={now.text}
          onChange={(event) => set({ ...now, text: event.target.value })}
        />
        <p className="hint">
          {t("Si possono usare: {names}", {
            names: variables.map((name) => `{${name}}`).join(", "),
          })}
        </p>
      </div>
      <Problem text={problem} />
      <div className="acts">
        {id && (
          <button type="button" className="quiet" disabled={busy} onClick={remove}>
            {t("Elimini")}
          </button>
        )}
        <button type="button" className="quiet" onClick={done}>
          {t("Annulli")}
        </button>
        <button type="submit" className="primary" disabled={busy}>
          {t("Salvi")}
        </button>
      </div>
    </form>
  );
}
