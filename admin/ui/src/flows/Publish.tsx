import { useState } from "react";
import { get } from "../api/ask";
import { act, useRead, useReading } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { go } from "../frame/way";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { useProven } from "../parts/Prove";
import { many, t } from "../texts/say";
import { DraftChanges } from "./DraftChanges";
import { Planned } from "./Planned";
import { FindingLine } from "./Problems";
import { type Redirected, Redirects } from "./Redirects";
import { useFindings } from "./useFindings";
import { type Inside, useInside } from "./useInside";
import { isError, titleOf } from "./words";

/** What is about to go live: what changes, who has read it, what the gate says, and why. */
export default function Publish() {
  const known = useRead("/api/flows").data;
  const drafts = known?.flows.filter((one) => one.revision > 0) ?? [];
  const findings = useFindings(drafts.map((one) => one.revision).join());
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = drafts.filter((one) => !left.has(one.id));
  const live = known?.release?.number ?? 0;
  const inside = useInside();
  return (
    <Page title={t("Pubblicare")}>
      <button type="button" className="quiet" onClick={() => go("flows")}>
        <span aria-hidden="true" className="turned">
          ‹
        </span>{" "}
        {t("Percorsi")}
      </button>
      {known && drafts.length === 0 && (
        <p className="hint">{t("Non ci sono bozze: tutto quello che è scritto è in uso.")}</p>
      )}
      {drafts.map((one) => (
        <DraftChanges
          key={one.id}
          one={one}
          live={live}
          inside={inside}
          chosen={!left.has(one.id)}
          choose={(now) =>
            setLeft(
              (before) =>
                new Set(now ? [...before].filter((id) => id !== one.id) : [...before, one.id]),
            )
          }
        />
      ))}
      <Planned />
      {drafts.length > 0 && (
        <>
          <Gate findings={findings} />
          <Send
            chosen={chosen}
            live={live}
            inside={inside}
            stopped={isStopped(findings ?? [], chosen, left.size === 0)}
          />
        </>
      )}
    </Page>
  );
}

/** Whether the gate is known to refuse this. What is in a draft that stays behind does not count,
 * and where something stays behind the server alone knows whether the rest still fits. */
const isStopped = (
  findings: readonly Schemas["Finding"][],
  chosen: readonly Schemas["FlowRow"][],
  everything: boolean,
): boolean =>
  findings.some((one) => isError(one) && (everything || chosen.some((row) => row.id === one.flow)));

function Gate({ findings }: { findings: readonly Schemas["Finding"][] | undefined }) {
  const errors = findings?.filter(isError) ?? [];
  return (
    <section>
      <h3>{t("Il controllo")}</h3>
      <p role="status">
        {!findings
          ? t("Controllo in corso…")
          : errors.length === 0
            ? t("Nessun errore: si può pubblicare.")
            : many(
                "{count} errore da correggere prima, in tutte le bozze insieme:",
                "{count} errori da correggere prima, in tutte le bozze insieme:",
                errors.length,
              )}
      </p>
      <ul>
        {errors.slice(0, 30).map((one) => (
          <li key={`${one.flow} ${one.step} ${one.line} ${one.rule} ${one.what}`} className="entry">
            <FindingLine one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Sending {
  readonly chosen: readonly Schemas["FlowRow"][];
  readonly live: number;
  readonly inside: Inside | undefined;
  readonly stopped: boolean;
}

function Send({ chosen, live, inside, stopped }: Sending) {
  const { run, busy, problem, dialog } = useProven();
  const [note, setNote] = useState("");
  const [withdraws, setWithdraws] = useState(false);
  const [later, setLater] = useState(false);
  const [at, setAt] = useState("");
  const [redirects, setRedirects] = useState<Redirected>({});
  const gone = useGone(chosen, live, withdraws);
  const publish = async () => {
    const body = {
      flows: chosen.map((one) => one.id),
      note,
      withdraws,
      redirects: withdraws ? Object.values(redirects).filter((one) => one.to_step) : [],
    };
    if (later) {
      await act("post", "/api/flow-plans", { body: { ...body, at } });
      announce(t("Programmato: fino ad allora lo può annullare."));
    } else {
      await act("post", "/api/flow-releases", { body });
      announce(t("Pubblicato."));
    }
    go("flows");
  };
  const unread = chosen.filter((one) => one.needs_review && !one.reviewer);
  return (
    <section>
      <h3>{t("Pubblichi")}</h3>
      {unread.length > 0 && (
        <p className="hint">
          {t("Aspettano la lettura di una seconda persona: {flows}.", {
            flows: unread.map(titleOf).join(", "),
          })}
        </p>
      )}
      <label className="field">
        {t("Che cosa cambia e perché")}
        <textarea
          rows={2}
          value={note}
          maxLength={500}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <label className="tick">
        <input
          type="checkbox"
          checked={withdraws}
          onChange={(event) => setWithdraws(event.target.checked)}
        />
        {t("Ritiri subito il testo di prima: può fare del male")}
      </label>
      <p className="hint">
        {t(
          "Di solito chi sta parlando finisce con i testi con cui ha cominciato. Se ritira, al prossimo messaggio ognuna passa a quelli nuovi.",
        )}
      </p>
      {withdraws && gone && (
        <Redirects gone={gone} redirects={redirects} put={setRedirects} inside={inside} />
      )}
      <label className="tick">
        <input
          type="checkbox"
          checked={later}
          onChange={(event) => setLater(event.target.checked)}
        />
        {t("A un'ora stabilita")}
      </label>
      {later && (
        <>
          <label className="field">
            {t("Giorno e ora, a Milano")}
            <input
              type="datetime-local"
              value={at}
              onChange={(event) => setAt(event.target.value)}
            />
          </label>
          <p className="hint">
            {t(
              "Esce quello che è scritto adesso. A quell'ora il controllo guarda di nuovo: se una bozza è cambiata o c'è un errore non esce niente, e si legge qui perché.",
            )}
          </p>
        </>
      )}
      {stopped && (
        <p className="hint" id="publish-stopped">
          {t("Prima si corregge quello che il controllo dice qui sopra.")}
        </p>
      )}
      <div className="acts start-acts">
        <button
          type="button"
          className="primary"
          aria-describedby={stopped ? "publish-stopped" : undefined}
          disabled={busy || stopped || !note.trim() || chosen.length === 0 || (later && !at)}
          onClick={() => void run(publish)}
        >
          {later
            ? many("Programmi {count} percorso", "Programmi {count} percorsi", chosen.length)
            : many("Pubblichi {count} percorso", "Pubblichi {count} percorsi", chosen.length)}
        </button>
      </div>
      <Problem text={problem} />
      {dialog}
    </section>
  );
}

/** The questions that are live and gone in these drafts, as `flow/step`. */
function useGone(chosen: readonly Schemas["FlowRow"][], live: number, wanted: boolean) {
  const key = wanted
    ? `gone ${live} ${chosen.map((one) => `${one.id}.${one.revision}`).join()}`
    : "";
  return useReading(key, async () => {
    const found = await Promise.all(chosen.map((one) => goneFrom(one.id, live)));
    return found.flat();
  }).data;
}

async function goneFrom(flow: string, live: number): Promise<string[]> {
  const path = { id: String(live), flow };
  const [was, now] = await Promise.all([
    get("/api/flow-releases/{id}/flows/{flow}", { path }),
    get("/api/flows/{id}", { path: { id: flow } }),
  ]);
  const there = new Set(now.steps.filter((step) => "ask" in step.body).map((step) => step.id));
  const asked = was.steps.filter((step) => "ask" in step.body && !there.has(step.id));
  return asked.map((step) => `${flow}/${step.id}`);
}
