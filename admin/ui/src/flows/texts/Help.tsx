import type { Schemas } from "../../api/types";
import { t } from "../../texts/say";

interface Props {
  readonly detail: Schemas["TextDetail"];
  readonly language: string;
  /** Puts a piece where the cursor is, or in the place of everything. */
  readonly insert: ((piece: string, whole: boolean) => void) | undefined;
}

/** Words of the trade, and how the same was said elsewhere: one touch puts them in. */
export function Help({ detail, language, insert }: Props) {
  return (
    <>
      {detail.terms.length > 0 && (
        <section className="help">
          <h3>{t("Glossario")}</h3>
          <ul>
            {detail.terms.map((one) => (
              <li key={one.italian} className="pair">
                <span>
                  {one.italian} →{" "}
                  <span lang={language} dir="auto">
                    {one.said}
                  </span>
                </span>
                {insert && (
                  <button
                    type="button"
                    aria-label={t("Metta «{text}»", { text: one.said })}
                    onClick={() => insert(one.said, false)}
                  >
                    {t("Metta")}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {detail.memory.length > 0 && (
        <section className="help">
          <h3>{t("Già tradotto altrove")}</h3>
          <ul>
            {detail.memory.map((one) => (
              <li key={one.context} className="pair">
                <span>
                  <span lang={language} dir="auto" className="said">
                    {one.text}
                  </span>
                  <small>
                    {one.alike === 100
                      ? t("stesso italiano")
                      : t("simile al {alike} %: {text}", { alike: one.alike, text: one.italian })}
                  </small>
                </span>
                {insert && (
                  <button
                    type="button"
                    aria-label={t("Metta «{text}»", { text: one.text })}
                    onClick={() => insert(one.text, true)}
                  >
                    {t("Metta")}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
