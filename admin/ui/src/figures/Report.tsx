import type { Schemas } from "../api/types";
import { t } from "../texts/say";
import { Bar, Bars } from "./Bars";
import { type Line, linesOf, overTime } from "./table";
import { FIGURES, type Figure, OVER_TIME, quarterName, valueWord } from "./words";

type Report = Schemas["Figures"];

export const said = (count: number | null): string =>
  count === null ? t("nascosto") : String(count);

interface Of {
  readonly report: Report;
  readonly figure: Figure;
  readonly quarter: string;
  readonly place: number;
}

/** One figure of a quarter: a sentence, and a table whose bars are the chart. */
export function OneFigure({ report, figure, quarter, place }: Of) {
  const lines = linesOf(report, figure, quarter, place);
  const named = lines.map((one) => ({ ...one, name: valueWord(figure, one.value) }));
  return (
    <section className="one-figure unbroken" aria-label={t(FIGURES[figure].title)}>
      <h4>{t(FIGURES[figure].title)}</h4>
      <p className="hint">{t(FIGURES[figure].about)}</p>
      {lines.length === 0 ? (
        <p className="muted">{t("Nulla in questo trimestre.")}</p>
      ) : (
        <Lines head={t("Che cosa")} title={t(FIGURES[figure].title)} lines={named} />
      )}
    </section>
  );
}

interface Named extends Line {
  readonly name: string;
}

/** A table of names and numbers with a bar for each; the total (an empty value) has none. */
export function Lines(props: {
  readonly head: string;
  readonly title: string;
  readonly lines: readonly Named[];
}) {
  const { head, title, lines } = props;
  const most = Math.max(1, ...lines.map((one) => (one.value === "" ? 0 : (one.count ?? 0))));
  return (
    <table className="with-bars">
      <caption className="unseen">{title}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{t("Quante")}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {lines.map((one) => (
          <tr key={one.value} className={one.value === "" ? "total" : undefined}>
            <th scope="row">{one.name}</th>
            <td className={one.count === null ? "hidden-number" : "number"}>{said(one.count)}</td>
            <td className="drawn">{one.value !== "" && <Bar count={one.count} most={most} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The totals of a few figures over the finished quarters, with the same numbers in a table. */
export function OverTime({ report, place }: { report: Report; place: number }) {
  const series = OVER_TIME.map((figure) => ({ figure, lines: overTime(report, figure, place) }));
  return (
    <section className="unbroken" aria-label={t("Nel tempo")}>
      <h3>{t("Nel tempo")}</h3>
      <p className="hint">
        {t("Ogni trimestre per sé. Non si sommano: una somma direbbe quello che è nascosto.")}
      </p>
      <div className="charts">
        {series.map((one) => (
          <figure key={one.figure} className="bars">
            <figcaption>{t(FIGURES[one.figure].title)}</figcaption>
            <Bars title={t(FIGURES[one.figure].title)} lines={one.lines} />
          </figure>
        ))}
      </div>
      {/* It scrolls sideways on a phone, also by keys. */}
      <section className="table" tabIndex={0} aria-label={t("Tabella: nel tempo")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("Trimestre")}</th>
              {series.map((one) => (
                <th key={one.figure} scope="col">
                  {t(FIGURES[one.figure].title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...report.quarters].reverse().map((quarter, at) => (
              <tr key={quarter}>
                <th scope="row">{quarterName(quarter)}</th>
                {series.map((one) => (
                  <td key={one.figure}>{said(one.lines[at]?.count ?? null)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** How many asked at each agency, where the reader sees several. */
export function ByAgency({ report, quarter }: { report: Report; quarter: string }) {
  const lines = report.columns
    .map((column, place) => {
      const total = linesOf(report, "contact", quarter, place).find((one) => one.value === "");
      return { value: column.id, name: column.name, count: total ? total.count : 0 };
    })
    .filter((one) => one.value !== "" && one.count !== 0);
  return (
    <section className="one-figure unbroken" aria-label={t("Rete per rete")}>
      <h4>{t("Rete per rete")}</h4>
      <p className="hint">{t("Quante hanno chiesto a ciascuna: dicono anche il territorio.")}</p>
      {lines.length === 0 ? (
        <p className="muted">{t("Nulla in questo trimestre.")}</p>
      ) : (
        <Lines head={t("Ente")} title={t("Rete per rete")} lines={lines} />
      )}
    </section>
  );
}
