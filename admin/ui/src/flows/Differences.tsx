import { t } from "../texts/say";
import { type StepDifference, stepsBetween, wordsBetween } from "./difference";
import type { Body } from "./document";
import { placeName } from "./words";

interface Stepped {
  readonly id: string;
  readonly note: string;
  readonly remark: string;
  readonly body: { readonly [key: string]: unknown };
}

interface Props {
  readonly was: readonly Stepped[];
  readonly now: readonly Stepped[];
}

/** What differs between two versions, step by step, in words. */
export function Differences({ was, now }: Props) {
  const found = stepsBetween(was.map(plain), now.map(plain));
  if (found.length === 0) return <p className="hint">{t("Nei passi non cambia niente.")}</p>;
  return (
    <ul className="differences">
      {found.map((one) => (
        <li key={one.id} className="entry">
          <h4>
            {one.id} <small>{kindName(one.kind)}</small>
          </h4>
          {one.entries.map((entry) => (
            <p key={entry.path}>
              <small>{entry.path ? placeName(entry.path) : t("ordine")}</small>
              <Words was={said(entry.was)} now={said(entry.now)} />
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** What stands alone to say that something is so. */
const said = (value: string): string => (value === "true" ? t("sì") : value);

const plain = (step: Stepped) => ({ ...step, body: step.body as Body });

export function Words({ was, now }: { was: string; now: string }) {
  return (
    <span className="words">
      {wordsBetween(was, now).map((piece, at) => {
        const key = `${at} ${piece.kind}`;
        if (piece.kind === "gone") return <del key={key}>{piece.text}</del>;
        if (piece.kind === "new") return <ins key={key}>{piece.text}</ins>;
        return <span key={key}>{piece.text}</span>;
      })}
    </span>
  );
}

function kindName(kind: StepDifference["kind"]): string {
  switch (kind) {
    case "new":
      return t("passo nuovo");
    case "gone":
      return t("passo tolto");
    case "moved":
      return t("passo spostato");
    case "changed":
      return t("passo cambiato");
  }
}
