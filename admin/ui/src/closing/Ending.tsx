import { type ReactNode, useState } from "react";
import { act } from "../api/reading";
import type { Case } from "../api/types";
import { announce } from "../frame/announce";
import { leave } from "../frame/way";
import { dropDraft } from "../parts/drafts";
import { Problem } from "../parts/Problem";
import { Sure } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";

interface Props {
  readonly one: Case;
  readonly path: "/api/cases/{id}/close" | "/api/cases/{id}/close-kindly";
  readonly button: string;
  readonly title: string;
  readonly yes: string;
  /** What is announced once it is closed. */
  readonly done: string;
  readonly children: ReactNode;
}

/** A button that ends a case, after asking; what was being typed goes with it. */
export function Ending({ one, path, button, title, yes, done, children }: Props) {
  const { run, busy, problem } = useAct();
  const [asking, setAsking] = useState(false);

  function answered(sure: boolean): void {
    setAsking(false);
    if (!sure) return;
    void run(async () => {
      await act("post", path, { path: { id: one.id } });
      dropDraft(one.id);
      leave();
      announce(done);
    });
  }

  return (
    <>
      <button type="button" disabled={busy} onClick={() => setAsking(true)}>
        {button}
      </button>
      <Problem text={problem} />
      <Sure open={asking} title={title} no={t("Resti aperto")} yes={yes} answered={answered}>
        {children}
      </Sure>
    </>
  );
}
