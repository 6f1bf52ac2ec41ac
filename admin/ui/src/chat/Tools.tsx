import { useEffect, useRef, useState } from "react";
import { ask, get } from "../api/ask";
import type { Case, Schemas } from "../api/types";
import { isShut } from "../conversation/Banner";
import { replyIds } from "../conversation/replies";
import { useAct } from "../parts/useAct";
import { spoken, t } from "../texts/say";
import { Canned } from "./Canned";
import { Preview } from "./Preview";
import { useBeside } from "./Safety";

const SAVED_AFTER = 700;
const SAID_EVERY = 3000;

interface Props {
  readonly one: Case;
  readonly draft: string;
  readonly write: (draft: string) => void;
}

/** What helps to write: answers kept ready, how it looks on her phone, a translation. */
export function Tools({ one, draft, write }: Props) {
  const [open, setOpen] = useState<"" | "canned" | "preview">("");
  const beside = useBeside(one);
  useKeptDraft(one, draft, write);
  const picking = open === "canned" || draft === "/";

  function picked(text: string): void {
    write(draft === "/" || !draft.trim() ? text : `${draft.trimEnd()}\n${text}`);
    setOpen("");
  }

  const turn = (which: "canned" | "preview") => setOpen(open === which ? "" : which);
  return (
    <div className="chat-tools">
      <div className="tool-row">
        <button
          type="button"
          className="quiet"
          aria-expanded={picking}
          onClick={() => turn("canned")}
        >
          {t("Risposte pronte")} <kbd>/</kbd>
        </button>
        <button
          type="button"
          className="quiet"
          aria-expanded={open === "preview"}
          onClick={() => turn("preview")}
        >
          {t("Come appare sul suo schermo")}
        </button>
        {beside?.translates && <IntoHers one={one} draft={draft} write={write} />}
      </div>
      {picking && <Canned one={one} picked={picked} />}
      {open === "preview" && <Preview one={one} draft={draft} />}
    </div>
  );
}

/** Her own words in the woman's language, in the place of the draft, which stands in the tray of
 * the browser's undo no longer: so the Italian stays below it. */
function IntoHers({ one, draft, write }: Props) {
  const { run, busy, problem } = useAct();

  function translate(): void {
    void run(async () => {
      const body = { seq: 0, text: draft, target: spoken() };
      const given = await ask("post", "/api/cases/{id}/translate", { path: { id: one.id }, body });
      write(`${(given as Schemas["Translated"]).text}\n\n${draft}`);
    });
  }

  return (
    <>
      <button type="button" className="quiet" disabled={busy || !draft.trim()} onClick={translate}>
        {t("Traduca nella sua lingua")}
      </button>
      {problem && <small className="problem">{problem}</small>}
    </>
  );
}

/** The draft is kept on the server too, and she sees on her open page that somebody writes. */
function useKeptDraft(one: Case, draft: string, write: (draft: string) => void): void {
  const said = useRef(0);
  const first = useRef(true);
  const shut = isShut(one);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each case
  useEffect(() => {
    void get("/api/cases/{id}/draft", { path: { id: one.id } })
      .then((kept) => kept.text && !draft && write(kept.text))
      .catch(() => {});
  }, [one.id]);

  useEffect(() => {
    if (first.current || shut) {
      first.current = false;
      return;
    }
    const now = Date.now();
    if (draft.trim() && draft !== "/" && one.channel === "web" && now - said.current > SAID_EVERY) {
      said.current = now;
      void quietly("post", "/api/cases/{id}/typing", one);
    }
    const text = draft === "/" ? "" : draft;
    const id = text ? replyIds(one.id).of(text) : crypto.randomUUID();
    const later = setTimeout(
      () => void quietly("put", "/api/cases/{id}/draft", one, { id, text }),
      SAVED_AFTER,
    );
    return () => clearTimeout(later);
  }, [draft, one, shut]);
}

/** What may fail without anybody being told: the draft still stands in this tab. */
async function quietly(
  verb: "post" | "put",
  path: string,
  one: Case,
  body?: object,
): Promise<void> {
  await ask(verb, path, { path: { id: one.id }, body }).catch(() => {});
}
