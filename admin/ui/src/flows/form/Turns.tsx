import type { Schemas } from "../../api/types";
import { useOnce } from "../../parts/useOnce";
import { t } from "../../texts/say";
import { type Body, casesOf, tableAt, textAt, withEntry } from "../document";
import { openStep } from "../places";
import { entryName } from "../words";
import { Line, Pairs, StepPicker } from "./fields";
import type { Part } from "./part";

/** The parts of the steps that say nothing: values, forks, calls, other flows, hand-offs. */
export function Turns({ kind, ...part }: Part & { kind: string }) {
  const { body, put } = part;
  switch (kind) {
    case "set":
      return (
        <Pairs
          label={t("Annota")}
          value={tableAt(body, "set")}
          put={(pairs) => put({ ...body, set: pairs ?? {} }, "set")}
          hint={t('Un testo sta tra virgolette: "lavoro".')}
        />
      );
    case "when":
      return <Cases {...part} />;
    case "call":
      return <CallParts {...part} />;
    case "flow":
      return <SubFlow {...part} />;
    case "handoff":
      return <HandOff {...part} />;
    default:
      return null;
  }
}

function Cases({ body, put, steps }: Part) {
  const cases = casesOf(body);
  const becomes = (next: readonly Body[], field?: string): void =>
    put(withEntry(body, "when", next), field);
  const plain = cases.map((one): Body => ({ ...one }));
  return (
    <fieldset>
      <legend>{t("Il primo caso che vale")}</legend>
      {cases.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cases have no name, only their order
        <div key={at} className="choice">
          <Line
            code
            label={t("Se")}
            value={one.if}
            put={(value) =>
              becomes(plain.toSpliced(at, 1, { if: value, next: one.next }), `if ${at}`)
            }
          />
          <StepPicker
            label={t("Porta a")}
            value={one.next}
            steps={steps}
            put={(next) => becomes(plain.toSpliced(at, 1, { if: one.if, next }))}
          />
          <button type="button" className="quiet" onClick={() => becomes(plain.toSpliced(at, 1))}>
            {t("Tolga questo caso")}
          </button>
        </div>
      ))}
      <button
        type="button"
        onClick={() => becomes([...plain, { if: "", next: textAt(body, "else") }])}
      >
        {t("Un altro caso")}
      </button>
      <StepPicker
        label={t("Altrimenti")}
        value={textAt(body, "else")}
        steps={steps}
        put={(next) => put({ ...body, else: next })}
      />
    </fieldset>
  );
}

function CallParts({ body, put, steps }: Part) {
  const outcomes = tableAt(body, "outcomes");
  return (
    <>
      <Line
        code
        label={t("Che cosa chiede al servizio")}
        value={textAt(body, "call")}
        put={(call) => put({ ...body, call }, "call")}
      />
      <Pairs
        label={t("Con questi dati")}
        value={tableAt(body, "with")}
        put={(pairs) => put(withEntry(body, "with", pairs), "with")}
      />
      <fieldset>
        <legend>{t("Dove porta ogni esito")}</legend>
        {Object.entries(outcomes).map(([name, to]) => (
          <div key={name} className="pair">
            <StepPicker
              label={name}
              value={typeof to === "string" ? to : ""}
              steps={steps}
              put={(next) => put({ ...body, outcomes: { ...outcomes, [name]: next } })}
            />
            <button
              type="button"
              className="square"
              aria-label={t("Tolga {name}", { name })}
              onClick={() => {
                const { [name]: _, ...rest } = outcomes;
                put({ ...body, outcomes: rest });
              }}
            >
              <span aria-hidden="true">×</span>
            </button>
          </div>
        ))}
        <NewOutcome
          taken={outcomes}
          put={(name) => put(withEntry(body, "outcomes", { ...outcomes, [name]: "" }))}
        />
      </fieldset>
    </>
  );
}

function NewOutcome({ taken, put }: { taken: Body; put: (name: string) => void }) {
  function add(form: FormData): void {
    const name = String(form.get("outcome") ?? "").trim();
    if (name && !(name in taken)) put(name);
  }
  return (
    <form action={add} className="pair">
      <input name="outcome" className="code" aria-label={t("Nome dell'esito")} maxLength={40} />
      <button type="submit">{t("Un altro esito")}</button>
    </form>
  );
}

function SubFlow({ body, put }: Part) {
  const flows: readonly Schemas["FlowRow"][] = useOnce("/api/flows").data?.flows ?? [];
  const flow = textAt(body, "flow");
  return (
    <div className="pair">
      <label className="field">
        {t("Va in un altro percorso")}
        <select value={flow} onChange={(event) => put({ ...body, flow: event.target.value })}>
          {!flows.some((one) => one.id === flow) && <option value={flow}>{flow}</option>}
          {flows.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title || one.id}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => openStep(flow)}>
        {t("Lo apra")}
      </button>
    </div>
  );
}

function HandOff({ body, put, steps }: Part) {
  const table = tableAt(body, "handoff");
  return (
    <>
      <div className="beside">
        {["network", "need"].map((key) => (
          <Line
            key={key}
            code
            label={key === "network" ? t("A quale rete") : t("Per quale bisogno")}
            value={textAt(table, key)}
            put={(value) => put({ ...body, handoff: { ...table, [key]: value } }, key)}
          />
        ))}
      </div>
      {["accepted", "unavailable", "closed"].map((key) => (
        <StepPicker
          key={key}
          label={t("Se {what}", { what: entryName(key) })}
          value={textAt(body, key)}
          steps={steps}
          put={(next) => put(withEntry(body, key, next))}
        />
      ))}
    </>
  );
}
