import { useRef, useState } from "react";
import type { Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { steadyIds } from "../parts/steady";
import { useAct } from "../parts/useAct";
import { clock } from "../texts/moments";
import { t } from "../texts/say";
import "../together/together.css";

interface Props {
  readonly lines: readonly Schemas["AsideLine"][];
  readonly say: (body: { id: string; text: string }) => Promise<unknown>;
}

/** What those around a case write to each other: she never sees it. */
export function Asides({ lines, say }: Props) {
  const { run, busy, problem } = useAct();
  const [text, setText] = useState("");
  const ids = useRef(steadyIds());

  function send(): void {
    if (text.trim() === "") return;
    void run(async () => {
      await say({ id: ids.current.of(text), text });
      ids.current.done();
      setText("");
    });
  }

  return (
    <>
      <ul>
        {lines.map((line) => (
          <li key={line.id} className="plain-entry">
            <small>
              {line.mine ? t("Lei stessa") : line.author} · {clock(line.at)}
            </small>
            <p className="words" dir="auto">
              {line.text}
            </p>
          </li>
        ))}
      </ul>
      <label htmlFor="aside">{t("Scriva tra voi: lei non lo vede")}</label>
      <textarea
        id="aside"
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="acts start-acts">
        <button type="button" disabled={busy} onClick={send}>
          {t("Scriva")}
        </button>
      </div>
      <Problem text={problem} />
    </>
  );
}
