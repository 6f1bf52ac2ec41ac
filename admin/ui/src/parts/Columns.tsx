import type { ReactNode } from "react";
import { t } from "../texts/say";
import "./columns.css";

interface Props {
  readonly list: ReactNode;
  readonly listName: string;
  /** What is open; without it a narrow screen shows the list. */
  readonly main?: ReactNode;
  readonly mainName: string;
  /** What stands where nothing is open, on a wide screen. */
  readonly empty: ReactNode;
  readonly back: () => void;
  readonly side?: ReactNode;
  readonly sideName?: string;
  /** The wide list keeps its width; a section without a list of rows may want more. */
  readonly wide?: boolean;
}

/** List, what is open, and what belongs to it: three columns on a laptop, one on a phone. */
export function Columns(props: Props) {
  const { list, listName, main, mainName, empty, back, side, sideName, wide } = props;
  const kind = `columns${main ? " reading" : ""}${side ? " with-side" : ""}${wide ? " wide" : ""}`;
  return (
    <div className={kind}>
      <section className="column-list" aria-label={listName}>
        {list}
      </section>
      <main className="column-main" aria-label={mainName} tabIndex={-1}>
        {main && (
          <button type="button" className="quiet back only-narrow" onClick={back}>
            <span aria-hidden="true" className="turned">
              ‹
            </span>{" "}
            {listName}
          </button>
        )}
        {main || <div className="empty">{empty}</div>}
      </main>
      {side && (
        <aside className="column-side" aria-label={sideName ?? t("Altro")}>
          {side}
        </aside>
      )}
    </div>
  );
}
