import { useState } from "react";
import { Page } from "../parts/Page";
import { OnPaper, Print } from "../parts/Printed";
import { Problem } from "../parts/Problem";
import { useOnce } from "../parts/useOnce";
import { t } from "../texts/say";
import { ByAgency, OneFigure, OverTime, said } from "./Report";
import { linesOf, save } from "./table";
import { FIGURES, GROUPS, quarterName, valueWord } from "./words";
import "./figures.css";

/** Numbers of many, quarter by quarter: no person and no case is in them. */
export default function Figures() {
  const { data, problem } = useOnce("/api/figures");
  const [quarter, setQuarter] = useState("");
  const [agency, setAgency] = useState<string>();
  if (!data) {
    return (
      <Page title={t("Numeri")}>
        <Problem text={problem} />
      </Page>
    );
  }
  const report = data;
  const chosen = quarter || (report.quarters[0] ?? "");
  const place = Math.max(
    0,
    report.columns.findIndex((one) => one.id === agency),
  );
  const nameOf = (one: { id: string; name: string }): string =>
    one.id === "" ? t("Tutti gli enti insieme") : one.name;
  const column = report.columns[place];

  function saveTable(): void {
    const head = [t("Trimestre"), t("Ente"), t("Numero"), t("Che cosa"), t("Quante")];
    const rows = report.columns.flatMap((one, at) =>
      GROUPS.flatMap((group) => group.figures).flatMap((figure) =>
        linesOf(report, figure, chosen, at).map((line) => [
          quarterName(chosen),
          nameOf(one),
          t(FIGURES[figure].title),
          valueWord(figure, line.value),
          said(line.count),
        ]),
      ),
    );
    save("numeri.csv", [head, ...rows]);
  }

  return (
    <Page title={t("Numeri")}>
      {column && (
        <OnPaper
          lines={[
            t("{quarter}, {agency}", { quarter: quarterName(chosen), agency: nameOf(column) }),
          ]}
        />
      )}
      <p className="hint">
        {t(
          "Trimestri finiti, di molte insieme. «Nascosto» può essere un numero da 1 a {most}, oppure uno che servirebbe a calcolarlo, anche zero: così nessuno risale a una donna. Non ci sono numeri di una singola operatrice.",
          { most: report.fewest - 1 },
        )}
      </p>
      <div className="beside-act field off-paper">
        <span>
          <label htmlFor="figures-quarter">{t("Trimestre")}</label>
          <select
            id="figures-quarter"
            value={chosen}
            onChange={(event) => setQuarter(event.target.value)}
          >
            {report.quarters.map((one) => (
              <option key={one} value={one}>
                {quarterName(one)}
              </option>
            ))}
          </select>
        </span>
        <span>
          <label htmlFor="figures-agency">{t("Ente")}</label>
          <select
            id="figures-agency"
            value={column?.id ?? ""}
            onChange={(event) => setAgency(event.target.value)}
          >
            {report.columns.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </span>
        <button type="button" onClick={saveTable}>
          {t("Salvi la tabella (CSV)")}
        </button>
        <Print />
      </div>
      {GROUPS.map((group) => (
        <section key={group.title} aria-label={t(group.title)}>
          <h3>{t(group.title)}</h3>
          <div className="figures-of">
            {group.figures[0] === "contact" && report.columns.length > 1 && (
              <ByAgency report={report} quarter={chosen} />
            )}
            {group.figures.map((figure) => (
              <OneFigure
                key={figure}
                report={report}
                figure={figure}
                quarter={chosen}
                place={place}
              />
            ))}
          </div>
        </section>
      ))}
      <OverTime report={report} place={place} />
      <section className="unbroken" aria-label={t("Che cosa non c'è, e perché")}>
        <h3>{t("Che cosa non c'è, e perché")}</h3>
        <ul className="plain">
          <li>
            {t(
              "I comuni: in un comune piccolo un solo conto sarebbe la traccia di una donna. Il territorio lo dicono le reti.",
            )}
          </li>
          <li>
            {t(
              "Il trimestre in corso: un numero che cresce da un giorno all'altro parla di quel giorno.",
            )}
          </li>
          <li>
            {t(
              "Somme di più trimestri, e due cose insieme (per esempio lingua e ora): direbbero quello che è nascosto.",
            )}
          </li>
          <li>
            {t(
              "Com'è andata a chi non ha voluto tenere un percorso: nessuna viene cercata per una statistica.",
            )}
          </li>
          <li>{t("Chi si è cancellata prima: non si conta.")}</li>
        </ul>
      </section>
    </Page>
  );
}
