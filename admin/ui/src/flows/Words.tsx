import { type FormEvent, useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { go } from "../frame/way";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { languageName } from "../texts/moments";
import { t } from "../texts/say";
import { FindingLine } from "./Problems";
import { PUBLISH, RISKY } from "./places";
import { useFindings } from "./useFindings";
import { stateOf } from "./words";

/** The words that may not stay on her phone, in one language: a line each, with why. */
export default function Words({ name }: { name: string }) {
  const { data, refusal } = useRead("/api/flows/{id}", { path: { id: name } });
  const title = t("Parole da non mostrare: {language}", {
    language: languageName(name.slice(RISKY.length)),
  });
  return (
    <Page title={title}>
      <button type="button" className="quiet" onClick={() => go("flows")}>
        <span aria-hidden="true" className="turned">
          ‹
        </span>{" "}
        {t("Percorsi")}
      </button>
      {refusal && <p className="problem">{refusal.message}</p>}
      {data && <List key={data.flow.revision} given={data} />}
    </Page>
  );
}

function List({ given }: { given: Schemas["Document"] }) {
  const { run, busy, problem } = useAct();
  const [words, setWords] = useState(given.text);
  const { id, revision } = given.flow;
  const found = useFindings(`${id} ${revision}`)?.filter((one) => one.flow === id) ?? [];
  const drafted = revision > 0;

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      const whole = words.endsWith("\n") ? words : `${words}\n`;
      const body = { revision, edits: [], texts: null, positions: null, words: whole };
      await act("post", "/api/flows/{id}/edits", { path: { id }, body });
      announce(t("Salvato come bozza."));
    });
  }

  return (
    <form onSubmit={submitted}>
      <p>
        <span className={drafted ? "state drafted" : "state"}>{stateOf(given.flow)}</span>
      </p>
      <p className="hint">
        {t(
          "Nessuna di queste parole può stare in un SMS, in WhatsApp, in un'anteprima, in una copertina o in un volantino. Una per riga; dopo # si scrive perché.",
        )}
      </p>
      <label className="field">
        {t("Parole e perché")}
        <textarea
          className="code"
          rows={20}
          dir="auto"
          spellCheck={false}
          value={words}
          maxLength={100_000}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <ul>
        {found.map((one) => (
          <li key={`${one.line} ${one.rule}`} className="entry">
            {one.line > 0 && <strong>{t("riga {line}", { line: one.line })}</strong>}{" "}
            <FindingLine one={one} />
          </li>
        ))}
      </ul>
      <div className="acts start-acts">
        <button type="submit" className="primary" disabled={busy || words === given.text}>
          {t("Salvi la bozza")}
        </button>
        {drafted && (
          <button type="button" onClick={() => go("flows", PUBLISH)}>
            {t("Guardi e pubblichi")}
          </button>
        )}
      </div>
      <Problem text={problem} />
    </form>
  );
}

/** Lines that one list has and the other has not. */
export function WordChanges({ was, now }: { was: string; now: string }) {
  const lines = (text: string) => text.split("\n").filter((line) => line.trim());
  const [before, after] = [new Set(lines(was)), new Set(lines(now))];
  const more = [...after].filter((line) => !before.has(line));
  const fewer = [...before].filter((line) => !after.has(line));
  const shown = (label: string, found: readonly string[]) =>
    found.length > 0 && (
      <p>
        {label}: <bdi>{found.join(" · ")}</bdi>
      </p>
    );
  return (
    <>
      {shown(t("In più"), more)}
      {shown(t("Tolte"), fewer)}
    </>
  );
}
