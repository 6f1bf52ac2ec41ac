import { useRead } from "../api/reading";
import { go, useWay } from "../frame/way";
import { Columns } from "../parts/Columns";
import { Row } from "../parts/Row";
import { day } from "../texts/moments";
import { t } from "../texts/say";
import { One } from "./One";
import { stateOf } from "./words";
import "../together/together.css";

/** The measures and how each stands; one of them with all that is said of it. */
export default function Measures() {
  const { item } = useWay();
  const known = useRead("/api/measures").data;
  const list = (
    <ul>
      {known?.measures.map((one) => (
        <li key={one.id}>
          <Row here={one.id === item} to="measures" item={one.id}>
            <span>{one.name}</span>
            <small className="wraps">{stateOf(one.state)}</small>
            {one.until && <small>{t("si vede fino al {day}", { day: day(one.until) })}</small>}
          </Row>
        </li>
      ))}
    </ul>
  );
  return (
    <Columns
      list={list}
      listName={t("Misure")}
      main={item && <One key={item} id={item} />}
      mainName={t("Misura")}
      empty={
        <p>
          {t(
            "Ogni misura ha una fonte, un giorno di verifica e una durata. Quella scaduta le donne non la vedono, finché qualcuno non la verifica di nuovo.",
          )}
        </p>
      }
      back={() => go("measures")}
      wide
    />
  );
}
