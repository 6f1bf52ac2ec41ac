import type { Schemas } from "../../api/types";
import { t } from "../../texts/say";

type Row = Schemas["TextRow"];

interface Props {
  readonly step: readonly Row[];
  readonly row: Row;
  /** What is being written in its place. */
  readonly text: string;
  readonly language: Schemas["TextLanguage"];
}

/** What a text is in its step. All that a cover says is told as such: there its place says it. */
function partOf({ part, said }: Row): string {
  if (part !== "cover") return part;
  const place = said.context.split("/").slice(2);
  if (place[0] === "choices") return place.length === 2 ? "label" : "words";
  return place[0] === "no_match" ? "again" : "message";
}

/** How the step looks to her: the message and its choices, the text that is open marked. */
export function StepPicture({ step, row, text, language }: Props) {
  const said = step.filter((one) => partOf(one) === "message" && one.channel === row.channel);
  const shown = said.length > 0 ? said : step.filter((one) => partOf(one) === "message");
  const choices = step.filter((one) => partOf(one) === "label" && one.channel === "");
  const again = partOf(row) === "again" ? step.filter((one) => partOf(one) === "again") : [];
  if (step.length === 0) return null;
  return (
    <figure className="step-picture">
      <figcaption>{t("Come lo vede lei")}</figcaption>
      <div
        lang={language.language}
        dir={language.right_to_left ? "rtl" : "ltr"}
        className="picture-inside"
      >
        {[...shown.slice(0, 1), ...again].map((one) => (
          <p key={one.said.context} className="bubble" dir="auto">
            <Said one={one} row={row} text={text} />
          </p>
        ))}
        {choices.length > 0 && (
          <ul className="picture-choices">
            {choices.map((one) => (
              <li key={one.said.context} dir="auto">
                <Said one={one} row={row} text={text} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </figure>
  );
}

function Said({ one, row, text }: { one: Row; row: Row; text: string }) {
  const mine = one.said.context === row.said.context;
  const said = mine ? text : one.said.text;
  const shown = said || one.said.italian;
  return mine ? <mark>{shown}</mark> : shown;
}
