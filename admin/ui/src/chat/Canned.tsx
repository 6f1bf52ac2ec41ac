import { useState } from "react";
import type { Case } from "../api/types";
import { languageName } from "../texts/moments";
import { t } from "../texts/say";
import { useCanned } from "./Safety";

/** The answers that the network keeps ready, her language first. */
export function Canned({ one, picked }: { one: Case; picked: (text: string) => void }) {
  const answers = useCanned(one);
  const [sought, seek] = useState("");
  const wanted = sought.replace(/^\//, "").toLowerCase();
  const found = answers.filter((each) =>
    `${each.shortcut} ${each.title} ${each.text}`.toLowerCase().includes(wanted),
  );
  return (
    <div className="ready">
      <label className="unseen" htmlFor="seek-ready">
        {t("Cerchi una risposta")}
      </label>
      <input
        id="seek-ready"
        value={sought}
        placeholder={t("Cerchi una risposta")}
        autoComplete="off"
        onChange={(event) => seek(event.target.value)}
      />
      {found.length === 0 && (
        <p className="hint">{t("Nessuna risposta pronta: le scrive chi coordina la rete.")}</p>
      )}
      <ul>
        {found.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              className="row"
              disabled={each.refused}
              onClick={() => picked(each.text)}
            >
              <span>
                <kbd>/{each.shortcut}</kbd> {each.title}
              </span>
              <span className="end">{!each.hers && languageName(each.language)}</span>
              <small>
                {each.refused ? t("Su questo canale direbbe troppo: non partirebbe.") : each.text}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
