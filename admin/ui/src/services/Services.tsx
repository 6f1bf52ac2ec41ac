import { useState } from "react";
import { useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { go, useWay } from "../frame/way";
import { Columns } from "../parts/Columns";
import { Row } from "../parts/Row";
import { day } from "../texts/moments";
import { many, t } from "../texts/say";
import { One } from "./One";
import { Search } from "./Search";
import { aspectOf, kindOf, stateOf } from "./words";
import "../together/together.css";

/** The services: what waits to be verified, and a search over all of them. */
export default function Services() {
  const { item } = useWay();
  const [looking, setLooking] = useState(false);
  const queue = useRead("/api/directory/queue").data;
  const list = (
    <>
      <div className="acts padded start-acts">
        <button
          type="button"
          className={looking ? "" : "primary"}
          aria-pressed={!looking}
          onClick={() => setLooking(false)}
        >
          {t("Da verificare")} ({queue?.count ?? 0})
        </button>
        <button
          type="button"
          className={looking ? "primary" : ""}
          aria-pressed={looking}
          onClick={() => setLooking(true)}
        >
          {t("Cerchi un servizio")}
        </button>
      </div>
      {looking ? <Search item={item ?? ""} /> : <Due queue={queue} item={item ?? ""} />}
    </>
  );
  return (
    <Columns
      list={list}
      listName={t("Servizi")}
      main={item && <One key={item} id={item} />}
      mainName={t("Servizio")}
      empty={
        <p>
          {t(
            "Ogni dato ha chi lo cura, un giorno di verifica e una durata. Quello che è scaduto le donne non lo vedono, finché qualcuno non lo verifica di nuovo.",
          )}
        </p>
      }
      back={() => go("services")}
      wide
    />
  );
}

function Due({ queue, item }: { queue: Schemas["Queue"] | undefined; item: string }) {
  if (!queue) return null;
  if (queue.due.length === 0) {
    return <p className="hint padded">{t("Niente scade nei prossimi 14 giorni.")}</p>;
  }
  return (
    <>
      <ul>
        {byService(queue.due).map(({ service, facts }) => (
          <li key={service.id}>
            <Row here={service.id === item} to="services" item={service.id}>
              <span>{service.name}</span>
              {facts.map((fact) => (
                <small key={fact.aspect}>
                  {fact.until ? `${day(fact.until)} · ` : ""}
                  {aspectOf(fact.aspect)} · {stateOf(fact.state)}
                </small>
              ))}
              <small>
                {kindOf(service.kind)}
                {service.demonstration && ` · ${t("dimostrativo: non esiste")}`}
              </small>
            </Row>
          </li>
        ))}
      </ul>
      {queue.count > queue.due.length && (
        <p className="hint padded">
          {many("e {count} altro", "e altri {count}", queue.count - queue.due.length)}
        </p>
      )}
    </>
  );
}

interface Waiting {
  readonly service: Schemas["Service"];
  readonly facts: Schemas["Fact"][];
}

/** The facts of each service together, in the order of the most urgent one. */
function byService(due: readonly Schemas["Due"][]): readonly Waiting[] {
  const found = new Map<string, Waiting>();
  for (const { service, fact } of due) {
    const known = found.get(service.id);
    if (known) known.facts.push(fact);
    else found.set(service.id, { service, facts: [fact] });
  }
  return [...found.values()];
}
