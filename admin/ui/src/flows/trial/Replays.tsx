import { useState } from "react";
import { get } from "../../api/ask";
import { act } from "../../api/reading";
import type { Schemas } from "../../api/types";
import { announce } from "../../frame/announce";
import { Problem } from "../../parts/Problem";
import { useAct } from "../../parts/useAct";
import { many, t } from "../../texts/say";
import { Words } from "../Differences";
import type { FlowDesk } from "../desk";

type Differing = Schemas["DifferingTranscript"];

interface Replayed {
  readonly done: number;
  readonly all: number;
  readonly differing: readonly Differing[];
}

/** Every golden conversation once more, with the drafts: which go another way now, and where. */
export function Replays({ desk }: { desk: FlowDesk }) {
  const [now, setNow] = useState<Replayed>();
  const { problem, busy, run } = useAct();

  function replay(): void {
    void run(async () => {
      if (!(await desk.flush())) return;
      const { names, most } = await get("/api/flow-transcripts");
      const all = names.length;
      setNow({ done: 0, all, differing: [] });
      for (let at = 0; at < names.length; at += most) {
        const body = { names: names.slice(at, at + most) };
        const { differing } = await act("post", "/api/flow-transcripts/replay", { body });
        const done = Math.min(at + most, all);
        // What was called right meanwhile does not come back.
        setNow((was) => ({ done, all, differing: [...(was?.differing ?? []), ...differing] }));
      }
    });
  }

  // What is right now differs no more; the others stand until they are played again.
  const accepted = (name: string): void =>
    setNow((was) => was && { ...was, differing: was.differing.filter((one) => one.name !== name) });

  const drafted = now?.differing.filter((one) => !one.already) ?? [];
  const before = now?.differing.filter((one) => one.already) ?? [];
  return (
    <section className="replays" aria-label={t("Conversazioni registrate")}>
      <h4>{t("Conversazioni registrate")}</h4>
      <div className="acts">
        <button type="button" disabled={busy} onClick={replay}>
          {t("Le rifaccia tutte con le bozze")}
        </button>
      </div>
      <p className="problem" role="alert">
        {problem}
      </p>
      {now && (
        <p role="status">
          {busy
            ? t("{done} di {all}…", { done: now.done, all: now.all })
            : drafted.length === 0
              ? t("Rifatte {all}: con le bozze vanno tutte come prima.", { all: now.all })
              : many(
                  "Con le bozze {count} conversazione va in un altro modo.",
                  "Con le bozze {count} conversazioni vanno in un altro modo.",
                  drafted.length,
                )}
        </p>
      )}
      {drafted.map((one) => (
        <Difference key={one.name} one={one} accepted={accepted} />
      ))}
      {before.length > 0 && (
        <details>
          <summary>
            {many(
              "{count} era già diversa con quello che è pubblicato",
              "{count} erano già diverse con quello che è pubblicato",
              before.length,
            )}
          </summary>
          {before.map((one) => (
            <Difference key={one.name} one={one} accepted={accepted} />
          ))}
        </details>
      )}
    </section>
  );
}

interface OfDifference {
  readonly one: Differing;
  readonly accepted: (name: string) => void;
}

function Difference({ one, accepted }: OfDifference) {
  const { problem, busy, run } = useAct();
  const accept = (): void =>
    void run(async () => {
      const body = { name: one.name, digest: one.digest };
      await act("post", "/api/flow-transcripts/accept", { body });
      announce(t("Da adesso questo modo è quello giusto: è tenuto con la bozza."));
      accepted(one.name);
    });
  return (
    <details className="differences">
      <summary>
        <code>{one.name}</code>{" "}
        <small>{many("{count} punto", "{count} punti", one.turns.length)}</small>
      </summary>
      {one.turns.map((turn) => (
        <p key={`${turn.was} ${turn.now}`} dir="auto">
          <Words was={turn.was} now={turn.now} />
        </p>
      ))}
      <div className="acts start-acts">
        <button type="button" disabled={busy} onClick={accept}>
          {t("Questo modo nuovo è giusto")}
          <span className="unseen"> {one.name}</span>
        </button>
      </div>
      <Problem text={problem} />
    </details>
  );
}
