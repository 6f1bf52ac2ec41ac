import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Case } from "../api/types";
import { announce } from "../frame/announce";
import { leave } from "../frame/way";
import { dropDraft } from "../parts/drafts";
import { Problem } from "../parts/Problem";
import { Sheet } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { titled } from "./titles";

/** Passes the case on, or hands it back to the service at a chosen step. */
export function Pass({ one }: { one: Case }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {t("Passi…")}
      </button>
      {open && <Choose one={one} close={() => setOpen(false)} />}
    </>
  );
}

type To = "person" | "network" | "service";

function Choose({ one, close }: { one: Case; close: () => void }) {
  const colleagues = useRead("/api/colleagues").data?.people ?? [];
  const agencies = useRead("/api/agencies").data?.agencies ?? [];
  const entries = useRead("/api/entries").data?.entries ?? [];
  const { run, busy, problem } = useAct();
  const [to, setTo] = useState<To>("person");
  const [choice, setChoice] = useState("");

  const path = { id: one.id };
  const here = agencies.find((agency) => agency.name === one.network)?.id ?? "";
  const near = colleagues.filter(
    (person) => person.on_duty && person.trained && here in person.networks,
  );
  const others = agencies.filter((agency) => agency.kind === "anti_violence" && agency.id !== here);
  const options: readonly [string, string][] =
    to === "person"
      ? near.map((person) => [person.id, person.name])
      : to === "network"
        ? others.map((agency) => [agency.id, agency.name])
        : entries.map((entry) => [entry.flow, titled(entry.title)]);

  function pass(): void {
    void run(async () => {
      if (to === "service") {
        await act("post", "/api/cases/{id}/hand-back", { path, body: { flow: choice } });
      } else {
        const target =
          to === "person" ? { network: here, account: choice } : { network: choice, account: "" };
        const body = { id: crypto.randomUUID(), ...target };
        const { state } = await act("post", "/api/cases/{id}/transfer", { path, body });
        if (state === "asked") {
          announce(t("Glielo abbiamo chiesto: finché non risponde il caso resta Suo."));
          return;
        }
      }
      dropDraft(one.id);
      leave();
      announce(t("Il caso è passato."));
    }).then((done) => done && close());
  }

  const acts = (
    <>
      <button type="button" className="quiet" onClick={close}>
        {t("Annulli")}
      </button>
      <button type="button" className="primary" disabled={busy || !choice} onClick={pass}>
        {to === "network" ? t("Glielo chieda") : t("Passi")}
      </button>
    </>
  );
  return (
    <Sheet open close={close} title={t("A chi passa il caso?")} acts={acts}>
      <label htmlFor="pass-to">{t("A chi")}</label>
      <select
        id="pass-to"
        className="field"
        value={to}
        onChange={(event) => {
          setTo(event.target.value as To);
          setChoice("");
        }}
      >
        <option value="person">{t("Una collega in turno")}</option>
        <option value="network">{t("Un'altra rete, se lei dice sì")}</option>
        <option value="service">{t("Il programma, da un punto scelto")}</option>
      </select>
      <label htmlFor="pass-choice">{t("Quale")}</label>
      <select id="pass-choice" value={choice} onChange={(event) => setChoice(event.target.value)}>
        <option value="">{t("Scelga…")}</option>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {options.length === 0 && to === "person" && (
        <p>{t("Adesso nessun'altra collega della rete è in turno.")}</p>
      )}
      <p className="hint">
        {to === "person" &&
          t(
            "Il caso passa subito: lei legge che le risponde un'altra persona. Per far leggere prima chi subentra, la inviti accanto al caso.",
          )}
        {to === "network" &&
          t(
            "Lei lo legge nella chat e decide. Con il suo sì il caso va nella coda dell'altra rete, con ciò che ha scritto da quando ha acconsentito.",
          )}
        {to === "service" &&
          t(
            "Il caso si chiude e il programma riprende da lì. Nessuno potrà più scriverle in questo caso.",
          )}
      </p>
      <Problem text={problem} />
    </Sheet>
  );
}
