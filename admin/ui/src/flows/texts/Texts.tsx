import { useState } from "react";
import { useRead } from "../../api/reading";
import type { Schemas } from "../../api/types";
import { go } from "../../frame/way";
import { languageName } from "../../texts/moments";
import { many, t } from "../../texts/say";
import { TEXTS } from "../places";
import { Exchange } from "./Exchange";
import { Languages } from "./Languages";
import { TextEditor } from "./TextEditor";
import { type Filter, NO_FILTER, useTexts } from "./useTexts";
import { PARTS, PLACES, placeName, RANKS, STATES } from "./words";
import "./texts.css";

type Row = Schemas["TextRow"];

/** Translations: the languages, or the table of one of them. */
export default function Texts({ item }: { item: string }) {
  const [, language = "", ...rest] = item.split("/");
  if (!language) return <Languages />;
  return <Table key={language} language={language} open={rest.join("/")} />;
}

function Table({ language, open }: { language: string; open: string }) {
  const known = useRead("/api/wordings").data;
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [stored, setStored] = useState(0);
  const [exchanging, setExchanging] = useState(false);
  const { rows, total, problem, more, put } = useTexts(language, filter, stored);
  const places = known?.places ?? [];
  const row = known?.languages.find((one) => one.language === language);
  const show = (context: string) =>
    go("flows", context ? `${TEXTS}/${language}/${context}` : `${TEXTS}/${language}`);

  function move(by: 1 | -1): void {
    const at = rows?.findIndex((one) => one.said.context === open) ?? -1;
    const next = rows?.[at + by];
    if (rows && at + by >= rows.length - 5 && rows.length < total) more();
    if (next) show(next.said.context);
  }

  return (
    <div className={open ? "flow-editor texts with-step" : "flow-editor texts"}>
      <div className="heading flow-bar">
        <button type="button" className="quiet" onClick={() => go("flows", TEXTS)}>
          <span aria-hidden="true" className="turned">
            ‹
          </span>{" "}
          {t("Traduzioni")}
        </button>
        <h2>{languageName(language)}</h2>
        <div className="acts">
          <button type="button" onClick={() => setExchanging(true)}>
            {t("File…")}
          </button>
        </div>
      </div>
      <main className="flow-main" aria-label={t("Testi da tradurre")}>
        <Filters filter={filter} put={setFilter} places={places} />
        <p className="hint padded-line" role="status">
          {rows ? many("{count} testo", "{count} testi", total) : t("Un attimo.")}
        </p>
        {problem && <p className="problem padded-line">{problem}</p>}
        <div className="flow-scroll" tabIndex={-1}>
          <ul className="text-rows">
            {rows?.map((one) => (
              <li key={one.said.context}>
                <TextLine
                  one={one}
                  language={language}
                  places={places}
                  open={one.said.context === open}
                  show={() => show(one.said.context)}
                />
              </li>
            ))}
          </ul>
          {rows && rows.length < total && (
            <p className="padded">
              <button type="button" onClick={more}>
                {t("Altri testi")}
              </button>
            </p>
          )}
        </div>
      </main>
      {open && row && (
        <aside className="flow-side" aria-label={t("La traduzione")}>
          <TextEditor
            key={open}
            language={row}
            context={open}
            put={put}
            move={move}
            close={() => show("")}
          />
        </aside>
      )}
      {exchanging && (
        <Exchange
          language={language}
          filter={filter}
          total={total}
          stored={() => setStored((before) => before + 1)}
          close={() => setExchanging(false)}
        />
      )}
    </div>
  );
}

interface LineProps {
  readonly one: Row;
  readonly language: string;
  readonly places: readonly Schemas["TextPlace"][];
  readonly open: boolean;
  readonly show: () => void;
}

function TextLine({ one, language, places, open, show }: LineProps) {
  return (
    <button type="button" className="row text-row" aria-current={open} onClick={show}>
      <span lang="it" dir="ltr">
        {one.said.italian}
      </span>
      <span lang={language} dir="auto" className={one.said.text ? undefined : "old"}>
        {one.said.text || one.said.old || "–"}
      </span>
      <small>
        <span className={one.state === "reviewed" ? "state" : "state drafted"}>
          {t(STATES[one.state])}
        </span>{" "}
        {one.faults > 0 && <span className="flag">{t("errore")}</span>}{" "}
        {[t(RANKS[one.rank]), placeName(one.place, places), t(PARTS[one.part]), one.channel]
          .filter((part) => part)
          .join(" · ")}
      </small>
    </button>
  );
}

function Filters({
  filter,
  put,
  places,
}: {
  filter: Filter;
  put: (filter: Filter) => void;
  places: readonly Schemas["TextPlace"][];
}) {
  return (
    <div className="flow-tools text-tools">
      <label>
        {t("Cerchi un testo")}
        <input
          type="search"
          value={filter.words}
          onChange={(event) => put({ ...filter, words: event.target.value })}
        />
      </label>
      <label>
        {t("Stato")}
        <select
          value={filter.state}
          onChange={(event) => put({ ...filter, state: event.target.value })}
        >
          <option value="">{t("tutti")}</option>
          {Object.entries(STATES).map(([id, name]) => (
            <option key={id} value={id}>
              {t(name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("Percorso")}
        <select
          value={filter.place}
          onChange={(event) => put({ ...filter, place: event.target.value })}
        >
          <option value="">{t("tutti")}</option>
          {places.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
          {Object.entries(PLACES).map(([id, name]) => (
            <option key={id} value={id}>
              {t(name)}
            </option>
          ))}
        </select>
      </label>
      <label className="tick">
        <input
          type="checkbox"
          checked={filter.first}
          onChange={(event) => put({ ...filter, first: event.target.checked })}
        />
        {t("Solo da guardare prima")}
      </label>
    </div>
  );
}
