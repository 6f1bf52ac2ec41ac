import { t } from "../../texts/say";
import { reordered } from "../changes";
import { type Body, isTable, tableAt, textAt, withEntry, wordsAt } from "../document";
import { AGREES } from "../words";
import { Line, Pairs, StepPicker, WordList } from "./fields";
import type { Part } from "./part";

/** The answers that a question offers, in the order in which she sees them. */
export function Choices({ body, put, steps }: Part) {
  const choices = tableAt(body, "choices");
  const becomes = (next: Body, field?: string): void =>
    put(
      Object.keys(next).length > 0
        ? withEntry(body, "choices", next)
        : withEntry(body, "choices", undefined),
      field,
    );
  const entries = Object.entries(choices).filter((entry): entry is [string, Body] =>
    isTable(entry[1]),
  );
  return (
    <fieldset>
      <legend>{t("Scelte")}</legend>
      <ol>
        {entries.map(([id, choice], at) => (
          <li key={id} className="choice" data-choice={id}>
            <Choice
              id={id}
              choice={choice}
              steps={steps}
              put={(next, field) => becomes({ ...choices, [id]: next }, `${id} ${field ?? ""}`)}
            />
            <div className="acts">
              <button
                type="button"
                className="square"
                disabled={at === 0}
                aria-label={t("{name} più in alto", { name: textAt(choice, "label") || id })}
                onClick={() => becomes(reordered(choices, id, -1))}
              >
                <span aria-hidden="true">↑</span>
              </button>
              <button
                type="button"
                className="square"
                disabled={at === entries.length - 1}
                aria-label={t("{name} più in basso", { name: textAt(choice, "label") || id })}
                onClick={() => becomes(reordered(choices, id, 1))}
              >
                <span aria-hidden="true">↓</span>
              </button>
              <button
                type="button"
                className="quiet"
                onClick={() => {
                  const { [id]: _, ...rest } = choices;
                  becomes(rest);
                }}
              >
                {t("Tolga questa scelta")}
              </button>
            </div>
          </li>
        ))}
      </ol>
      <button
        type="button"
        onClick={() => becomes({ ...choices, [freeId(choices)]: { label: "", next: "" } })}
      >
        {t("Un'altra scelta")}
      </button>
    </fieldset>
  );
}

function freeId(choices: Body): string {
  for (let count = Object.keys(choices).length + 1; ; count += 1)
    if (!(`choice_${count}` in choices)) return `choice_${count}`;
}

interface ChoiceProps {
  readonly id: string;
  readonly choice: Body;
  readonly steps: Part["steps"];
  readonly put: (choice: Body, field?: string) => void;
}

const LABEL_SMS = 20;

function Choice({ id, choice, steps, put }: ChoiceProps) {
  const label = textAt(choice, "label");
  const more = ["sms", "when", "set", "agrees"].filter((key) => key in choice);
  return (
    <>
      <Line
        label={t("Etichetta")}
        value={label}
        put={(value) => put({ ...choice, label: value }, "label")}
        hint={t("{count} caratteri: WhatsApp ne mostra {most}", {
          count: [...label].length,
          most: LABEL_SMS,
        })}
      />
      <WordList
        label={t("Altre parole che vogliono dire lo stesso")}
        value={wordsAt(choice, "match")}
        put={(words) => put(withMatch(choice, words))}
        hint={t("Separate da virgole. Se cambia l'etichetta, riveda anche queste.")}
      />
      <StepPicker
        label={t("Porta a")}
        value={textAt(choice, "next")}
        steps={steps}
        put={(next) => put({ ...choice, next })}
      />
      <details open={more.length > 0}>
        <summary>
          {t("Altro di questa scelta")} <small>{id}</small>
        </summary>
        <Line
          label={t("Etichetta più neutra, per SMS e WhatsApp")}
          value={textAt(choice, "sms")}
          put={(value) => put(withEntry(choice, "sms", value), "sms")}
        />
        <Line
          code
          label={t("Si vede solo se")}
          value={textAt(choice, "when")}
          put={(value) => put(withEntry(choice, "when", value), "when")}
          hint={t('Per esempio: channel == "web". Vuoto: sempre.')}
        />
        <label className="field">
          {t("È il suo sì a quello che la domanda dice")}
          <select
            value={textAt(choice, "agrees")}
            onChange={(event) => put(withEntry(choice, "agrees", event.target.value))}
          >
            <option value="">{t("no")}</option>
            {Object.entries(AGREES).map(([key, text]) => (
              <option key={key} value={key}>
                {t(text)}
              </option>
            ))}
          </select>
        </label>
        <Pairs
          label={t("Annota")}
          value={tableAt(choice, "set")}
          put={(pairs) => put(withEntry(choice, "set", pairs), "set")}
        />
      </details>
    </>
  );
}

function withMatch(choice: Body, words: readonly string[]): Body {
  if (words.length === 0) return withEntry(choice, "match", undefined);
  if ("match" in choice) return { ...choice, match: words };
  const entries = Object.entries(choice);
  const at = entries.findIndex(([key]) => key === "next");
  entries.splice(at < 0 ? entries.length : at, 0, ["match", words]);
  return Object.fromEntries(entries);
}
