import type { Case } from "../api/types";
import { Ending } from "../closing/Ending";
import { t } from "../texts/say";

/** Ends a contact that offends, in fixed words; the service and 112 stay open. */
export const CloseKindly = ({ one }: { one: Case }) => (
  <Ending
    one={one}
    path="/api/cases/{id}/close-kindly"
    button={t("Contatto offensivo…")}
    title={t("Chiudere un contatto offensivo?")}
    yes={t("Chiuda con queste parole")}
    done={t("Conversazione chiusa. Se vuole, chieda un momento per parlarne.")}
  >
    <p>{t("Chi scrive legge queste parole, sempre le stesse, nella sua lingua:")}</p>
    <blockquote>
      {t(
        "La conversazione con la persona finisce qui. Il servizio resta aperto: puoi scrivere quando vuoi. In pericolo chiama il 112.",
      )}
    </blockquote>
    <p>{t("Il caso si chiude e non si può riaprire. Si conta soltanto quante volte succede.")}</p>
  </Ending>
);
