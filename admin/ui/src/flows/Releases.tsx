import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { go } from "../frame/way";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { useProven } from "../parts/Prove";
import { Sheet } from "../parts/Sheet";
import { clock, day } from "../texts/moments";
import { t } from "../texts/say";
import { Differences } from "./Differences";
import { SheetActs } from "./SheetActs";
import { titleOf } from "./words";

type Row = Schemas["ReleaseRow"];

/** What was published, the newest first; any of it can be live again, and any two be compared. */
export default function Releases() {
  const releases = useRead("/api/flow-releases").data?.releases;
  const called = useTitles();
  const [restoring, setRestoring] = useState<number>();
  return (
    <Page title={t("Pubblicazioni")}>
      <button type="button" className="quiet" onClick={() => go("flows")}>
        <span aria-hidden="true" className="turned">
          ‹
        </span>{" "}
        {t("Percorsi")}
      </button>
      {releases?.length === 0 && (
        <p className="hint">
          {t("Non si è ancora pubblicato niente: è in uso quello che c'è nei file.")}
        </p>
      )}
      <ul>
        {releases?.map((one, at) => (
          <li key={one.number} className="entry">
            <strong>{one.number}.</strong> {one.note}
            <small>
              {t("{who}, {day} alle {time}", {
                who: one.by || "–",
                day: day(one.at),
                time: clock(one.at),
              })}
              {" · "}
              {one.flows.map(called).join(", ")}
              {one.withdraws && ` · ${t("ha ritirato un testo")}`}
            </small>
            <div className="acts">
              {at === 0 ? (
                <span className="state drafted">{t("in uso")}</span>
              ) : (
                <button type="button" onClick={() => setRestoring(one.number)}>
                  {t("Rimetta in uso questa…")}
                </button>
              )}
            </div>
          </li>
        ))}
        {releases && releases.length > 0 && (
          <li className="entry">
            {t("Prima di tutte: i file del progetto.")}
            <div className="acts">
              <button type="button" onClick={() => setRestoring(0)}>
                {t("Rimetta in uso i file…")}
              </button>
            </div>
          </li>
        )}
      </ul>
      {releases && releases.length > 0 && <Compare releases={releases} />}
      {restoring !== undefined && (
        <Restore number={restoring} close={() => setRestoring(undefined)} />
      )}
    </Page>
  );
}

/** How the flows are called; those that are gone have their name only. */
function useTitles(): (flow: string) => string {
  const rows = useRead("/api/flows").data?.flows ?? [];
  const titles = new Map(rows.map((one) => [one.id, titleOf(one)]));
  return (flow) => titles.get(flow) ?? flow;
}

function Restore({ number, close }: { number: number; close: () => void }) {
  const { run, busy, problem, dialog } = useProven();
  const [note, setNote] = useState("");
  const restore = async () => {
    const path = { id: String(number) };
    await act("post", "/api/flow-releases/{id}/restore", { path, body: { note } });
    announce(t("È di nuovo in uso."));
    close();
  };
  const acts = (
    <SheetActs
      close={close}
      yes={t("Rimetta in uso")}
      disabled={busy || !note.trim()}
      act={() => void run(restore)}
    />
  );
  return (
    <>
      <Sheet
        open
        close={close}
        title={
          number > 0
            ? t("Rimettere in uso la {number}?", { number })
            : t("Rimettere in uso i file del progetto?")
        }
        acts={acts}
      >
        <p>
          {t(
            "Chi comincia da adesso trova quello che era in uso allora. Chi sta parlando resta dov'è. Le bozze restano. La storia non si riscrive: diventa una pubblicazione nuova.",
          )}
        </p>
        <label className="field">
          {t("Perché")}
          <input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </label>
        <Problem text={problem} />
      </Sheet>
      {dialog}
    </>
  );
}

function Compare({ releases }: { releases: readonly Row[] }) {
  const flows = [...new Set(releases.flatMap((one) => one.flows))].sort();
  const called = useTitles();
  const newest = releases[0]?.number ?? 0;
  const [flow, setFlow] = useState(flows[0] ?? "");
  const [from, setFrom] = useState(releases[1]?.number ?? 0);
  const [to, setTo] = useState(newest);
  const was = usePublished(from, flow);
  const now = usePublished(to, flow);
  const choice = (label: string, value: number, set: (value: number) => void) => (
    <label className="field">
      {label}
      <select value={value} onChange={(event) => set(Number(event.target.value))}>
        {releases.map((one) => (
          <option key={one.number} value={one.number}>
            {one.number}. {one.note}
          </option>
        ))}
        <option value={0}>{t("i file del progetto")}</option>
      </select>
    </label>
  );
  return (
    <section>
      <h3>{t("Confronti due pubblicazioni")}</h3>
      <div className="beside">
        <label className="field">
          {t("Percorso")}
          <select value={flow} onChange={(event) => setFlow(event.target.value)}>
            {flows.map((one) => (
              <option key={one} value={one}>
                {called(one)}
              </option>
            ))}
          </select>
        </label>
        {choice(t("Prima"), from, setFrom)}
        {choice(t("Dopo"), to, setTo)}
      </div>
      {was && now && <Differences was={was.steps} now={now.steps} />}
    </section>
  );
}

/** A flow as a release had it. */
function usePublished(release: number, flow: string) {
  return useRead("/api/flow-releases/{id}/flows/{flow}", { path: { id: String(release), flow } })
    .data;
}
