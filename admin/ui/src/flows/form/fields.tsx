import { type ClipboardEvent, memo, type ReactNode, useId } from "react";
import { t } from "../../texts/say";
import type { Body, Plain, Step } from "../document";
import { splitWords } from "../document";
import { plain } from "../segments";
import { stepTitle } from "../words";

interface LineProps {
  readonly label: string;
  readonly value: string;
  readonly put: (value: string) => void;
  readonly hint?: ReactNode;
  readonly code?: boolean;
}

/** A text of one line. What is pasted becomes plain. */
export function Line({ label, value, put, hint, code }: LineProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        className={code ? "code" : undefined}
        spellCheck={!code}
        autoCapitalize={code ? "none" : undefined}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => put(event.target.value)}
        onPaste={(event) => pasted(event, put)}
      />
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

/** A text of several lines. What is pasted becomes plain. */
export function Box({ label, value, put, hint }: LineProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        rows={Math.min(8, Math.max(2, Math.ceil(value.length / 42)))}
        value={value}
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => put(event.target.value)}
        onPaste={(event) => pasted(event, put)}
      />
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

/** Puts the words of what is on the clipboard where the cursor is, without signs nobody sees. */
function pasted(
  event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>,
  put: (value: string) => void,
): void {
  const given = event.clipboardData.getData("text/plain");
  const clean = plain(given);
  if (clean === given) return;
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  put(value.slice(0, selectionStart ?? 0) + clean + value.slice(selectionEnd ?? value.length));
}

/** A list of words, separated by commas. It is taken over when the field is left. */
export function WordList({
  label,
  value,
  put,
  hint,
}: {
  label: string;
  value: readonly string[];
  put: (words: readonly string[]) => void;
  hint?: string;
}) {
  const id = useId();
  const shown = value.join(", ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        key={shown}
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        defaultValue={shown}
        onBlur={(event) => {
          const words = splitWords(plain(event.target.value));
          if (words.join(", ") !== shown) put(words);
        }}
      />
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

interface PickerProps {
  readonly label: string;
  readonly value: string;
  readonly steps: readonly Step[];
  readonly put: (step: string) => void;
  /** What stands where nothing is chosen. */
  readonly none?: string;
}

/** A step by what it says; one that is gone stands there by its name. */
export function StepPicker({ label, value, steps, put, none }: PickerProps) {
  const known = !value || steps.some((step) => step.id === value);
  return (
    <label className="field">
      {label}
      <select value={value} onChange={(event) => put(event.target.value)}>
        {(none !== undefined || !value) && <option value="">{none ?? t("scelga")}</option>}
        {!known && <option value={value}>{t("{step}: non c'è", { step: value })}</option>}
        <StepOptions steps={steps} />
      </select>
    </label>
  );
}

/** Drawn anew only where a step was added, or says something else. */
export const StepOptions = memo(
  ({ steps }: { steps: readonly Step[] }) =>
    steps.map((step) => (
      <option key={step.key} value={step.id}>
        {stepTitle(step)}
      </option>
    )),
  (before, now) => before.steps === now.steps,
);

/** Names and what they are set to: both are one text each. */
export function Pairs({
  label,
  value,
  put,
  hint,
}: {
  label: string;
  value: Body;
  put: (pairs: Body | undefined) => void;
  hint?: string;
}) {
  const pairs = Object.entries(value);
  const becomes = (next: readonly (readonly [string, Plain])[]): void =>
    put(next.length > 0 ? Object.fromEntries(next) : undefined);
  return (
    <fieldset className="pairs">
      <legend>{label}</legend>
      {pairs.map(([name, item], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name changes while it is written
        <div key={at} className="pair">
          <input
            className="code"
            aria-label={t("Nome")}
            value={name}
            onChange={(event) =>
              !(event.target.value in value) &&
              becomes(pairs.toSpliced(at, 1, [event.target.value, item]))
            }
          />
          <input
            className="code"
            aria-label={t("Valore di {name}", { name })}
            value={typeof item === "string" ? item : JSON.stringify(item)}
            readOnly={typeof item !== "string"}
            onChange={(event) => becomes(pairs.toSpliced(at, 1, [name, event.target.value]))}
          />
          <button
            type="button"
            className="square"
            aria-label={t("Tolga {name}", { name })}
            onClick={() => becomes(pairs.toSpliced(at, 1))}
          >
            <span aria-hidden="true">×</span>
          </button>
        </div>
      ))}
      <button
        type="button"
        className="quiet"
        onClick={() => becomes([...pairs, [`name${pairs.length + 1}`, '""']])}
      >
        {t("Un altro valore")}
      </button>
      {hint && <p className="hint">{hint}</p>}
    </fieldset>
  );
}
