import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { go } from "../frame/way";
import { Problem } from "../parts/Problem";
import { Sure } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { moment } from "../texts/moments";
import { many, t } from "../texts/say";
import { Differences } from "./Differences";
import type { Texts } from "./document";
import { textsBetween } from "./edits";
import { InsideNow } from "./InsideNow";
import type { Inside } from "./useInside";
import { WordChanges } from "./Words";
import { stateOf, titleOf } from "./words";

interface Props {
  readonly one: Schemas["FlowRow"];
  /** The release that is live; 0: the files. */
  readonly live: number;
  readonly chosen: boolean;
  readonly choose: (now: boolean) => void;
  readonly inside: Inside | undefined;
}

/** A draft beside what is live: the differences, whoever reads them, and the way to drop it. */
export function DraftChanges({ one, live, chosen, choose, inside }: Props) {
  const path = { id: one.id };
  const now = useRead("/api/flows/{id}", { path }).data;
  const was = useRead("/api/flow-releases/{id}/flows/{flow}", {
    path: { id: String(live), flow: one.id },
  }).data;
  return (
    <section className="draft" aria-label={titleOf(one)}>
      <h3 className="draft-title">
        <label className="tick">
          <input
            type="checkbox"
            checked={chosen}
            onChange={(event) => choose(event.target.checked)}
          />
          {titleOf(one)}
        </label>
        <span className="state drafted">{stateOf(one)}</span>
      </h3>
      <p className="hint">
        {t("ci scrive {who}", { who: one.authors.join(", ") })}
        {one.changed_at && ` · ${moment(one.changed_at)}`}
        {one.reviewer && ` · ${t("lo ha letto {who}", { who: one.reviewer })}`}
      </p>
      {one.is_stale && (
        <p className="problem">
          {t(
            "Da quando questa bozza è cominciata il percorso è stato pubblicato: scarti la bozza e riporti le modifiche su quello che è in uso.",
          )}
        </p>
      )}
      {was && now && (
        <details open>
          <summary>{t("Che cosa cambia")}</summary>
          {was.title !== now.flow.title && (
            <p>
              {t("Titolo")}: {was.title} → {now.flow.title}
            </p>
          )}
          {one.kind === "risky" ? (
            <WordChanges was={was.text} now={now.text} />
          ) : (
            <Differences was={was.steps} now={now.steps} />
          )}
          <Translations was={was.texts} now={now.texts} outdated={now.outdated} />
        </details>
      )}
      {one.kind === "flow" && !one.is_new && <InsideNow inside={inside} flow={one.id} />}
      <Reading one={one} />
    </section>
  );
}

function Translations({ was, now, outdated }: { was: Texts; now: Texts; outdated: Texts }) {
  const count = (texts: Texts): number =>
    Object.values(texts).reduce((sum, own) => sum + Object.keys(own).length, 0);
  const changed = count(textsBetween(was, now));
  const old = count(outdated);
  if (changed + old === 0) return null;
  return (
    <p className="hint">
      {many("{count} traduzione cambia o manca", "{count} traduzioni cambiano o mancano", changed)}
      {old > 0 &&
        ` · ${many("{count} non dice più quello che dice l'italiano", "{count} non dicono più quello che dice l'italiano", old)}`}
    </p>
  );
}

function Reading({ one }: { one: Schemas["FlowRow"] }) {
  const { run, busy, problem } = useAct();
  const [dropping, setDropping] = useState(false);
  const given = { path: { id: one.id }, body: { revision: one.revision } };
  const review = async () => {
    await act("post", "/api/flows/{id}/review", given);
    announce(t("Segnato: lo ha letto Lei."));
  };
  const discard = async () => {
    await act("post", "/api/flows/{id}/discard", given);
    announce(t("La bozza non c'è più."));
  };
  return (
    <>
      <div className="acts start-acts">
        {!one.reviewer && (
          <button type="button" disabled={busy} onClick={() => void run(review)}>
            {t("Ho letto, va bene")}
          </button>
        )}
        <button type="button" onClick={() => go("flows", one.id)}>
          {t("Apra")}
        </button>
        <button type="button" className="quiet" disabled={busy} onClick={() => setDropping(true)}>
          {t("Scarti la bozza…")}
        </button>
      </div>
      <Problem text={problem} />
      <Sure
        open={dropping}
        title={t("Scartare questa bozza?")}
        no={t("La tenga")}
        yes={t("La scarti")}
        answered={(yes) => {
          setDropping(false);
          if (yes) void run(discard);
        }}
      >
        <p>
          {t(
            "Quello che {who} ha scritto qui si perde e non torna. Quello che è in uso resta com'è.",
            {
              who: one.authors.join(", "),
            },
          )}
        </p>
      </Sure>
    </>
  );
}
