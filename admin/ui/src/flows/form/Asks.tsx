import { t } from "../../texts/say";
import { type Body, tableAt, textAt, withEntry } from "../document";
import { Line, StepPicker } from "./fields";
import type { Part } from "./part";

/** What a question does with typed answers, with those that fit nothing, and with silence. */
export function Asks({ body, put, steps }: Part) {
  return (
    <>
      <Typed body={body} put={put} steps={steps} />
      <NoMatch body={body} put={put} steps={steps} />
      <fieldset>
        <legend>{t("Se tace")}</legend>
        <div className="beside">
          <Line
            code
            label={t("Dopo quanto")}
            value={textAt(tableAt(body, "timeout"), "after")}
            put={(after) =>
              put(withEntry(body, "timeout", { ...tableAt(body, "timeout"), after }), "timeout")
            }
            hint={t("30s, 10m o 2h. Da qui in poi non le si scrive niente.")}
          />
          <StepPicker
            label={t("Porta a")}
            value={textAt(tableAt(body, "timeout"), "next")}
            steps={steps}
            put={(next) =>
              put(withEntry(body, "timeout", { after: "10m", ...tableAt(body, "timeout"), next }))
            }
          />
        </div>
      </fieldset>
      {["unattended", "waited"].map(
        (key) =>
          key in body && (
            <StepPicker
              key={key}
              label={
                key === "waited"
                  ? t("Se nessuna prende il caso in tempo")
                  : t("Se non c'è più nessuna in turno")
              }
              value={textAt(body, key)}
              steps={steps}
              none={t("niente")}
              put={(next) => put(withEntry(body, key, next))}
            />
          ),
      )}
    </>
  );
}

function NoMatch({ body, put, steps }: Part) {
  const table = tableAt(body, "no_match");
  const becomes = (part: Body, field?: string): void =>
    put(withEntry(body, "no_match", { retry: "2", ...table, ...part }), field);
  return (
    <fieldset>
      <legend>{t("Se non si capisce")}</legend>
      <Line
        label={t("Le dice (poi ripete la domanda)")}
        value={textAt(table, "say")}
        put={(say) =>
          say
            ? becomes({ say }, "no_match")
            : put(withEntry(body, "no_match", withEntry(table, "say", undefined)), "no_match")
        }
      />
      <div className="beside">
        <label className="field">
          {t("Quante volte")}
          <select
            value={textAt(table, "retry")}
            onChange={(event) => becomes({ retry: event.target.value })}
          >
            {!["1", "2", "3"].includes(textAt(table, "retry")) && (
              <option value={textAt(table, "retry")}>
                {textAt(table, "retry") || t("scelga")}
              </option>
            )}
            {["1", "2", "3"].map((count) => (
              <option key={count}>{count}</option>
            ))}
          </select>
        </label>
        <StepPicker
          label={t("Poi porta a")}
          value={textAt(table, "next")}
          steps={steps}
          put={(next) => becomes({ next })}
        />
      </div>
    </fieldset>
  );
}

const INPUTS = ["text", "municipality", "number", "word"] as const;

function Typed({ body, put, steps }: Part) {
  const own = ["input", "choices_from"].filter((key) => key in body);
  return own.map((key) => {
    const table = tableAt(body, key);
    const becomes = (part: Body, field?: string): void =>
      put({ ...body, [key]: { ...table, ...part } }, field);
    return (
      <fieldset key={key}>
        <legend>{key === "input" ? t("Quello che scrive") : t("Scelte da un elenco")}</legend>
        <div className="beside">
          {key === "input" ? (
            <label className="field">
              {t("Che cosa si aspetta")}
              <select
                value={textAt(table, "kind")}
                onChange={(event) => becomes({ kind: event.target.value })}
              >
                {INPUTS.map((kind) => (
                  <option key={kind}>{kind}</option>
                ))}
              </select>
            </label>
          ) : (
            <Line
              code
              label={t("Elenco")}
              value={textAt(table, "list")}
              put={(list) => becomes({ list }, key)}
            />
          )}
          <Line
            code
            label={t("Si annota come")}
            value={textAt(table, "save")}
            put={(save) => becomes({ save }, key)}
          />
        </div>
        <StepPicker
          label={t("Porta a")}
          value={textAt(table, "next")}
          steps={steps}
          put={(next) => becomes({ next })}
        />
      </fieldset>
    );
  });
}
