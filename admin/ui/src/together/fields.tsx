import { languageName } from "../texts/moments";
import { word } from "./words";
import "./together.css";

export type Sheet = Record<string, string[]>;

/** What she can do is said in the desk's own words, which the server knows. */
export type Words = Readonly<Record<string, string>>;

function said(field: string, value: string, words: Words): string {
  if (field === "languages") return languageName(value);
  return words[value] && field === "abilities" ? words[value] : word(value, field);
}

interface Facts {
  readonly sheet: Sheet;
  readonly words: Words;
}

/** A shared sheet as it is read. */
export function SheetFacts({ sheet, words }: Facts) {
  return (
    <dl className="facts">
      {Object.entries(sheet).map(([field, values]) => (
        <div key={field}>
          <dt>{word(field)}</dt>
          <dd>{values.map((value) => said(field, value, words)).join(", ")}</dd>
        </div>
      ))}
    </dl>
  );
}

const SINGLE = ["children", "route"];

interface Choosing {
  readonly fields: Sheet;
  readonly words: Words;
  readonly sheet: Sheet;
  readonly change: (sheet: Sheet) => void;
}

/** A shared sheet being filled in: closed values only. */
export function SheetFields({ fields, words, sheet, change }: Choosing) {
  function turn(field: string, value: string): void {
    const now = sheet[field] ?? [];
    const one = SINGLE.includes(field) ? [] : now.filter((other) => other !== value);
    const next = now.includes(value) ? one : [...one, value];
    change({ ...sheet, [field]: next });
  }
  return (
    <>
      {Object.entries(fields).map(([field, values]) => (
        <fieldset key={field} className="field">
          <legend>{word(field)}</legend>
          <div className="ticks">
            {values.map((value) => (
              <label key={value} className="tick">
                <input
                  type={SINGLE.includes(field) ? "radio" : "checkbox"}
                  name={field}
                  checked={(sheet[field] ?? []).includes(value)}
                  onChange={() => turn(field, value)}
                />
                {said(field, value, words)}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}

/** What she will read, as it stands in her chat. */
export function Preview({ lines, title }: { lines: readonly string[]; title: string }) {
  if (lines.length === 0) return null;
  return (
    <figure className="preview">
      <figcaption>{title}</figcaption>
      {lines.map((line) => (
        <p key={line} className={line.startsWith("[") ? "preview-choice" : "words"} dir="auto">
          {line.replace(/^\[|\]$/g, "")}
        </p>
      ))}
    </figure>
  );
}
