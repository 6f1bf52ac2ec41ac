import { useEffect, useState, useSyncExternalStore } from "react";
import { get, type Refusal } from "../api/ask";
import { act } from "../api/reading";
import { keepDraft, readDraft } from "../parts/drafts";
import { FlowDesk } from "./desk";

const draftOf = (flow: string): string => `flow:${flow}`;
const LOOK = 20_000;

/** The desk of a flow: opened once, saved when the page is left. */
export function useDesk(flow: string): { desk?: FlowDesk; refusal?: Refusal } {
  const [opened, setOpened] = useState<{ desk?: FlowDesk; refusal?: Refusal }>({});
  useEffect(() => {
    const path = { id: flow };
    const read = () => get("/api/flows/{id}", { path });
    const reach = {
      read,
      send: (body: Parameters<typeof act<"post", "/api/flows/{id}/edits">>[2]["body"]) =>
        act("post", "/api/flows/{id}/edits", { path, body }),
      keep: (text: string) => keepDraft(draftOf(flow), text),
    };
    let desk: FlowDesk | undefined;
    let gone = false;
    read().then(
      (given) => {
        if (gone) return;
        desk = new FlowDesk(given, reach, readDraft(draftOf(flow)));
        setOpened({ desk });
      },
      (refusal: Refusal) => !gone && setOpened({ refusal }),
    );
    const looks = (): void => void desk?.look();
    const tries = (): void => void desk?.flush();
    const timer = setInterval(looks, LOOK);
    addEventListener("focus", looks);
    addEventListener("online", tries);
    return () => {
      gone = true;
      desk?.stop();
      clearInterval(timer);
      removeEventListener("focus", looks);
      removeEventListener("online", tries);
    };
  }, [flow]);
  return opened;
}

export const useDeskState = (desk: FlowDesk) => useSyncExternalStore(desk.watch, desk.now);
