import { useState } from "react";
import { act, useRead } from "../api/reading";
import { announce } from "../frame/announce";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { clock, moment } from "../texts/moments";
import { t } from "../texts/say";
import { Begin } from "./Begin";
import { type DrillState, stepName, went } from "./words";
import "../together/together.css";
import "./drills.css";

/** What is practised: one drill at a time in a network, and what came of the last ones. */
export default function Drills() {
  const { data, refusal } = useRead("/api/drills");
  const [page, setPage] = useState<{ id: string; address: string }>();
  if (!data) return <Page title={t("Esercitazioni")}>{refusal?.message}</Page>;
  const running = data.drills.filter((one) => !one.ended_at);
  const over = data.drills.filter((one) => one.ended_at);
  return (
    <Page title={t("Esercitazioni")}>
      <p className="hint">
        {t(
          "Una collega fa la parte di chi scrive, su una pagina sua; il resto è vero: coda, turno, presa in carico, chat. Le donne vengono sempre prima. Finisce da sola dopo un'ora, e di ciò che è stato scritto non resta nulla.",
        )}
      </p>
      {running.map((one) => (
        <Running key={one.id} one={one} page={page?.id === one.id ? page.address : ""} />
      ))}
      <Begin
        known={data}
        begun={(made) => setPage({ id: made.drill.id, address: made.page })}
        busy={running.length >= data.networks.length}
      />
      <h3>{t("Com'è andata")}</h3>
      {over.length === 0 && <p className="muted">{t("Nessuna esercitazione finita, ancora.")}</p>}
      <ul>
        {over.map((one) => (
          <li key={one.id} className="entry">
            <strong>{one.scenario.title}</strong>
            <small>
              {t("{network}, {moment}, da {by}", {
                network: one.network,
                moment: moment(one.at),
                by: one.by,
              })}
            </small>
            <Results one={one} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Running({ one, page }: { one: DrillState; page: string }) {
  const { run, busy, problem } = useAct();
  const end = async () => {
    await act("post", "/api/drills/{id}/end", { path: { id: one.id } });
    announce(t("Esercitazione finita."));
  };
  return (
    <section className="drill-running" aria-label={t("Esercitazione in corso")}>
      <h3>
        {t("In corso: {title}", { title: one.scenario.title })} <small>{one.network}</small>
      </h3>
      <p>{one.scenario.brief}</p>
      {page ? (
        <p>
          {t("La pagina di chi fa la parte, in un'altra finestra o su un telefono:")}{" "}
          <a href={page} target="_blank" rel="noreferrer">
            {page}
          </a>{" "}
          <small>{t("Si vede solo adesso.")}</small>
        </p>
      ) : (
        <p className="muted">{t("L'indirizzo della pagina si è visto quando è cominciata.")}</p>
      )}
      <ol>
        {one.scenario.play.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Results one={one} />
      <p className="hint">
        {one.rings
          ? t("Finisce alle {time}. Il telefono di turno squilla come «ESERCITAZIONE».", {
              time: clock(one.ends_at),
            })
          : t("Finisce alle {time}. Il telefono di turno non squilla.", {
              time: clock(one.ends_at),
            })}
      </p>
      <div className="acts start-acts">
        <button type="button" disabled={busy} onClick={() => void run(end)}>
          {t("Finisca ora")}
        </button>
      </div>
      <Problem text={problem} />
    </section>
  );
}

function Results({ one }: { one: DrillState }) {
  return (
    <dl className="drill-results">
      {one.results.map((each) => (
        <div key={each.step} className={each.verdict}>
          <dt>{stepName(each)}</dt>
          <dd>{went(each)}</dd>
        </div>
      ))}
    </dl>
  );
}
