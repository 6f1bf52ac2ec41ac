import { useState } from "react";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { useOnce } from "../parts/useOnce";
import { t } from "../texts/say";
import { Bars } from "./Bars";
import { type Series, seriesOf, written } from "./table";
import { monthName, whatWord } from "./words";
import "./figures.css";

const PERIODS = [3, 6, 12] as const;

/** Numbers of many, month by month, each agency for itself: no person and no case is in them. */
export default function Figures() {
  const { data, problem } = useOnce("/api/figures");
  const [months, setMonths] = useState<number>(12);
  if (!data) {
    return (
      <Page title={t("Numeri")}>
        <Problem text={problem} />
      </Page>
    );
  }
  const few = t("meno di {count}", { count: data.fewest });
  const said = (count: number | null): string => (count === null ? few : String(count));
  const all = seriesOf(data.cells, months);
  const networks = [...new Set(all.map((one) => one.network))];

  function save(): void {
    const head = [t("Mese"), t("Ente"), t("Che cosa"), t("Quante")];
    const rows = all.flatMap((one) =>
      one.months.map((cell) => [
        monthName(cell.month),
        one.network,
        whatWord(one.what),
        said(cell.count),
      ]),
    );
    const file = new Blob([written([head, ...rows])], { type: "text/csv" });
    const address = URL.createObjectURL(file);
    const link = document.createElement("a");
    link.href = address;
    link.download = "numeri.csv";
    link.click();
    URL.revokeObjectURL(address);
  }

  return (
    <Page title={t("Numeri")}>
      <p className="hint">
        {t(
          "Quante volte è successo, mese per mese, in ogni ente per sé. Un numero sotto {count} non si dice: potrebbe essere qualcuna. Per questo non ci sono nemmeno totali, né numeri di una singola operatrice.",
          { count: data.fewest },
        )}
      </p>
      <div className="beside-act field">
        <span>
          <label htmlFor="figures-months">{t("Periodo")}</label>
          <select
            id="figures-months"
            value={months}
            onChange={(event) => setMonths(Number(event.target.value))}
          >
            {PERIODS.map((one) => (
              <option key={one} value={one}>
                {t("gli ultimi {count} mesi, con quello in corso", { count: one })}
              </option>
            ))}
          </select>
        </span>
        <button type="button" disabled={all.length === 0} onClick={save}>
          {t("Salvi la tabella (CSV)")}
        </button>
      </div>
      {networks.map((name) => (
        <Network
          key={name}
          name={name}
          all={all.filter((one) => one.network === name)}
          said={said}
        />
      ))}
    </Page>
  );
}

interface Shown {
  readonly name: string;
  readonly all: readonly Series[];
  readonly said: (count: number | null) => string;
}

function Network({ name, all, said }: Shown) {
  const months = all[0]?.months ?? [];
  const counts = all.flatMap((one) => one.months.map((cell) => cell.count ?? 0));
  const most = Math.max(1, ...counts);
  const nothing = all.every((one) => one.months.every((cell) => cell.count === 0));
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      {nothing ? (
        <p className="muted">{t("In questo periodo non è successo nulla di ciò che si conta.")}</p>
      ) : (
        <div className="charts">
          {all.map((one) => (
            <Bars key={one.what} series={one} most={most} />
          ))}
        </div>
      )}
      <details>
        <summary>{t("Gli stessi numeri in una tabella")}</summary>
        {/* It scrolls sideways on a phone, also by keys. */}
        <section className="table" tabIndex={0} aria-label={t("Tabella: {name}", { name })}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("Mese")}</th>
                {all.map((one) => (
                  <th key={one.what} scope="col">
                    {whatWord(one.what)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {months.map((month, place) => (
                <tr key={month.month}>
                  <th scope="row">{monthName(month.month)}</th>
                  {all.map((one) => (
                    <td key={one.what}>{said(one.months[place]?.count ?? null)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </section>
  );
}
