import { type FormEvent, useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { go } from "../frame/way";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { Sheet } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { day, moment } from "../texts/moments";
import { many, mark, t } from "../texts/say";
import { nameFor, SLUG } from "./document";
import { Planned } from "./Planned";
import { BRING, PUBLISH, RELEASES, TEXTS } from "./places";
import { stateOf, titleOf } from "./words";

/** Every flow, what is being written in it, and what is live. */
export function FlowList() {
  const known = useRead("/api/flows").data;
  const [wanted, setWanted] = useState("");
  const [making, setMaking] = useState(false);
  const flows = (known?.flows ?? []).filter((one) => fits(one, wanted));
  const drafts = known?.flows.filter((one) => one.revision > 0).length ?? 0;
  return (
    <Page title={t("Percorsi")}>
      <p>
        {t(
          "Quello che il servizio dice. Quello che scrive qui resta una bozza finché non la pubblica.",
        )}
      </p>
      {known && <Live release={known.release} />}
      <div className="acts start-acts">
        <button
          type="button"
          className={drafts ? "primary" : ""}
          disabled={!drafts}
          onClick={() => go("flows", PUBLISH)}
        >
          {drafts
            ? many("Guardi e pubblichi {count} bozza", "Guardi e pubblichi {count} bozze", drafts)
            : t("Nessuna bozza da pubblicare")}
        </button>
        <button type="button" onClick={() => go("flows", RELEASES)}>
          {t("Pubblicazioni")}
        </button>
        <button type="button" onClick={() => go("flows", TEXTS)}>
          {t("Traduzioni")}
        </button>
        <button type="button" onClick={() => setMaking(true)}>
          {t("Nuovo percorso")}
        </button>
        <button type="button" onClick={() => go("flows", BRING)}>
          {t("Da un altro programma…")}
        </button>
      </div>
      <Planned />
      <label className="field flows-search">
        {t("Cerchi un percorso, una copertina, una lista")}
        <input type="search" value={wanted} onChange={(event) => setWanted(event.target.value)} />
      </label>
      {known && (
        <p className="hint" role="status">
          {many("{count} testo", "{count} testi", flows.length)}
        </p>
      )}
      {KINDS.map(([kind, title]) => (
        <Rows key={kind} title={t(title)} flows={flows.filter((one) => one.kind === kind)} />
      ))}
      {making && <NewFlow close={() => setMaking(false)} />}
    </Page>
  );
}

const KINDS = [
  ["flow", mark("Percorsi del servizio")],
  ["cover", mark("Copertine")],
  ["risky", mark("Parole da non mostrare")],
] as const;

function Rows({ title, flows }: { title: string; flows: readonly Schemas["FlowRow"][] }) {
  if (flows.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="flow-rows">
        {flows.map((one) => (
          <li key={one.id}>
            <FlowRow one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const fits = (one: Schemas["FlowRow"], wanted: string): boolean =>
  `${titleOf(one)} ${one.id} ${one.authors.join(" ")}`
    .toLocaleLowerCase()
    .includes(wanted.trim().toLocaleLowerCase());

function FlowRow({ one }: { one: Schemas["FlowRow"] }) {
  const drafted = one.revision > 0;
  return (
    <button type="button" className="row" onClick={() => go("flows", one.id)}>
      <span>{titleOf(one)}</span>
      <span className={drafted ? "state drafted" : "state"}>{stateOf(one)}</span>
      <small>
        {one.id}
        {one.kind !== "risky" && ` · ${many("{count} passo", "{count} passi", one.steps)}`}
        {drafted && ` · ${t("ci scrive {who}", { who: one.authors.join(", ") })}`}
        {one.reviewer && ` · ${t("lo ha letto {who}", { who: one.reviewer })}`}
      </small>
    </button>
  );
}

function Live({ release }: { release: Schemas["ReleaseRow"] | null }) {
  if (!release) {
    return (
      <p className="hint">
        {t("È in uso quello che c'è nei file del progetto: qui non si è ancora pubblicato niente.")}
      </p>
    );
  }
  return (
    <p className="hint">
      {t("È in uso la pubblicazione {number} di {who}, {moment} ({day}): «{note}».", {
        number: release.number,
        who: release.by || "–",
        moment: moment(release.at),
        day: day(release.at),
        note: release.note,
      })}
    </p>
  );
}

function NewFlow({ close }: { close: () => void }) {
  const { run, busy, problem } = useAct();
  const [title, setTitle] = useState("");
  // The name follows the title until somebody writes another.
  const [own, setOwn] = useState<string>();
  const flow = own ?? nameFor(title);

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      await act("post", "/api/flows", { body: { flow, title } });
      go("flows", flow);
    });
  }

  const acts = (
    <>
      <button type="button" className="quiet" onClick={close}>
        {t("Annulli")}
      </button>
      <button
        type="submit"
        form="new-flow"
        className="primary"
        disabled={busy || !title.trim() || !SLUG.test(flow)}
      >
        {t("Cominci")}
      </button>
    </>
  );
  return (
    <Sheet open close={close} title={t("Nuovo percorso")} acts={acts}>
      <form id="new-flow" noValidate onSubmit={submitted}>
        <label className="field">
          {t("Titolo, per chi lavora qui")}
          <input value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
        </label>
        <div className="field">
          <label htmlFor="new-flow-id">{t("Nome, che non cambierà più")}</label>
          <input
            id="new-flow-id"
            value={flow}
            maxLength={40}
            autoCapitalize="none"
            spellCheck={false}
            aria-describedby="new-flow-name"
            onChange={(event) => setOwn(event.target.value)}
          />
          <p className="hint" id="new-flow-name">
            {t("Lettere minuscole, cifre e _.")}
          </p>
        </div>
      </form>
      <Problem text={problem} />
    </Sheet>
  );
}
