import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Schemas } from "../../api/types";
import { clock } from "../../texts/moments";
import { many, t } from "../../texts/say";
import type { FlowDesk } from "../desk";
import { choose, does, play, useTrial } from "./trial";
import { actName, directionOf, SENT, timeName, WAITS } from "./words";

type Moment = Schemas["TrialMoment"];
type Bubble = Schemas["TrialBubble"];

/** The talk as it stands on her phone, and everything that she can do now. */
export function Chat({ flow, desk }: { flow: string; desk: FlowDesk }) {
  const { found, plan, busy, lost } = useTrial();
  const log = useRef<HTMLDivElement>(null);
  const language = found?.standing.language ?? "it";
  const moments = found?.moments ?? [];
  // The first moment is her coming, which is no act of hers where she has the key.
  const came = moments.length - plan.acts.length;

  // Whoever acts by keyboard within the talk goes on at its newest question.
  const within = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new moment moves the end
  useEffect(() => {
    const box = log.current;
    if (box && within.current)
      (box.querySelector<HTMLElement>("li button:enabled") ?? box).focus({ preventScroll: true });
    if (box) box.scrollTop = box.scrollHeight;
    document.querySelector('.outline [data-trail="now"]')?.scrollIntoView({ block: "nearest" });
  }, [found]);

  const notes = (): void => {
    within.current = log.current?.contains(document.activeElement) ?? false;
  };

  async function act(what: string): Promise<void> {
    notes();
    if (!busy && (await desk.flush())) await does(flow, what);
  }

  function back(to: number): void {
    notes();
    choose({ acts: plan.acts.slice(0, to) });
    void play(flow);
  }

  return (
    <>
      {lost > 0 && (
        <p className="hint" role="status">
          {many(
            "La bozza è cambiata: {count} risposta non si può più dare. Continui da qui.",
            "La bozza è cambiata: {count} risposte non si possono più dare. Continui da qui.",
            lost,
          )}
        </p>
      )}
      <div
        className="phone"
        ref={log}
        role="log"
        aria-label={t("La conversazione di prova")}
        aria-busy={busy}
        tabIndex={0}
        lang={language}
        dir={directionOf(language)}
      >
        {moments.map((one, at) => (
          <Turn
            // biome-ignore lint/suspicious/noArrayIndexKey: a turn is its place in the talk
            key={`${at} ${one.act}`}
            moment={one}
            back={at >= came ? () => back(at - came) : undefined}
            touch={at === moments.length - 1 && !busy ? act : undefined}
          />
        ))}
      </div>
      <Says act={act} language={language} />
      <Happens act={act} wakesAt={found?.standing.wakes_at ?? null} />
    </>
  );
}

interface TurnProps {
  readonly moment: Moment;
  /** Goes on from before this. */
  readonly back: (() => void) | undefined;
  /** Takes a choice; only where it is the last turn. */
  readonly touch: ((act: string) => Promise<void>) | undefined;
}

function Turn({ moment, back, touch }: TurnProps) {
  const name = actName(moment.act);
  return (
    <>
      <div className={name ? "happened" : "bubble mine"}>
        {name ? (
          <span lang={document.documentElement.lang} dir="ltr">
            {name} · <time dateTime={moment.at}>{clock(moment.at)}</time>
          </span>
        ) : (
          <p dir="auto">
            <span className="unseen" lang={document.documentElement.lang}>
              {t("Lei:")}{" "}
            </span>
            {moment.said}
          </p>
        )}
        {back && (
          <button
            type="button"
            className="quiet rewind"
            lang={document.documentElement.lang}
            onClick={back}
          >
            <span aria-hidden="true">↺</span>
            <span className="unseen">{t("Torni a prima di questo")}</span>
          </button>
        )}
      </div>
      {moment.bubbles.map((bubble, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what a turn says never changes its order
        <Said key={at} bubble={bubble} touch={touch} />
      ))}
      {moment.bubbles.length === 0 && (
        <p className="happened" lang={document.documentElement.lang} dir="ltr">
          {t("Non le arriva niente.")}
        </p>
      )}
    </>
  );
}

export function Said({ bubble, touch }: { bubble: Bubble; touch: TurnProps["touch"] }) {
  const digits = bubble.form === "digits";
  return (
    <div className={`bubble ${bubble.voice}`}>
      {bubble.voice === "cover" && (
        <small lang={document.documentElement.lang}>{t("copertina")}</small>
      )}
      <p dir="auto">{bubble.text}</p>
      {bubble.buttons.length > 0 && (
        <ul className={digits ? "digits" : bubble.form}>
          {bubble.buttons.map((one, at) => (
            <li key={one.id}>
              <button
                type="button"
                dir="auto"
                disabled={!touch}
                onClick={() => void touch?.(`(touch ${one.id})`)}
              >
                {digits && `${at + 1} `}
                {one.label}
              </button>
            </li>
          ))}
        </ul>
      )}
      {bubble.segments && (
        <small lang={document.documentElement.lang} dir="ltr">
          {many("{count} SMS", "{count} SMS", bubble.segments.count)} ·{" "}
          {t("{count} segni liberi", { count: bubble.segments.left })}
        </small>
      )}
      {bubble.locked && (
        <small className="locked" dir="ltr">
          <span lang={document.documentElement.lang}>{t("Sullo schermo bloccato:")}</span>{" "}
          <bdi>{bubble.locked}</bdi>
        </small>
      )}
    </div>
  );
}

function Says({ act, language }: { act: (what: string) => Promise<void>; language: string }) {
  const [text, setText] = useState("");
  function submitted(event: FormEvent): void {
    event.preventDefault();
    if (!text.trim()) return;
    setText("");
    void act(text.trim());
  }
  return (
    <form className="pair" onSubmit={submitted}>
      <label className="field">
        {t("Scrive")}
        <input
          value={text}
          dir="auto"
          lang={language}
          autoComplete="off"
          maxLength={2000}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className="primary">
        {t("Mandi")}
      </button>
    </form>
  );
}

/** What happens without a word of hers. */
function Happens({
  act,
  wakesAt,
}: {
  act: (what: string) => Promise<void>;
  wakesAt: string | null;
}) {
  const [minutes, setMinutes] = useState("15");
  const [thing, setThing] = useState("(picture)");
  return (
    <details className="happens">
      <summary>{t("Tempo, silenzio, uscita")}</summary>
      <div className="pair">
        <label className="field">
          {t("Passa il tempo")}
          <select value={minutes} onChange={(event) => setMinutes(event.target.value)}>
            {WAITS.map((one) => (
              <option key={one} value={one}>
                {timeName(one)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => void act(`(${minutes} minutes)`)}>
          {t("Lo faccia passare")}
        </button>
      </div>
      <div className="pair">
        <label className="field">
          {t("Manda")}
          <select value={thing} onChange={(event) => setThing(event.target.value)}>
            {Object.entries(SENT).map(([id, name]) => (
              <option key={id} value={id}>
                {t(name)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => void act(thing)}>
          {t("Mandi")}
        </button>
      </div>
      <div className="acts">
        <button type="button" disabled={!wakesAt} onClick={() => void act("(silence)")}>
          {wakesAt
            ? t("Silenzio fino alle {time}", { time: clock(wakesAt) })
            : t("Nessuna domanda scade")}
        </button>
        <button type="button" onClick={() => void act("(exit)")}>
          {t("Esce")}
        </button>
        <button type="button" onClick={() => void act("(key)")}>
          {t("Torna con la chiave")}
        </button>
      </div>
    </details>
  );
}
