import { dayAndTime } from "../texts/moments";
import { t } from "../texts/say";
import "./printed.css";

/** Opens the browser's own dialog: a page on paper, or a file in PDF. */
export function Print() {
  return (
    <button type="button" onClick={() => window.print()}>
      {t("Stampi o salvi in PDF")}
    </button>
  );
}

/** What stands on paper only: what was chosen, and when it was printed. */
export function OnPaper({ lines, at }: { lines: readonly string[]; at?: string }) {
  return (
    <div className="on-paper" aria-hidden="true">
      {lines.map((one) => (
        <p key={one}>{one}</p>
      ))}
      <p>{t("Situazione del {when}.", { when: dayAndTime(at ?? new Date().toISOString()) })}</p>
    </div>
  );
}
