import { useCallback, useEffect, useState } from "react";
import { get, Refusal, remember } from "../api/ask";
import { told } from "../api/reading";
import type { Me } from "../api/types";
import { Door } from "../door/Door";
import { draftsBelongTo } from "../parts/drafts";
import { chooseLanguage, keepLanguage } from "../texts/language";
import { spoken } from "../texts/say";
import { Frame } from "./Frame";
import { LanguageContext } from "./language";

type State = { at: "start" } | { at: "door"; message: string } | { at: "desk"; me: Me };

/** The whole page: the door until somebody is logged in, the desk while she is. */
export function Console() {
  const [state, setState] = useState<State>({ at: "start" });
  const [language, setLanguage] = useState(spoken());

  const enter = useCallback((me: Me) => {
    remember(me.csrf);
    draftsBelongTo(me.id);
    setState({ at: "desk", me });
  }, []);

  useEffect(() => {
    told.ended = (message) => setState({ at: "door", message });
    get("/api/session").then(enter, (error: unknown) => {
      const message = error instanceof Refusal && error.status !== 401 ? error.message : "";
      setState({ at: "door", message });
    });
  }, [enter]);

  const choose = useCallback(async (code: string) => {
    keepLanguage(code);
    await chooseLanguage(code);
    setLanguage(code);
  }, []);

  return (
    // Everything is drawn anew in another language: the key makes it another page.
    <LanguageContext value={choose} key={language}>
      {state.at === "door" && <Door message={state.message} entered={enter} />}
      {state.at === "desk" && <Frame entered={state.me} />}
    </LanguageContext>
  );
}
