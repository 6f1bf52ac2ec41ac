import { useRead } from "../api/reading";
import { go, useWay } from "../frame/way";
import { Columns } from "../parts/Columns";
import { Row } from "../parts/Row";
import { dayAndTime } from "../texts/moments";
import { t } from "../texts/say";
import { Feeds } from "./Feeds";
import { NewImport } from "./NewImport";
import { OneImport } from "./OneImport";
import { kindOf, stateOf } from "./words";
import "../together/together.css";

const NEW = "new";
const FEEDS = "feeds";

/** Files of services and calls that were brought, and the addresses that calls are read from. */
export default function Imports() {
  const { item } = useWay();
  const known = useRead("/api/imports").data;
  const list = (
    <>
      <div className="acts padded start-acts">
        <button type="button" className="primary" onClick={() => go("imports", NEW)}>
          {t("Porti un file")}
        </button>
        <button type="button" aria-pressed={item === FEEDS} onClick={() => go("imports", FEEDS)}>
          {t("Indirizzi letti da soli")}
        </button>
      </div>
      {known?.imports.length === 0 && (
        <p className="hint padded">{t("Nessun file negli ultimi 30 giorni.")}</p>
      )}
      <ul>
        {known?.imports.map((one) => (
          <li key={one.id}>
            <Row here={one.id === item} to="imports" item={one.id}>
              <span className="address">{one.file}</span>
              <small>{stateOf(one.state)}</small>
              <small>
                {[kindOf(one.kind), one.source, dayAndTime(one.at), one.by]
                  .filter((text) => text)
                  .join(" · ")}
              </small>
            </Row>
          </li>
        ))}
      </ul>
    </>
  );
  return (
    <Columns
      list={list}
      listName={t("Importi")}
      main={item && <Main item={item} />}
      mainName={t("Importo")}
      empty={
        <p>
          {t(
            "Un file si porta, si guarda che cosa cambia e poi si conferma. Una riga rifiutata ferma tutto il file: non viene importato niente a metà.",
          )}
        </p>
      }
      back={() => go("imports")}
      wide
    />
  );
}

function Main({ item }: { item: string }) {
  if (item === NEW) return <NewImport />;
  if (item === FEEDS) return <Feeds />;
  return <OneImport key={item} id={item} />;
}
