import type { Case } from "../api/types";
import { t } from "../texts/say";
import { Ending } from "./Ending";

/** Closes the case, after asking. */
export const Close = ({ one }: { one: Case }) => (
  <Ending
    one={one}
    path="/api/cases/{id}/close"
    button={t("Chiuda…")}
    title={t("Chiudere il caso?")}
    yes={t("Chiuda")}
    done={t("Caso chiuso.")}
  >
    <p>
      {t(
        "Lei torna al servizio automatico e lo vede subito. In questo caso nessuno potrà più scriverle, e non si può riaprire.",
      )}
    </p>
  </Ending>
);
