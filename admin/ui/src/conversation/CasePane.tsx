import { useEffect, useRef } from "react";
import type { Case, Line } from "../api/types";
import { ACTIONS, CASE_NOTICES } from "../frame/found";
import { useMe } from "../frame/me";
import { Flags } from "../queue/Flags";
import { languageName } from "../texts/moments";
import { Banner } from "./Banner";
import { Composer } from "./Composer";
import { Offer } from "./Offer";
import { Thread } from "./Thread";
import "./conversation.css";

/** One case: its heading with what can be done, the safety banner, the conversation, the box. */
export function CasePane({ one, lines }: { one: Case; lines: readonly Line[] }) {
  const me = useMe();
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => pane.current?.focus(), []);
  const writes = one.mine && one.state !== "closed";
  return (
    <div className="case" ref={pane} tabIndex={-1}>
      <div className="heading">
        <h2>
          <Flags one={one} /> <span>{one.name}</span>{" "}
          <small>
            {languageName(one.language)}, {one.network}
          </small>
        </h2>
        <div className="case-acts">
          {ACTIONS.filter((act) => act.shown(one, me)).map((act) => (
            <act.view key={act.id} one={one} />
          ))}
        </div>
      </div>
      <Banner one={one} />
      {CASE_NOTICES.map((notice) => (
        <notice.view key={notice.id} one={one} />
      ))}
      {!one.mine && <Offer one={one} />}
      {one.mine && !one.taken_back && <Thread one={one} lines={lines} />}
      {writes && <Composer one={one} />}
    </div>
  );
}
