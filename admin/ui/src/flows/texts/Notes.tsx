import type { Schemas } from "../../api/types";
import { t } from "../../texts/say";
import { asSms, segments } from "../segments";

type Detail = Schemas["TextDetail"];

/** How long a translation is, beside what fits. */
export function Length({ text, detail }: { text: string; detail: Detail }) {
  const count = [...text].length;
  if (detail.most) {
    return <>{t("{count} caratteri di {most}", { count, most: detail.most })}</>;
  }
  const own = segments(asSms(text)).count;
  const italian = segments(asSms(detail.row.said.italian)).count;
  return detail.sms
    ? t("{count} caratteri · SMS: {own} (italiano: {italian})", { count, own, italian })
    : t("{count} caratteri", { count });
}

/** What the programme fills in, to be put where the cursor is. */
export function Gaps({ italian, insert }: { italian: string; insert: (gap: string) => void }) {
  const gaps = [...new Set(italian.match(/\{[a-z_][a-z0-9_]*\}/g) ?? [])];
  if (gaps.length === 0) return null;
  return (
    <div className="acts start-acts">
      {gaps.map((gap) => (
        <button key={gap} type="button" className="quiet code" onClick={() => insert(gap)}>
          {gap}
        </button>
      ))}
    </div>
  );
}

/** Who signed it and what changed since, what it said before, and why something is not possible. */
export function Notes({
  language,
  detail,
  dirty,
}: {
  language: Schemas["TextLanguage"];
  detail: Detail;
  dirty: boolean;
}) {
  const { row, signed } = detail;
  const changed = signed !== null && row.state !== "reviewed";
  return (
    <div className="text-notes">
      {signed && (
        <p>
          {signed.by
            ? t("Firmata da {who}, il {day}.", { who: signed.by, day: signed.day })
            : t("Firmata nei file, il {day}.", { day: signed.day })}
        </p>
      )}
      {changed && signed.text && signed.italian !== row.said.italian && (
        <p>{t("Allora l'italiano era: «{text}».", { text: signed.italian })}</p>
      )}
      {changed && signed.text && signed.text !== row.said.text && (
        <p>
          {t("Allora la traduzione era:")}{" "}
          <span lang={language.language} dir="auto">
            {signed.text}
          </span>
        </p>
      )}
      {row.said.old && (
        <p>
          {t("Prima diceva:")}{" "}
          <span lang={language.language} dir="auto">
            {row.said.old}
          </span>
        </p>
      )}
      {!row.editable && (
        <p className="hint">
          {t(
            "Questo testo il servizio lo legge dai file del progetto: qui si controlla e si firma, si cambia nel file .po.",
          )}
        </p>
      )}
      {!language.may_sign && (
        <p className="hint">{t("Firma chi ha questa lingua nel Suo profilo.")}</p>
      )}
      {language.may_sign && dirty && <p className="hint">{t("Prima salvi, poi firmi.")}</p>}
    </div>
  );
}
