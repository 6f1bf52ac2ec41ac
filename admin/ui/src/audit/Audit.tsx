import { type FormEvent, useState } from "react";
import { get } from "../api/ask";
import type { Schemas } from "../api/types";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { clock, day } from "../texts/moments";
import { t } from "../texts/say";
import { Verify } from "./Verify";
import { actWord } from "./words";

/** Who did what, looked for when she asks: each search is itself written down, so none runs by
 * itself. */
export default function Audit() {
  const { run, busy, problem } = useAct();
  const [subject, setSubject] = useState("");
  const [person, setPerson] = useState("");
  const [found, setFound] = useState<Schemas["Acts"]>();

  function search(before = ""): void {
    void run(async () => {
      const query = { subject: subject.trim(), person, before };
      const page = await get("/api/audit", { query });
      setFound(before && found ? { ...page, acts: [...found.acts, ...page.acts] } : page);
    });
  }

  function submitted(event: FormEvent): void {
    event.preventDefault();
    search();
  }

  return (
    <Page title={t("Registro")}>
      <p className="hint">
        {t(
          "Chi ha visto o fatto che cosa, senza alcun contenuto. Anche ogni ricerca qui resta scritta.",
        )}
      </p>
      <form onSubmit={submitted}>
        <div className="beside-act field">
          <span>
            <label htmlFor="audit-subject">{t("Codice di un caso o di una richiesta")}</label>
            <input
              id="audit-subject"
              autoComplete="off"
              spellCheck={false}
              maxLength={64}
              value={subject}
              onChange={(event) => setSubject(event.target.value)}
            />
          </span>
          {found && (
            <span>
              <label htmlFor="audit-person">{t("Chi")}</label>
              <select
                id="audit-person"
                value={person}
                onChange={(event) => setPerson(event.target.value)}
              >
                <option value="">{t("tutte")}</option>
                {found.people.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.login}
                  </option>
                ))}
              </select>
            </span>
          )}
          <button type="submit" className="primary" disabled={busy}>
            {t("Cerchi")}
          </button>
        </div>
      </form>
      <Problem text={problem} />
      {found && <Found found={found} />}
      {found?.next && (
        <button type="button" disabled={busy} onClick={() => search(found.next)}>
          {t("Mostri anche prima")}
        </button>
      )}
      <Verify />
    </Page>
  );
}

function Found({ found }: { found: Schemas["Acts"] }) {
  const name = (id: string): string => found.people.find((one) => one.id === id)?.login ?? id;
  if (found.acts.length === 0) return <p className="muted">{t("Nulla trovato.")}</p>;
  return (
    <ul>
      {found.acts.map((one) => (
        <li key={one.id} className="entry">
          <strong>{one.login || t("una persona di un altro ente")}</strong> {actWord(one.act)}
          {one.refused && <span className="flag">{t("rifiutato")}</span>}
          <small>
            {day(one.at)}, {clock(one.at)}
            {one.network && ` · ${one.network}`}
            {one.subject && ` · ${name(one.subject)}`}
          </small>
        </li>
      ))}
    </ul>
  );
}
