import type { RefObject } from "react";
import { may, type Section } from "../features";
import { many, t } from "../texts/say";
import { BAR } from "./found";
import { useMe } from "./me";

interface Props {
  /** The section that is shown. */
  readonly here: Section | undefined;
  /** The id of the sections' list, and whether it lies over the page. */
  readonly sections: string;
  readonly open: boolean;
  readonly toggle: () => void;
  /** How many things wait in all sections. */
  readonly waiting: number;
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly keys: () => void;
}

/** The top bar: the way to the sections, what features put there, and the way to the keys. */
export function Bar({ here, sections, open, toggle, waiting, button, keys }: Props) {
  const me = useMe();
  return (
    <header className="bar">
      <button type="button" className="quiet skip" onClick={toContent}>
        {t("Vada al contenuto")}
      </button>
      <button
        type="button"
        ref={button}
        className="sections-button"
        aria-expanded={open}
        aria-controls={sections}
        onClick={toggle}
      >
        <span aria-hidden="true">☰</span> {t("Menu")}
        {waiting > 0 && (
          <span className="waiting-count">
            <span aria-hidden="true">{waiting}</span>
            <span className="unseen">
              {many("{count} cosa aspetta", "{count} cose aspettano", waiting)}
            </span>
          </span>
        )}
      </button>
      <h1>{t("Banco")}</h1>
      {here && (
        <p className="bar-here" aria-hidden="true">
          {t(here.title)}
        </p>
      )}
      <div className="bar-items">
        {BAR.filter((one) => may(me, one.roles)).map((one) => (
          <one.view key={one.id} />
        ))}
        <button
          type="button"
          className="quiet square keys-button"
          onClick={keys}
          aria-label={t("Tasti")}
        >
          ?
        </button>
      </div>
    </header>
  );
}

/** The sections come before the page: who moves by keys need not pass them each time. */
function toContent(): void {
  const main = document.querySelector("main");
  if (!main) return;
  if (!main.hasAttribute("tabindex")) main.tabIndex = -1;
  main.focus();
}
