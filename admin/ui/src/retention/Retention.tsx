import type { Schemas } from "../api/types";
import { save } from "../figures/table";
import { Page } from "../parts/Page";
import { OnPaper, Print } from "../parts/Printed";
import { Problem } from "../parts/Problem";
import { useOnce } from "../parts/useOnce";
import { clock, day, dayAndTime } from "../texts/moments";
import { t } from "../texts/say";
import { Leftovers } from "./Leftovers";
import { GROUPS, isTogether, isUncounted, limitWord, spanWord, whyWord } from "./words";
import "../figures/figures.css";
import "./retention.css";

type Kept = Schemas["Kept"];
type Retention = Schemas["Retention"];

/** How the keeping of data stands, with proof: moments and numbers, and nobody's. */
export default function RetentionPage() {
  const { data, problem, read, busy } = useOnce("/api/retention");
  if (!data) {
    return (
      <Page title={t("Conservazione")}>
        <Problem text={problem} />
      </Page>
    );
  }
  const kinds = new Map(data.kinds.map((one) => [one.kind, one]));
  const late = data.kinds.filter((one) => one.overdue !== 0);

  function saveStatement(): void {
    const head = [
      ...[t("Gruppo"), t("Che cosa"), t("Si conserva")],
      ...[t("Ora"), t("Il più vecchio"), t("Ultima cancellazione"), t("Oltre il tempo")],
    ];
    const rows = GROUPS.flatMap((group) =>
      Object.entries(group.kinds).flatMap(([kind, name]) => {
        const one = kinds.get(kind);
        return one
          ? [
              [
                t(group.title),
                t(name),
                limitWord(one),
                few(one.rows),
                age(one),
                last(one),
                over(one),
              ],
            ]
          : [];
      }),
    );
    save("conservazione.csv", [head, ...rows, [t("Situazione del"), dayAndTime(data?.at ?? "")]]);
  }

  return (
    <Page title={t("Conservazione")}>
      <OnPaper
        at={data.at}
        lines={[
          t(
            "Dichiarazione dello stato dei dati conservati. Numeri da 1 a 4: «meno di 5». Età arrotondate all'ora.",
          ),
        ]}
      />
      <p className="hint">
        {t("Di tutta l'installazione: numeri e tempi, nessun contenuto e nessuna persona.")}
      </p>
      <Sweep one={data} />
      <p>
        {late.length === 0
          ? t("Niente è conservato oltre il suo tempo.")
          : t("Oltre il tempo: {kinds}.", { kinds: late.map(nameOf).join(", ") })}
      </p>
      <div className="acts off-paper">
        <button type="button" onClick={read} disabled={busy}>
          {t("Aggiorni")}
        </button>
        <button type="button" onClick={saveStatement}>
          {t("Salvi la dichiarazione (CSV)")}
        </button>
        <Print />
      </div>
      {GROUPS.map((group) => (
        <section key={group.title} className="kinds" aria-label={t(group.title)}>
          <h3>{t(group.title)}</h3>
          {Object.entries(group.kinds).map(([kind, name]) => {
            const one = kinds.get(kind);
            return one && <One key={kind} name={t(name)} one={one} days={data.proof_days} />;
          })}
        </section>
      ))}
      <Leftovers one={data} />
    </Page>
  );
}

function Sweep({ one }: { one: Retention }) {
  if (!one.swept_at) {
    return <p className="late">▲ {t("La pulizia non è mai finita su questa installazione.")}</p>;
  }
  if (!one.next_at) {
    return (
      <p className="late">
        ▲ {t("La pulizia non gira. L'ultima è finita {when}.", { when: dayAndTime(one.swept_at) })}
      </p>
    );
  }
  return (
    <p>
      {t(
        "L'ultima pulizia è finita alle {last}; la prossima è attesa alle {next}. Gira ogni mezzo minuto.",
        {
          last: clock(one.swept_at),
          next: clock(one.next_at),
        },
      )}
    </p>
  );
}

const few = (count: number | null): string => (count === null ? t("meno di 5") : String(count));
const age = (one: Kept): string =>
  one.rows === 0
    ? t("nessuno")
    : one.age === null
      ? t("non si legge senza aprirlo")
      : spanWord(one.age);
const over = (one: Kept): string => (one.why ? `${few(one.overdue)}: ${whyWord(one.why)}` : "0");

function last(one: Kept): string {
  if (isUncounted(one.kind)) return t("non si conta");
  if (!one.gone_on) return t("nessuna");
  return t("{count}, il {day}", { count: few(one.gone), day: day(one.gone_on) });
}

function nameOf(one: Kept): string {
  for (const group of GROUPS) {
    const found = group.kinds[one.kind];
    if (found) return t(found);
  }
  return one.kind;
}

function One({ name, one, days }: { name: string; one: Kept; days: number }) {
  return (
    <section className="kind unbroken" aria-label={name}>
      <h4>{name}</h4>
      <dl>
        <Fact name={t("Si conserva")}>{limitWord(one)}</Fact>
        <Fact name={t("Ora")}>{few(one.rows)}</Fact>
        <Fact name={t("Il più vecchio")}>{age(one)}</Fact>
        <Fact name={t("Ultima cancellazione")}>
          {last(one)}
          {one.gone_on && !isUncounted(one.kind) && (
            <span className="muted">
              {" "}
              {t("({count} in {days} giorni)", { count: few(one.gone_in_all), days })}
              {isTogether(one.kind) && ` ${t("con quelli dello stesso tipo")}`}
            </span>
          )}
        </Fact>
      </dl>
      {one.why && (
        <p className="late">
          ▲{" "}
          {t("Oltre il tempo: {count}. Perché: {why}.", {
            count: few(one.overdue),
            why: whyWord(one.why),
          })}
        </p>
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
