import { languageName } from "../../texts/moments";
import { many, t } from "../../texts/say";
import type { DeskState, FlowDesk } from "../desk";
import { type Body, CHANNELS, isTable, type Step, tableAt, textAt, wordsAt } from "../document";
import { Box } from "./fields";

interface Passage {
  readonly context: string;
  readonly italian: string;
}

interface Props {
  readonly desk: FlowDesk;
  readonly state: DeskState;
  readonly step: Step;
}

/** What this step says in the other languages, a label beside its match words. */
export function Translations({ desk, state, step }: Props) {
  const { doc, given } = state;
  const passages = passagesOf(given.flow.id, step);
  const languages = Object.keys(doc.texts).sort();
  return (
    <details className="variants">
      <summary>
        {t("Traduzioni")} <Missing passages={passages} texts={doc.texts} />
      </summary>
      {languages.map((language) => (
        <details key={language}>
          <summary>
            {languageName(language)}{" "}
            <Missing passages={passages} texts={{ [language]: doc.texts[language] ?? {} }} />
          </summary>
          <div lang={language} dir="auto">
            {passages.map(({ context, italian }) => {
              const old = given.outdated[language]?.[context];
              return (
                <Box
                  key={context}
                  label={italian}
                  value={doc.texts[language]?.[context] ?? ""}
                  hint={old ? t("Prima diceva: {text}", { text: old }) : undefined}
                  put={(text) => {
                    const own = { ...doc.texts[language], [context]: text };
                    const texts = { ...doc.texts, [language]: own };
                    desk.change({ ...doc, texts }, `${language} ${context}`);
                  }}
                />
              );
            })}
          </div>
        </details>
      ))}
    </details>
  );
}

function Missing({
  passages,
  texts,
}: {
  passages: readonly Passage[];
  texts: DeskState["doc"]["texts"];
}) {
  const count = Object.values(texts)
    .map((own) => passages.filter((one) => !own[one.context]).length)
    .reduce((sum, missing) => sum + missing, 0);
  return count === 0 ? (
    <small>{t("complete")}</small>
  ) : (
    <span className="state drafted">{many("{count} manca", "{count} mancano", count)}</span>
  );
}

/** Every text of a step with the context under which its translations lie, as
 * bot/engine/contexts.py names them. */
function passagesOf(flow: string, step: Step): readonly Passage[] {
  const found: Passage[] = [];
  const said = (body: Body, key: string, context: string): void => {
    const italian = textAt(body, key);
    if (!italian) return;
    found.push({ context, italian });
    for (const channel of CHANNELS) {
      const variant = textAt(body, channel);
      if (variant) found.push({ context: `${context}.${channel}`, italian: variant });
    }
  };
  const at = `${flow}/${step.id}`;
  said(step.body, "ask", `${at}/ask`);
  said(step.body, "say", `${at}/say`);
  for (const [id, choice] of Object.entries(tableAt(step.body, "choices"))) {
    if (!isTable(choice)) continue;
    said(choice, "label", `${at}/choices/${id}`);
    const match = wordsAt(choice, "match").join(", ");
    if (match) found.push({ context: `${at}/choices/${id}/match`, italian: match });
  }
  said(tableAt(step.body, "no_match"), "say", `${at}/no_match`);
  return found;
}
