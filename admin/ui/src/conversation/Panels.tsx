import { useState } from "react";
import type { Case } from "../api/types";
import type { Panel } from "../features";
import { PANELS } from "../frame/found";
import { useMe } from "../frame/me";
import { t } from "../texts/say";

/** What belongs to the open case, one panel below the other. */
export function Panels({ one }: { one: Case }) {
  const me = useMe();
  return PANELS.filter((panel) => panel.shown(one, me)).map((panel) =>
    panel.folded ? (
      <Folded key={panel.id} panel={panel} one={one} />
    ) : (
      <section key={panel.id} className="panel" aria-label={t(panel.title)}>
        <h3>{t(panel.title)}</h3>
        <panel.view one={one} />
      </section>
    ),
  );
}

/** A folded panel reads nothing until it is opened: a look is an act that the audit writes down. */
function Folded({ panel, one }: { panel: Panel; one: Case }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="panel" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t(panel.title)}</summary>
      {open && <panel.view one={one} />}
    </details>
  );
}
