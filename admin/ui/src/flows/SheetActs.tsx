import { t } from "../texts/say";

interface Props {
  readonly close: () => void;
  /** What the button that does it says. */
  readonly yes: string;
  readonly disabled: boolean;
  readonly act: () => void;
}

/** The two buttons of a dialog that asks before something is done. */
export function SheetActs({ close, yes, disabled, act }: Props) {
  return (
    <>
      <button type="button" className="quiet" onClick={close}>
        {t("Annulli")}
      </button>
      <button type="button" className="primary" disabled={disabled} onClick={act}>
        {yes}
      </button>
    </>
  );
}
