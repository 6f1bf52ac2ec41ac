import { Suspense, useCallback, useEffect, useId, useRef, useState } from "react";
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
import { Sections } from "./Sections";
import { go, useWay } from "./way";
import "./frame.css";

/** The desk of somebody who is logged in: bar, notices, and the section that is open. */
export function Frame({ entered }: { entered: Me }) {
  const me = useRead("/api/session").data ?? entered;
  const [answering, setAnswering] = useState(true);
  const [keys, setKeys] = useState(false);
  const menu = useMenu();
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
        <Bar
          here={section}
          sections={menu.id}
          open={menu.open}
          toggle={menu.toggle}
          waiting={menu.waiting}
          button={menu.button}
          keys={() => setKeys(true)}
        />
        <div className="frame-body">
          <Sections
            id={menu.id}
            sections={sections}
            here={section?.id ?? ""}
            open={menu.open}
            close={menu.close}
            waits={menu.waits}
          />
          <div className="frame-page">
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
          </div>
        </div>
        <Keys open={keys} close={() => setKeys(false)} sections={sections} />
      </div>
      <Said />
    </MeContext>
  );
}

/** The list of sections where it lies over the page: open or not, and what waits in it. */
function useMenu() {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [counts, setCounts] = useState<Readonly<Record<string, number>>>({});
  const close = () => {
    if (open) button.current?.focus();
    setOpen(false);
  };
  const waits = useCallback((section: string, count: number) => {
    setCounts((known) =>
      (known[section] ?? 0) === count ? known : { ...known, [section]: count },
    );
  }, []);
  const waiting = Object.values(counts).reduce((sum, one) => sum + one, 0);
  return { id, button, open, close, toggle: () => setOpen(!open), waits, waiting };
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
