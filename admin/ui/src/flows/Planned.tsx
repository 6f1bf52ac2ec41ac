import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { dayAndTime } from "../texts/moments";
import { mark, type Text, t } from "../texts/say";

type Row = Schemas["FlowPlan"];

const STATES: Readonly<Record<Row["state"], Text>> = {
  waiting: mark("aspetta la sua ora"),
  published: mark("pubblicata"),
  refused: mark("non è uscita"),
  cancelled: mark("annullata"),
};
const WHY: Readonly<Record<Exclude<Row["why"], "">, Text>> = {
  changed: mark("Una bozza è cambiata, oppure non c'era più: la legga di nuovo e la programmi."),
  unreviewed: mark("A una bozza mancava la lettura di una seconda persona."),
  stranded: mark("Mancava dove portano le domande tolte."),
  faulty: mark("Il controllo ha trovato errori che prima non c'erano."),
  account: mark("Chi l'aveva programmata non può più pubblicare."),
};
const DAYS_SHOWN = 7;

/** What goes out at an hour of its own, and what became of it in these days. */
export function Planned() {
  const { run, busy, problem } = useAct();
  const found = useRead("/api/flow-plans").data?.planned ?? [];
  const since = Date.now() - DAYS_SHOWN * 24 * 60 * 60 * 1000;
  const shown = found.filter((one) => one.state === "waiting" || Date.parse(one.at) > since);
  if (shown.length === 0) return null;
  const cancel = (one: Row) => async () => {
    await act("delete", "/api/flow-plans/{id}", { path: { id: one.id } });
    announce(t("Annullata: le bozze restano."));
  };
  return (
    <section>
      <h3>{t("A un'ora stabilita")}</h3>
      <ul>
        {shown.map((one) => (
          <li key={one.id} className="entry">
            <strong>{dayAndTime(one.at)}</strong>{" "}
            <span className={one.state === "waiting" ? "state drafted" : "state"}>
              {t(STATES[one.state])}
            </span>
            <small>
              {one.by || "–"} · {one.flows.join(", ")} · «{one.note}»
            </small>
            {one.why && <p className="problem">{t(WHY[one.why])}</p>}
            {one.state === "waiting" && (
              <div className="acts start-acts">
                <button type="button" disabled={busy} onClick={() => void run(cancel(one))}>
                  {t("Annulli questa pubblicazione")}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <Problem text={problem} />
    </section>
  );
}
