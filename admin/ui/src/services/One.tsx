import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { day, languageName, moment, timeOfDay } from "../texts/moments";
import { many, t } from "../texts/say";
import { Behind, vouching } from "./Behind";
import { aspectOf, kindOf, stateOf, wayOf, weekday } from "./words";

type Whole = Schemas["OneService"];

/** One service: everything that is said of it, how fresh each fact is, and the verify buttons. */
export function One({ id }: { id: string }) {
  const one = useRead("/api/directory/services/{id}", { path: { id } }).data;
  if (!one) return null;
  return (
    <>
      <div className="heading">
        <h2>
          {one.service.name} <small>{kindOf(one.service.kind)}</small>
        </h2>
        {one.service.demonstration && <span className="flag">{t("dimostrativo: non esiste")}</span>}
        {!one.service.shown && <span className="flag">{t("le donne non lo vedono")}</span>}
      </div>
      <div className="padded page">
        <EveryFact
          id={id}
          facts={one.facts.filter((fact) => fact.mine && fact.state !== "fresh")}
        />
        <ul>
          {one.facts.map((fact) => (
            <li key={fact.aspect} className="plain-entry">
              <strong>{aspectOf(fact.aspect)}</strong>
              <Said one={one} aspect={fact.aspect} />
              <Fresh id={id} fact={fact} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** After a call to the office: everything that waits is still so, in one touch. */
function EveryFact({ id, facts }: { id: string; facts: readonly Schemas["Fact"][] }) {
  const { run, busy, problem } = useAct();
  if (facts.length < 2) return null;
  return (
    <div className="acts start-acts">
      <button
        type="button"
        className="primary"
        disabled={busy}
        onClick={() =>
          void run(async () => {
            for (const { aspect, digest } of facts) {
              const body = { aspect, digest, interval: 0 };
              await act("post", "/api/directory/services/{id}/verify", { path: { id }, body });
            }
          })
        }
      >
        {many("{count} dato è ancora così", "Tutti i {count} dati sono ancora così", facts.length)}
      </button>
      <Problem text={problem} />
    </div>
  );
}

function Said({ one, aspect }: { one: Whole; aspect: Schemas["Fact"]["aspect"] }) {
  switch (aspect) {
    case "about":
      return (
        <>
          <p>{one.purpose}</p>
          {one.who_for && <p>{t("Per: {who}", { who: one.who_for })}</p>}
          {[one.how, one.cost, one.documents.join("; ")]
            .filter((text) => text)
            .map((text) => (
              <p key={text}>{text}</p>
            ))}
          <p className="hint">
            {[
              one.service.organization,
              one.service.network,
              one.child_care ? t("tengono i bambini") : "",
              one.women_only ? t("solo donne") : "",
            ]
              .filter((text) => text)
              .join(" · ")}
          </p>
        </>
      );
    case "place":
      return (
        <p>
          {(one.addresses.length > 0 ? one.addresses : one.service.towns).join(" · ")}
          {one.step_free && ` · ${t("senza gradini")}`}
        </p>
      );
    case "contact":
      return <p>{[...one.phones, one.email, one.web].filter((text) => text).join(" · ")}</p>;
    case "languages":
      return <p>{one.languages.map(languageName).join(", ")}</p>;
    case "hours":
      return (
        <>
          {one.ways.map((way) => (
            <Way key={way.way} way={way} />
          ))}
        </>
      );
  }
}

function Way({ way }: { way: Schemas["Opens"] }) {
  const now = way.open
    ? t("aperto adesso")
    : way.opens
      ? t("apre {moment}", { moment: moment(way.opens) })
      : t("chiuso");
  return (
    <>
      <p>
        {wayOf(way.way)}: {now}
      </p>
      <ul className="hint">
        {way.hours.map((one) => (
          <li key={`${one.weekday} ${one.opens}`}>
            {weekday(one.weekday)} {timeOfDay(one.opens)}-{timeOfDay(one.closes % 1440 || 1440)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Fresh({ id, fact }: { id: string; fact: Schemas["Fact"] }) {
  const { run, busy, problem } = useAct();
  const [interval, setInterval] = useState(0);
  return (
    <>
      <small>
        {[
          fact.state === "fresh" ? "" : stateOf(fact.state),
          fact.verified_on ? t("verificato il {day}", { day: day(fact.verified_on) }) : "",
          fact.until ? t("vale fino al {day}", { day: day(fact.until) }) : "",
          fact.owner ? t("lo cura {who}", { who: fact.owner }) : t("non lo cura nessuno"),
        ]
          .filter((text) => text)
          .join(" · ")}
      </small>
      {fact.behind && <Behind one={fact.behind} />}
      {fact.mine && !fact.behind?.yours && (
        <div className="beside">
          <select
            aria-label={t("Per quanto tempo vale")}
            value={interval}
            onChange={(event) => setInterval(Number(event.target.value))}
          >
            <option value={0}>{t("vale quanto prima")}</option>
            {[30, 90, 180, 365].map((days) => (
              <option key={days} value={days}>
                {t("vale {days} giorni", { days })}
              </option>
            ))}
          </select>
          <button
            type="button"
            disabled={busy}
            onClick={() =>
              void run(async () => {
                const body = { aspect: fact.aspect, digest: fact.digest, interval };
                await act("post", "/api/directory/services/{id}/verify", { path: { id }, body });
              })
            }
          >
            {vouching(fact.behind, t("È ancora così"))}
          </button>
        </div>
      )}
      <Problem text={problem} />
    </>
  );
}
