import { useCallback, useEffect, useId, useRef, useState } from "react";
import { ask, get, Refusal } from "../../api/ask";
import type { Schemas } from "../../api/types";
import { keepDraft, readDraft } from "../../parts/drafts";
import { Problem } from "../../parts/Problem";
import { useAct } from "../../parts/useAct";
import { languageName } from "../../texts/moments";
import { t } from "../../texts/say";
import { openStep } from "../places";
import { plain } from "../segments";
import { Help } from "./Help";
import { Gaps, Length, Notes } from "./Notes";
import { StepPicture } from "./StepPicture";
import { RANKS, STATES, sentenceOf } from "./words";

type Detail = Schemas["TextDetail"];
type Check = Schemas["TextCheck"];

interface Props {
  readonly language: Schemas["TextLanguage"];
  readonly context: string;
  readonly put: (row: Schemas["TextRow"]) => void;
  /** Opens the next text of the list, or the one before. */
  readonly move: (by: 1 | -1) => void;
  readonly close: () => void;
}

/** One text beside its Italian. It is remounted for each. */
export function TextEditor({ language, context, put, move, close }: Props) {
  const [detail, setDetail] = useState<Detail>();
  const [problem, setProblem] = useState("");
  const read = useCallback(() => {
    get("/api/wordings/{id}/text", { path: { id: language.language }, query: { context } }).then(
      setDetail,
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        setProblem(error.message);
      },
    );
  }, [language.language, context]);
  useEffect(read, [read]);
  if (!detail) return problem ? <p className="problem padded">{problem}</p> : null;
  return (
    <Opened
      key={detail.row.said.context}
      language={language}
      detail={detail}
      took={(next) => {
        setDetail(next);
        put(next.row);
      }}
      again={read}
      move={move}
      close={close}
    />
  );
}

interface OpenedProps extends Omit<Props, "context" | "put"> {
  readonly detail: Detail;
  readonly took: (detail: Detail) => void;
  readonly again: () => void;
}

const AFTER = 300;

function Opened({ language, detail, took, again, move, close }: OpenedProps) {
  const { row } = detail;
  const code = language.language;
  const draftId = `text:${code}:${row.said.context}`;
  const kept = useRef<{ text?: string; words?: string }>(JSON.parse(readDraft(draftId) || "{}"));
  const [text, setText] = useState(kept.current.text ?? row.said.text);
  const [words, setWords] = useState(kept.current.words ?? row.words?.text ?? "");
  const [checks, setChecks] = useState<readonly Check[]>(detail.checks);
  const [done, setDone] = useState("");
  const { run, busy, problem } = useAct();
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const dirty = text !== row.said.text || words !== (row.words?.text ?? "");
  const stops = checks.some((one) => one.stops);

  useEffect(() => {
    if (!dirty) {
      keepDraft(draftId, "");
      setChecks(detail.checks);
      return;
    }
    keepDraft(draftId, JSON.stringify({ text, words }));
    let gone = false;
    const timer = setTimeout(() => {
      const body = { context: row.said.context, text, words };
      const path = { id: code };
      // Whether it may be kept is asked again when it is saved: a lost answer costs nothing.
      ask("post", "/api/wordings/{id}/check", { path, body }).then(
        (answer) => !gone && setChecks((answer as Schemas["TextChecks"]).checks),
        () => {},
      );
    }, AFTER);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [text, words, dirty, draftId, code, row.said.context, detail.checks]);

  const post = (path: string, body: object) =>
    ask("post", path, { path: { id: code }, body }) as Promise<Detail>;

  const save = () =>
    run(async () => {
      const body = {
        context: row.said.context,
        digest: detail.digest,
        text: text.trim(),
        words: row.words ? words.trim() : null,
      };
      const next = await post("/api/wordings/{id}/texts", body);
      keepDraft(draftId, "");
      setText(next.row.said.text);
      setWords(next.row.words?.text ?? "");
      took(next);
      setDone(t("Salvata nella bozza del percorso."));
    });

  const sign = () =>
    run(async () => {
      const body = { context: row.said.context, digest: detail.digest };
      took(await post("/api/wordings/{id}/sign", body));
      setDone(t("Firmata."));
    });

  const unsign = () =>
    run(async () => {
      took(await post("/api/wordings/{id}/unsign", { context: row.said.context }));
      setDone(t("Firma tolta."));
    });

  const canSave = row.editable && dirty && !stops && !busy;
  const canSign =
    language.may_sign && !dirty && !busy && row.state !== "reviewed" && !!row.said.text;

  function insert(piece: string, whole: boolean): void {
    const area = box.current;
    if (!area || !row.editable) return;
    const from = whole ? 0 : area.selectionStart;
    const to = whole ? text.length : area.selectionEnd;
    setText(text.slice(0, from) + piece + text.slice(to));
    area.focus();
  }

  function pressed(event: React.KeyboardEvent): void {
    if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      if (event.shiftKey) {
        if (canSign) void sign().then((ok) => ok && move(1));
      } else if (canSave) void save().then((ok) => ok && move(1));
      else if (!dirty) move(1);
    }
  }

  const name = languageName(code);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its keys are those of the fields within
    <div className="text-editor" onKeyDown={pressed}>
      <div className="heading">
        <button type="button" className="quiet" onClick={close}>
          {t("Chiuda")}
        </button>
        <div className="acts">
          <button type="button" className="quiet" onClick={() => move(-1)}>
            {t("Precedente")}
          </button>
          <button type="button" className="quiet" onClick={() => move(1)}>
            {t("Successiva")}
          </button>
        </div>
      </div>
      <p className="text-marks">
        <span className={row.state === "reviewed" ? "state" : "state drafted"}>
          {t(STATES[row.state])}
        </span>{" "}
        <span className="state">{t(RANKS[row.rank])}</span>{" "}
        <small className="code">{row.said.context}</small>
      </p>
      <h3>{t("Italiano")}</h3>
      <p lang="it" dir="ltr" className="italian">
        {row.said.italian}
      </p>
      {detail.remark && (
        <p className="hint" lang="en">
          {detail.remark}
        </p>
      )}
      <div className="field">
        <label htmlFor={id}>{name}</label>
        <textarea
          id={id}
          ref={box}
          lang={code}
          dir="auto"
          rows={Math.min(8, Math.max(2, Math.ceil(row.said.italian.length / 42)))}
          value={text}
          readOnly={!row.editable}
          aria-describedby={`${id}-hint ${id}-checks`}
          onChange={(event) => setText(plainer(event.target.value))}
        />
        <p className="hint" id={`${id}-hint`}>
          <Length text={text} detail={detail} />
        </p>
        {row.editable && <Gaps italian={row.said.italian} insert={(gap) => insert(gap, false)} />}
      </div>
      {row.words && (
        <div className="field">
          <label htmlFor={`${id}-words`}>{t("Parole che vogliono dire lo stesso")}</label>
          <input
            id={`${id}-words`}
            lang={code}
            dir="auto"
            value={words}
            readOnly={!row.editable}
            aria-describedby={`${id}-words-hint`}
            onChange={(event) => setWords(event.target.value)}
          />
          <p className="hint" id={`${id}-words-hint`}>
            {t("In italiano: {words}. Separate da virgole «,».", { words: row.words.italian })}
          </p>
        </div>
      )}
      <ul className="checks" id={`${id}-checks`} aria-live="polite">
        {checks.map((one) => (
          <li key={`${one.code} ${Object.values(one.values).join(" ")}`}>
            <span className={one.stops ? "flag" : "state"}>
              {one.stops ? t("errore") : t("avviso")}
            </span>{" "}
            {sentenceOf(one.code, one.values)}
          </li>
        ))}
      </ul>
      <div className="acts start-acts">
        {row.editable && (
          <button type="button" className="primary" disabled={!canSave} onClick={() => void save()}>
            {t("Salvi")}
          </button>
        )}
        {row.state !== "reviewed" ? (
          <button type="button" disabled={!canSign} onClick={() => void sign()}>
            {t("Firmi")}
          </button>
        ) : (
          language.may_sign &&
          detail.signed?.by && (
            <button type="button" disabled={busy} onClick={() => void unsign()}>
              {t("Tolga la firma")}
            </button>
          )
        )}
        {problem && (
          <button type="button" onClick={again}>
            {t("Rilegga")}
          </button>
        )}
      </div>
      <p className="hint" role="status">
        {done}
      </p>
      <Problem text={problem} />
      <Notes language={language} detail={detail} dirty={dirty} />
      <StepPicture step={detail.step} row={row} text={text} language={language} />
      <Help detail={detail} language={code} insert={row.editable ? insert : undefined} />
      {row.editable && (
        <p>
          <button type="button" onClick={() => openStep(row.place, row.step)}>
            {t("Apra il passo in italiano")}
          </button>
        </p>
      )}
    </div>
  );
}

/** Pasted text loses its formatting; the joiners that Persian and Sinhala write with stay. */
const plainer = (text: string): string =>
  text
    .split(/([\u200c\u200d])/)
    .map((part) => (/^[\u200c\u200d]$/.test(part) ? part : plain(part)))
    .join("");
