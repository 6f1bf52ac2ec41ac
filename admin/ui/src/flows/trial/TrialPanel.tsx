import { useEffect, useRef, useState } from "react";
import { useMe } from "../../frame/me";
import { t } from "../../texts/say";
import type { FlowDesk } from "../desk";
import { openStep } from "../places";
import { Chat } from "./Chat";
import { Exits } from "./Exits";
import { Kept } from "./Kept";
import { Recording } from "./Recording";
import { Replays } from "./Replays";
import { Settings } from "./Settings";
import { Standing } from "./Standing";
import { end, isOlder, play, trialBelongsTo, useTrial } from "./trial";
import "./trial.css";

/** Talk with the draft as a woman would: nothing of it is sent, stored or told to anybody. */
export function TrialPanel({
  desk,
  flow,
  revision,
}: {
  desk: FlowDesk;
  flow: string;
  revision: number;
}) {
  const { id } = useMe();
  const trial = useTrial();
  const heading = useRef<HTMLHeadingElement>(null);
  const [looked, look] = useState<"" | "exit" | "record">("");
  const begun = trial.found !== undefined;
  useEffect(() => {
    trialBelongsTo(id);
    heading.current?.focus();
  }, [id]);
  // What is written meanwhile is heard at once.
  useEffect(() => {
    if (isOlder(`${flow} ${revision}`)) void play(flow);
  }, [flow, revision]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was looked at is of an earlier moment
  useEffect(() => look(""), [trial.found]);

  async function start(): Promise<void> {
    if (!(await desk.flush())) return;
    isOlder(`${flow} ${desk.now().given.flow.revision}`);
    await play(flow, true);
  }

  return (
    <section className="trial" aria-label={t("Prova")}>
      <div className="heading">
        <h3 ref={heading} tabIndex={-1}>
          {t("Prova")}
        </h3>
        {begun && (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              end();
              heading.current?.focus();
            }}
          >
            {t("Da capo")}
          </button>
        )}
        <button type="button" className="quiet" onClick={() => openStep(flow)}>
          {t("Chiuda la prova")}
        </button>
      </div>
      <div className="padded">
        <Settings flow={flow} start={start} />
        <p className="problem" role="alert">
          {trial.problem}
        </p>
        {begun && (
          <>
            <Chat flow={flow} desk={desk} />
            <Standing flow={flow} />
            <div className="acts">
              <button
                type="button"
                aria-expanded={looked === "exit"}
                onClick={() => look(looked === "exit" ? "" : "exit")}
              >
                {t("Uscita qui")}
              </button>
              <button
                type="button"
                aria-expanded={looked === "record"}
                onClick={() => look(looked === "record" ? "" : "record")}
              >
                {t("Registri la prova")}
              </button>
            </div>
            {looked === "exit" && <Exits flow={flow} />}
            {looked === "record" && <Recording flow={flow} />}
          </>
        )}
        <Kept flow={flow} />
        <Replays desk={desk} />
      </div>
    </section>
  );
}
