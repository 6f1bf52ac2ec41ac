import { t } from "../texts/say";
import { Differences } from "./Differences";
import type { DeskState, FlowDesk } from "./desk";
import { changed } from "./edits";

/** Both versions where two people wrote in one place. Nothing is lost before she says which. */
export function ClashView({ desk, state }: { desk: FlowDesk; state: DeskState }) {
  const { clash } = state;
  if (!clash) return null;
  const here = (id: string): boolean => clash.places.includes(id);
  const hers = clash.hers.steps.filter((step) => here(step.id));
  const mine = changed(clash.hers, clash.mine).steps.filter((step) => here(step.id));
  const who = clash.theirs.flow.authors.join(", ");
  return (
    <section className="notice clash" role="alert">
      <p>
        {t(
          "Mentre Lei scriveva, {who} ha salvato negli stessi punti. Barrato: la versione salvata. Sottolineato: la Sua, che è ancora qui.",
          { who: who || t("un'altra persona") },
        )}
      </p>
      <Differences was={hers} now={mine} />
      <div className="acts start-acts">
        <button type="button" className="primary" onClick={() => desk.settle(true)}>
          {t("Metta la mia al posto dell'altra")}
        </button>
        <button type="button" onClick={() => desk.settle(false)}>
          {t("Tenga l'altra")}
        </button>
      </div>
    </section>
  );
}
