import { type FormEvent, useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { Row } from "../parts/Row";
import { useAct } from "../parts/useAct";
import { languageName } from "../texts/moments";
import { many, t } from "../texts/say";
import "./services.css";
import { KINDS, kindOf, reasonOf } from "./words";

const LANGUAGES = ["it", "en", "es", "fr", "ar", "zh", "uk", "ru", "sq", "ro", "pt", "bn", "ur"];
const NOTHING = {
  words: "",
  kind: "",
  town: "",
  language: "",
  child_care: false,
  step_free: false,
  open_now: false,
  within_km: 0,
  only: true,
};

/** A search by need, place, language and what matters; each result says why it stands there. */
export function Search({ item }: { item: string }) {
  const { run, busy, problem } = useAct();
  const [asked, setAsked] = useState<typeof NOTHING>(NOTHING);
  const [found, setFound] = useState<Schemas["Found"]>();
  const change = (part: Partial<typeof NOTHING>) => setAsked({ ...asked, ...part });

  function look(event: FormEvent): void {
    event.preventDefault();
    void run(async () => setFound(await act("post", "/api/directory/search", { body: asked })));
  }

  return (
    <>
      <form className="padded" onSubmit={look}>
        <div className="beside">
          <label className="field">
            {t("Parole nel nome o nella descrizione")}
            <input
              value={asked.words}
              onChange={(event) => change({ words: event.target.value })}
            />
          </label>
          <label className="field">
            {t("Di che cosa c'è bisogno")}
            <select value={asked.kind} onChange={(event) => change({ kind: event.target.value })}>
              <option value="">{t("tutto")}</option>
              {Object.keys(KINDS).map((kind) => (
                <option key={kind} value={kind}>
                  {kindOf(kind)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            {t("Vicino a quale comune")}
            <input value={asked.town} onChange={(event) => change({ town: event.target.value })} />
          </label>
          <label className="field">
            {t("Entro quanti chilometri")}
            <input
              type="number"
              min={0}
              max={200}
              value={asked.within_km || ""}
              onChange={(event) => change({ within_km: Number(event.target.value) })}
            />
          </label>
          <label className="field">
            {t("In che lingua")}
            <select
              value={asked.language}
              onChange={(event) => change({ language: event.target.value })}
            >
              <option value="">{t("qualsiasi")}</option>
              {LANGUAGES.map((code) => (
                <option key={code} value={code}>
                  {languageName(code)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <div className="ticks">
          <Tick
            on={asked.child_care}
            turn={(child_care) => change({ child_care })}
            label={t("tengono i bambini")}
          />
          <Tick
            on={asked.step_free}
            turn={(step_free) => change({ step_free })}
            label={t("senza gradini")}
          />
          <Tick
            on={asked.open_now}
            turn={(open_now) => change({ open_now })}
            label={t("aperto adesso")}
          />
        </div>
        <div className="acts start-acts">
          <button type="submit" className="primary" disabled={busy}>
            {t("Cerchi")}
          </button>
        </div>
        <Problem text={problem} />
      </form>
      {found && <Results found={found} item={item} />}
    </>
  );
}

interface TickProps {
  readonly on: boolean;
  readonly turn: (on: boolean) => void;
  readonly label: string;
}

function Tick({ on, turn, label }: TickProps) {
  return (
    <label className="tick">
      <input type="checkbox" checked={on} onChange={(event) => turn(event.target.checked)} />
      {label}
    </label>
  );
}

function Results({ found, item }: { found: Schemas["Found"]; item: string }) {
  return (
    <>
      <p className="hint padded" role="status">
        {many("{count} servizio", "{count} servizi", found.count)}
        {found.town && ` · ${found.town}`}
      </p>
      <ul>
        {found.services.map((one) => (
          <li key={one.id}>
            <Row here={one.id === item} to="services" item={one.id}>
              <span>{one.name}</span>
              <span className="end">
                {one.km !== null && one.km !== undefined && t("{km} km", { km: one.km })}
              </span>
              <small>
                {kindOf(one.kind)}
                {one.towns.length > 0 && ` · ${one.towns.join(", ")}`}
                {!one.shown && ` · ${t("le donne non lo vedono")}`}
                {one.demonstration && ` · ${t("dimostrativo: non esiste")}`}
              </small>
              {one.reasons.length > 0 && (
                <small className="wraps">
                  {t("Perché: {reasons}", { reasons: one.reasons.map(reasonOf).join("; ") })}
                </small>
              )}
            </Row>
          </li>
        ))}
      </ul>
    </>
  );
}
