import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { t } from "../texts/say";

interface Props {
  readonly open: boolean;
  readonly close: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons at the end; without them there is one that closes. */
  readonly acts?: ReactNode;
}

/** A dialog: it keeps the focus, Escape closes it, and the focus goes back to where it was. */
export function Sheet({ open, close, title, children, acts }: Props) {
  return (
    <ModalOverlay
      className="veil"
      isOpen={open}
      onOpenChange={(now) => !now && close()}
      isDismissable
    >
      <Modal className="sheet">
        <Dialog className="sheet-inside">
          <Heading slot="title">{title}</Heading>
          {children}
          <div className="acts">
            {acts ?? (
              <button type="button" onClick={close}>
                {t("Chiuda la finestra")}
              </button>
            )}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface Asking {
  readonly open: boolean;
  readonly title: string;
  /** What will happen, to whom, and whether it can be undone. */
  readonly children: ReactNode;
  readonly no: string;
  readonly yes: string;
  readonly answered: (yes: boolean) => void;
}

/** Asks before something that cannot be undone. */
export function Sure({ open, title, children, no, yes, answered }: Asking) {
  const acts = (
    <>
      <button type="button" className="quiet" onClick={() => answered(false)}>
        {no}
      </button>
      <button type="button" className="primary" onClick={() => answered(true)}>
        {yes}
      </button>
    </>
  );
  return (
    <Sheet open={open} close={() => answered(false)} title={title} acts={acts}>
      {children}
    </Sheet>
  );
}
