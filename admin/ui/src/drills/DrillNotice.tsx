import type { Case } from "../api/types";
import { t } from "../texts/say";
import "./drills.css";

/** Above the conversation of a drill: nobody who writes there is a woman. */
export function DrillNotice({ one }: { one: Case }) {
  if (!one.drill) return null;
  return (
    <p className="drill-notice">
      <strong>{t("Esercitazione.")}</strong>{" "}
      {t("Qui scrive una collega. Nulla entra nei numeri o raggiunge altri enti.")}
    </p>
  );
}
