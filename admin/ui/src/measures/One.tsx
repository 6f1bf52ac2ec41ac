import { useState } from "react";
import { useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { Behind } from "../services/Behind";
import { kindOf } from "../services/words";
import { day, languageName } from "../texts/moments";
import { t } from "../texts/say";
import { Verify } from "./Verify";
import { besideOf, ifNoOf, knowsOf, stateOf, watcherOf } from "./words";
import "./measures.css";

type Whole = Schemas["OneMeasure"];

/** One measure: its facts, who will know, what women read in each language, and the verification. */
export function One({ id }: { id: string }) {
  const one = useRead("/api/measures/{id}", { path: { id } }).data;
  if (!one) return null;
  return (
    <>
      <div className="heading">
        <h2>{one.measure.name}</h2>
        {one.measure.state !== "fresh" && (
          <span className="flag">{stateOf(one.measure.state)}</span>
        )}
      </div>
      <div className="padded page">
        <Facts one={one} />
        {one.note && (
          <p className="words" dir="auto">
            {t("Nota dell'ultima verifica: {note}", { note: one.note })}
          </p>
        )}
        <p className="plain-entry">
          <Behind one={one.behind} />
        </p>
        <h3>{t("Chi lo saprà")}</h3>
        <dl className="watchers">
          {one.who_will_know.map(({ watcher, knows }) => (
            <div key={watcher}>
              <dt>{watcherOf(watcher)}</dt>
              <dd className={`knows-${knows}`}>{knowsOf(knows)}</dd>
            </div>
          ))}
        </dl>
        <h3>{t("Chi può chiederla")}</h3>
        <ol className="asked">
          {one.who_may.map(({ question, if_no }) => (
            <li key={question}>
              {question} <small className="muted">{ifNoOf(if_no)}</small>
            </li>
          ))}
        </ol>
        <Read seen={one.seen} />
        {one.mine && <Verify key={one.digest} one={one} />}
      </div>
    </>
  );
}

function Facts({ one }: { one: Whole }) {
  const lines: readonly (readonly [string, string])[] = [
    [t("Fonte"), one.source],
    [t("Verificata il"), one.verified_on ? day(one.verified_on) : t("mai")],
    [t("Si vede fino al"), one.measure.until ? day(one.measure.until) : t("non si vede")],
    [t("Da rivedere ogni"), t("{days} giorni", { days: one.interval })],
    [
      t("La norma vale"),
      [
        one.starts ? t("dal {day}", { day: day(one.starts) }) : "",
        one.ends ? t("fino al {day}", { day: day(one.ends) }) : "",
      ]
        .filter((text) => text)
        .join(" ") || t("non si sa fino a quando"),
    ],
    [t("La cura"), one.owner || t("coordinatrici e amministratrici di ogni rete")],
    [t("Si chiede"), one.at.map(kindOf).join(", ")],
    [t("Con altre misure"), one.beside.map(besideOf).join("; ") || t("non si sa")],
  ];
  return (
    <dl className="measure-facts">
      {lines.map(([name, said]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What a woman reads, in the order in which she meets it. */
function Read({ seen }: { seen: readonly Schemas["Seen"][] }) {
  const [language, setLanguage] = useState(seen[0]?.language ?? "it");
  const one = seen.find((each) => each.language === language);
  if (!one) return null;
  const parts = [one.who_knows, one.text, ...one.questions, one.whom, one.papers, one.where];
  return (
    <>
      <h3>{t("Che cosa legge una donna")}</h3>
      <label className="field">
        {t("In che lingua")}
        <select value={language} onChange={(event) => setLanguage(event.target.value)}>
          {seen.map((each) => (
            <option key={each.language} value={each.language}>
              {languageName(each.language)}
            </option>
          ))}
        </select>
      </label>
      <figure className="preview">
        {parts.map((text) => (
          <p key={text} className="words" dir="auto" lang={language}>
            {text}
          </p>
        ))}
      </figure>
    </>
  );
}
