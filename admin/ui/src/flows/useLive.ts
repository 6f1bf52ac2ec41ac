import { useEffect, useState } from "react";
import { get, Refusal } from "../api/ask";

/** The names of the steps of a flow that are live: they never change again. */
export function useLive(flow: string): ReadonlySet<string> | undefined {
  const [live, setLive] = useState<ReadonlySet<string>>();
  useEffect(() => {
    let gone = false;
    read(flow).then(
      (found) => !gone && setLive(found),
      (error: unknown) => {
        // Without it no step can be called otherwise: nothing worse.
        if (!(error instanceof Refusal)) throw error;
      },
    );
    return () => {
      gone = true;
    };
  }, [flow]);
  return live;
}

async function read(flow: string): Promise<ReadonlySet<string>> {
  const { releases } = await get("/api/flow-releases");
  const path = { id: String(releases[0]?.number ?? 0), flow };
  const { steps } = await get("/api/flow-releases/{id}/flows/{flow}", { path });
  return new Set(steps.map((step) => step.id));
}
