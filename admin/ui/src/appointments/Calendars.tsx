import { useMe } from "../frame/me";
import { go } from "../frame/way";
import { Columns } from "../parts/Columns";
import { Row } from "../parts/Row";
import { t } from "../texts/say";
import { BusySources } from "./BusySources";
import { CalendarEdit } from "./CalendarEdit";
import { CalendarFacts } from "./CalendarFacts";
import { Feed } from "./Feed";
import { type Desk, kindOf } from "./words";

/** How calendars are set up; operators read it, whoever coordinates changes it. */
export function Calendars({ desks, item }: { desks: readonly Desk[]; item: string }) {
  const me = useMe();
  const keeps = me.role === "coordinator" || me.role === "network_admin";
  const open = desks.find((one) => one.id === item);
  const list = (
    <>
      {keeps && (
        <Row here={item === "new"} to="appointments" item={"new"}>
          <span>{t("Apra un calendario")}</span>
        </Row>
      )}
      <ul>
        {desks.map((one) => (
          <li key={one.id}>
            <Row here={one.id === item} to="appointments" item={one.id}>
              <span>{one.settings.name}</span>
              <span className="end">{one.settings.open ? "" : t("sospeso")}</span>
              <small>{kindOf(one.settings.kind)}</small>
            </Row>
          </li>
        ))}
      </ul>
    </>
  );
  return (
    <Columns
      list={list}
      listName={t("Calendari")}
      main={
        item === "new" && keeps ? (
          <CalendarEdit key="new" />
        ) : (
          open && <One key={open.id} one={open} keeps={keeps} />
        )
      }
      mainName={t("Calendario")}
      empty={
        <p>
          {t(
            "Un calendario è uno sportello: quando riceve, quante insieme, con quale preavviso. Le donne vedono solo i posti liberi, tre alla volta.",
          )}
        </p>
      }
      back={() => go("appointments")}
    />
  );
}

function One({ one, keeps }: { one: Desk; keeps: boolean }) {
  return (
    <>
      <div className="heading">
        <h2>
          {one.settings.name} <small>{kindOf(one.settings.kind)}</small>
        </h2>
        {!one.settings.open && <span className="flag">{t("sospeso: nessuna può prenotare")}</span>}
      </div>
      <div className="padded page">
        <CalendarFacts settings={one.settings} />
        {keeps && (
          <>
            <details>
              <summary>{t("Cambi il calendario")}</summary>
              <CalendarEdit one={one} />
            </details>
            <h3>{t("Gli appuntamenti nel Suo programma di calendario")}</h3>
            <Feed one={one} />
          </>
        )}
        <h3>{t("Gli impegni dell'ente")}</h3>
        <BusySources id={one.id} keeps={keeps} />
      </div>
    </>
  );
}
