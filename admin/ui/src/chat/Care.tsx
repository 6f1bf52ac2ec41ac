import { t } from "../texts/say";
import { CannedAnswers } from "./CannedAnswers";
import { Debriefs } from "./Debriefs";
import { HandoverNotes } from "./HandoverNotes";
import { Protocols } from "./Protocols";

/** What a shift leaves to the next, time to talk, the steps at hand, and answers kept ready. */
export function Care() {
  return (
    <main className="care-page" aria-label={t("Turno e cura")} tabIndex={-1}>
      <div>
        <HandoverNotes />
        <Debriefs />
      </div>
      <div className="padded care">
        <Protocols />
        <CannedAnswers />
      </div>
    </main>
  );
}
