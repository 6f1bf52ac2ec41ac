import type { Schemas } from "../api/types";
import { many, t } from "../texts/say";
import type { FlowDesk } from "./desk";
import type { Doc } from "./document";
import { openStep } from "./places";
import { remedyOf } from "./remedies";
import { familyOf, isError } from "./words";

type Finding = Schemas["Finding"];

/** Every problem of the flow that is open, errors first, each with the way to it. */
export function Problems({
  findings,
  flow,
  desk,
  doc,
}: {
  findings: readonly Finding[] | undefined;
  flow: string;
  desk: FlowDesk;
  doc: Doc;
}) {
  const here = findings?.filter((one) => one.flow === flow) ?? [];
  const errors = here.filter(isError).length;
  const elsewhere = findings?.filter((one) => one.flow !== flow && isError(one)) ?? [];
  return (
    <details className="flow-problems">
      <summary>
        <span role="status">
          {!findings
            ? t("Controllo in corso…")
            : here.length + elsewhere.length === 0
              ? t("Nessun problema")
              : [
                  many("{count} errore", "{count} errori", errors),
                  many("{count} avvertimento", "{count} avvertimenti", here.length - errors),
                  ...(elsewhere.length > 0
                    ? [
                        many(
                          "{count} errore in altri percorsi",
                          "{count} errori in altri percorsi",
                          elsewhere.length,
                        ),
                      ]
                    : []),
                ].join(", ")}
        </span>
      </summary>
      <ul>
        {gathered([...here, ...elsewhere])
          .slice(0, 100)
          .map(({ one, times }) => (
            <li key={keyOf(one)} className="entry">
              <FindingLine one={one} times={times} desk={desk} doc={doc} here={one.flow === flow} />
            </li>
          ))}
      </ul>
    </details>
  );
}

export const keyOf = (one: Finding): string =>
  [one.flow, one.step, one.line, one.rule, one.what].join("\n");

/** What no translation says yet is one line for each step: a text that was just written is missing
 * in sixteen languages, and none of these lines is worth a place above the text itself. */
export function gathered(
  findings: readonly Finding[],
): readonly { readonly one: Finding; readonly times: number }[] {
  const first = new Map<string, { one: Finding; times: number }>();
  for (const one of findings) {
    const missing = one.rule === "languages/missing" && !isError(one);
    const key = missing ? `${one.flow}\n${one.step}` : keyOf(one);
    const known = first.get(key);
    if (known) known.times += 1;
    else first.set(key, { one, times: 1 });
  }
  return [...first.values()];
}

interface LineProps {
  readonly one: Finding;
  /** For how many it stands. */
  readonly times?: number;
  readonly desk?: FlowDesk;
  readonly doc?: Doc;
  /** Whether its flow is the one that is open. */
  readonly here?: boolean;
  /** Whether its step is: then nothing has to lead there. */
  readonly there?: boolean;
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** One finding: what it is about, the gate's own sentence, and what to do. */
export function FindingLine({ one, times = 1, desk, doc, here, there }: LineProps) {
  const remedy = desk && doc && here ? remedyOf(one, doc) : undefined;
  return (
    <>
      <span className={isError(one) ? "flag" : "state"}>
        {isError(one) ? t("errore") : t("avviso")}
      </span>{" "}
      {familyOf(one.rule)}
      <small>
        {times > 1
          ? many(
              "Manca {count} traduzione: si scrive in «Traduzioni».",
              "Mancano {count} traduzioni: si scrivono in «Traduzioni».",
              times,
            )
          : `${capital(one.what)}. ${capital(one.remedy)}.`}
      </small>
      <small>
        {[one.flow, one.step].filter((part) => part).join("/")} · {one.rule}
      </small>
      <div className="acts">
        {!there && one.flow && (one.step || !here) && (
          <button type="button" onClick={() => openStep(one.flow, one.step)}>
            {t("Portami lì")}
          </button>
        )}
        {remedy && desk && (
          <button type="button" onClick={() => desk.change(remedy.mended())}>
            {t(remedy.label)}
          </button>
        )}
      </div>
    </>
  );
}
