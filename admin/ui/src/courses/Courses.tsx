import { type FormEvent, useEffect, useState } from "react";
import { ask } from "../api/ask";
import { useReading } from "../api/reading";
import type { Schemas } from "../api/types";
import { go, useWay } from "../frame/way";
import { Columns } from "../parts/Columns";
import { Row } from "../parts/Row";
import { dayAndTime } from "../texts/moments";
import { many, t } from "../texts/say";
import { OneCourse } from "./OneCourse";
import { fieldOf, lackOf, STATES, stateOf } from "./words";
import "../services/services.css";
import "../together/together.css";

type Looked = Schemas["CallsLooked"];
type Found = Schemas["CallsFound"];

const ALL: Looked = {
  words: "",
  state: null,
  audience: null,
  followed: false,
  changed: false,
  until: null,
  source: "",
};

/** The training calls: all of them, with how each stands; a search narrows them down. */
export default function Courses() {
  const { item } = useWay();
  const [looked, setLooked] = useState<Looked>({ ...ALL, state: "published" });
  const key = `courses ${JSON.stringify(looked)}`;
  const found = useReading(
    key,
    () => ask("post", "/api/training/search", { body: looked }) as Promise<Found>,
  ).data;
  return (
    <Columns
      list={
        <>
          <Filters looked={looked} look={setLooked} sources={found?.sources ?? []} />
          {found && <List found={found} item={item} />}
        </>
      }
      listName={t("Corsi")}
      main={item && <OneCourse key={item} id={item} />}
      mainName={t("Corso o avviso")}
      empty={
        <p>
          {t(
            "Le donne vedono solo gli avvisi pubblicati: dicono per chi sono, fino a quando e dove. Gli altri aspettano qui, finché qualcuno li completa.",
          )}
        </p>
      }
      back={() => go("courses")}
      wide
    />
  );
}

interface FilterProps {
  readonly looked: Looked;
  readonly look: (looked: Looked) => void;
  readonly sources: readonly string[];
}

function Filters({ looked, look, sources }: FilterProps) {
  const [words, setWords] = useState(looked.words ?? "");
  const change = (part: Partial<Looked>): void => look({ ...looked, ...part });
  // A search for each letter would only make the list jump.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed starts the timer
  useEffect(() => {
    if (words === (looked.words ?? "")) return;
    const timer = setTimeout(() => change({ words }), 300);
    return () => clearTimeout(timer);
  }, [words]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    change({ words });
  }

  return (
    <form className="padded" onSubmit={submit}>
      <label className="field">
        {t("Parole nel titolo, nell'ente o nella descrizione")}
        <input type="search" value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <div className="beside">
        <label className="field">
          {t("Stato")}
          <select
            value={looked.state ?? ""}
            onChange={(event) => change({ state: (event.target.value || null) as Looked["state"] })}
          >
            <option value="">{t("tutti")}</option>
            {(Object.keys(STATES) as (keyof typeof STATES)[]).map((one) => (
              <option key={one} value={one}>
                {stateOf(one)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t("Scade entro")}
          <input
            type="date"
            value={looked.until ?? ""}
            onChange={(event) => change({ until: event.target.value || null })}
          />
        </label>
        {sources.length > 1 && (
          <label className="field">
            {t("Fonte")}
            <select
              value={looked.source}
              onChange={(event) => change({ source: event.target.value })}
            >
              <option value="">{t("tutte")}</option>
              {sources.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div className="ticks">
        <label className="tick">
          <input
            type="checkbox"
            checked={looked.followed ?? false}
            onChange={(event) => change({ followed: event.target.checked })}
          />
          {t("solo per donne seguite")}
        </label>
        <label className="tick">
          <input
            type="checkbox"
            checked={looked.changed ?? false}
            onChange={(event) => change({ changed: event.target.checked })}
          />
          {t("cambiati all'ultimo importo")}
        </label>
      </div>
    </form>
  );
}

function List({ found, item }: { found: Found; item: string }) {
  return (
    <>
      <p className="hint padded" role="status">
        {many("{count} avviso", "{count} avvisi", found.count)}
        {found.count > found.calls.length &&
          ` · ${t("si vedono i primi {count}", { count: found.calls.length })}`}
      </p>
      <ul>
        {found.calls.map((one) => (
          <li key={one.id}>
            <Row here={one.id === item} to="courses" item={one.id}>
              <span>{one.title}</span>
              <small className="wraps">
                {[
                  one.provider,
                  one.place,
                  one.until ? t("fino a {at}", { at: dayAndTime(one.until) }) : "",
                ]
                  .filter((text) => text)
                  .join(" · ")}
              </small>
              <small className="wraps">
                {[
                  stateOf(one.state),
                  one.lacks.length > 0
                    ? t("manca: {what}", { what: one.lacks.map(lackOf).join(", ") })
                    : "",
                  one.eligibility === "centre" ? t("solo per donne seguite") : "",
                  one.changed.length > 0
                    ? t("cambiato: {what}", { what: one.changed.map(fieldOf).join(", ") })
                    : "",
                  one.stale > 0 ? t("la fonte tace da {days} giorni", { days: one.stale }) : "",
                  one.demonstration ? t("dimostrativo: non esiste") : "",
                ]
                  .filter((text) => text)
                  .join(" · ")}
              </small>
            </Row>
          </li>
        ))}
      </ul>
    </>
  );
}
