// The live stream: it says that something changed, never what. The first event of each connection
// is a change, so what happened while the stream was cut is read as well.

import { get, Refusal } from "./ask";
import { type Extent, forgetAll, refresh, told } from "./reading";

const AGAIN = 3000;

/** Listens until the returned function is called. */
export function listen(ended: () => string): () => void {
  let stream: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function open(): void {
    stream = new EventSource("/api/live");
    const woken = (extent: Extent) => () => {
      told.answering(true);
      refresh(extent);
    };
    stream.addEventListener("changed", woken("all"));
    stream.addEventListener("held", woken("held"));
    stream.addEventListener("ended", () => forgetAll(ended()));
    stream.onerror = () => {
      if (stopped) return;
      told.answering(false);
      if (stream.readyState === EventSource.CLOSED) void askWhy();
    };
  }

  /** A stream that was refused is not tried again by the browser: the session may be over. */
  async function askWhy(): Promise<void> {
    try {
      await get("/api/session");
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) return forgetAll(error.message);
    }
    if (!stopped) timer = setTimeout(open, AGAIN);
  }

  open();
  return () => {
    stopped = true;
    clearTimeout(timer);
    stream.close();
  };
}
