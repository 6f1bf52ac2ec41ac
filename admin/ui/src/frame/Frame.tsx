import { Suspense, useEffect, useState } from "react";
import { remember } from "../api/ask";
import { listen } from "../api/live";
import { told, useRead } from "../api/reading";
import type { Me } from "../api/types";
import { may } from "../features";
import { t } from "../texts/say";
import { useSaid } from "./announce";
import { Bar } from "./Bar";
import { NOTICES, SECTIONS } from "./found";
import { Keys } from "./Keys";
import { MeContext } from "./me";
import { go, useWay } from "./way";
import "./frame.css";

/** The desk of somebody who is logged in: bar, notices, and the section that is open. */
export function Frame({ entered }: { entered: Me }) {
  const me = useRead("/api/session").data ?? entered;
  const [answering, setAnswering] = useState(true);
  const [keys, setKeys] = useState(false);
  const way = useWay();
  const sections = SECTIONS.filter((one) => may(me, one.roles));
  const section = sections.find((one) => one.id === way.section) ?? sections[0];

  useEffect(() => remember(me.csrf), [me.csrf]);
  useEffect(() => {
    told.answering = setAnswering;
    return listen(() => t("La sessione è terminata: acceda di nuovo."));
  }, []);
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      const wanted = event.altKey && sections.find((one) => `Digit${one.key}` === event.code);
      if (wanted) go(wanted.id);
      else if (event.key === "?" && !isTyping(event.target)) setKeys(true);
      else return;
      event.preventDefault();
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [sections]);

  const View = section?.view;
  return (
    <MeContext value={me}>
      <div className="frame">
        <Bar sections={sections} open={section?.id ?? ""} keys={() => setKeys(true)} />
        <div className="notices">
          {NOTICES.filter((one) => may(me, one.roles)).map((one) => (
            <one.view key={one.id} />
          ))}
          {!answering && (
            <p className="notice link-down" role="status">
              {t(
                "Collegamento interrotto: riprovo da solo. Quello che vede può non essere aggiornato.",
              )}
            </p>
          )}
        </div>
        <Suspense fallback={<main className="empty">{t("Un attimo.")}</main>}>
          {View ? (
            <View />
          ) : (
            <main className="empty">{t("Per il Suo ruolo non c'è ancora nulla qui.")}</main>
          )}
        </Suspense>
        <Keys open={keys} close={() => setKeys(false)} sections={sections} />
      </div>
      <Said />
    </MeContext>
  );
}

function Said() {
  return (
    <p className="unseen" role="status">
      {useSaid()}
    </p>
  );
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
