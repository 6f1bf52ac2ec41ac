import { useEffect, useState } from "react";
import { ask } from "../api/ask";
import type { Case, Schemas } from "../api/types";
import { many, t } from "../texts/say";
import { channelName } from "./channels";

const AFTER = 400;

/** How the draft would look on her locked phone; nothing of it is kept anywhere. */
export function Preview({ one, draft }: { one: Case; draft: string }) {
  const [seen, setSeen] = useState<Schemas["Preview"]>();
  useEffect(() => {
    const later = setTimeout(() => {
      const asked = { path: { id: one.id }, body: { text: draft } };
      ask("post", "/api/cases/{id}/preview", asked)
        .then((given) => setSeen(given as Schemas["Preview"]))
        .catch(() => setSeen(undefined));
    }, AFTER);
    return () => clearTimeout(later);
  }, [one.id, draft]);
  if (!seen) return null;
  return (
    <section
      className="lock-screens"
      aria-live="polite"
      aria-label={t("Come appare sul suo schermo")}
      tabIndex={0}
    >
      {seen.looks.filter((look) => look.hers).map(drawn)}
      {seen.risky.length > 0 && (
        <p className="hint">
          {t("Parole che direbbero troppo:")} <Risky draft={draft.trim()} spans={seen.risky} />
        </p>
      )}
      <details>
        <summary>{t("Sugli altri canali")}</summary>
        <div className="lock-others">{seen.looks.filter((look) => !look.hers).map(drawn)}</div>
      </details>
    </section>
  );
}

const drawn = (look: Schemas["Look"]) => <Look key={look.channel} look={look} />;

function Look({ look }: { look: Schemas["Look"] }) {
  return (
    <section className={look.hers ? "lock hers" : "lock"}>
      <h4>
        {channelName(look.channel)} {look.hers && <small>{t("il suo canale")}</small>}
      </h4>
      {look.shows ? (
        <p className="notification" dir="auto">
          {look.sender && <strong>{look.sender}</strong>}
          {look.text}
          {look.cut && "…"}
        </p>
      ) : (
        <p className="hint">{t("Niente: si vede solo nella pagina aperta.")}</p>
      )}
      {look.segments > 0 && (
        <p className="hint">
          {many("{count} segmento", "{count} segmenti", look.segments)}, {look.encoding}
        </p>
      )}
      {look.refused && (
        <p className="problem">{t("Non partirebbe: resta nel suo telefono e dice troppo.")}</p>
      )}
    </section>
  );
}

/** The words themselves, cut out of the draft where the server found them. */
function Risky({ draft, spans }: { draft: string; spans: readonly Schemas["Span"][] }) {
  return spans.map((span) => (
    <mark key={span.start} className="risky">
      {draft.slice(span.start, span.end)}
    </mark>
  ));
}
