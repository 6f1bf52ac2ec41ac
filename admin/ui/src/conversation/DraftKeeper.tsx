import { useEffect } from "react";
import { Refusal } from "../api/ask";
import { act } from "../api/reading";
import type { Case } from "../api/types";
import { announce } from "../frame/announce";
import { dropDraft, readDraft } from "../parts/drafts";
import { useQueue } from "../queue/queue";
import { t } from "../texts/say";
import { replyIds, sending } from "./replies";

/** What was being typed when she left goes into the tray; a draft of somebody else's case goes. */
export function DraftKeeper() {
  const cases = useQueue().data?.cases;
  useEffect(() => {
    for (const one of cases ?? []) void keep(one);
  }, [cases]);
  return null;
}

async function keep(one: Case): Promise<void> {
  const text = readDraft(one.id);
  if (!text || sending.has(one.id)) return;
  if (one.mine && one.left_at && text.trim() && !(await held(one.id, text))) return;
  if (one.left_at || !one.mine) dropDraft(one.id);
}

/** Whether the draft may go from this tab: it is in the tray, or can be nowhere. */
async function held(id: string, text: string): Promise<boolean> {
  sending.add(id);
  try {
    await act("post", "/api/cases/{id}/hold", {
      path: { id },
      body: { id: replyIds(id).of(text), text },
    });
    announce(t("Quello che stava scrivendo è nel vassoio."));
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // She may be forgotten by now; anything else is tried again, and the draft waits in this tab.
    return [404, 409, 422].includes(error.status);
  } finally {
    sending.delete(id);
  }
}
