import { useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { useMe } from "../frame/me";
import { go, useWay } from "../frame/way";
import { Columns } from "../parts/Columns";
import { Row } from "../parts/Row";
import { GuideEdit } from "../risk/GuideEdit";
import { languageName, moment, timeOfDay, yesNo } from "../texts/moments";
import { t } from "../texts/say";
import { DAYS, kindWord, word } from "../together/words";
import { AgencyEdit } from "./AgencyEdit";
import { NetworkHours } from "./NetworkHours";
import { NewAgency } from "./NewAgency";
import { Procedure } from "./Procedure";
import { Trainings } from "./Trainings";
import "../together/together.css";

/** Every agency, its procedure, and who of the reader's was trained. */
export default function Agencies() {
  const { item } = useWay();
  const me = useMe();
  const found = useRead("/api/agencies").data?.agencies ?? [];
  // Her own first: they are what she looks after.
  const all = [...found].sort((a, b) => Number(b.mine) - Number(a.mine));
  const open = all.find((one) => one.id === item);
  const keeps = me.role === "network_admin" || me.role === "coordinator";
  const list = (
    <>
      {keeps && (
        <Row here={item === "trainings"} to="agencies" item={"trainings"}>
          <span>{t("Formazione delle persone")}</span>
        </Row>
      )}
      {me.role === "network_admin" && (
        <Row here={item === "new"} to="agencies" item={"new"}>
          <span>{t("Aggiunga un ente")}</span>
        </Row>
      )}
      <ul>
        {all.map((one) => (
          <li key={one.id}>
            <Row here={one.id === item} to="agencies" item={one.id}>
              <span>{one.name}</span>
              <span className="end">{one.mine ? t("Suo") : ""}</span>
              <small>{kindWord(one.kind)}</small>
            </Row>
          </li>
        ))}
      </ul>
    </>
  );
  return (
    <Columns
      list={list}
      listName={t("Enti")}
      main={
        item === "trainings" && keeps ? (
          <Trainings />
        ) : item === "new" && me.role === "network_admin" ? (
          <NewAgency />
        ) : (
          open && <One key={`${open.id} ${open.changed_at}`} one={open} />
        )
      }
      mainName={t("Ente")}
      empty={
        <p>
          {t(
            "Chi può essere coinvolto, con i suoi orari, il suo obbligo di segnalare e la sua procedura.",
          )}
        </p>
      }
      back={() => go("agencies")}
    />
  );
}

function One({ one }: { one: Schemas["Agency"] }) {
  const me = useMe();
  const keeps = me.role === "network_admin" || me.role === "coordinator";
  return (
    <>
      <div className="heading">
        <h2>
          {one.name} <small>{kindWord(one.kind)}</small>
        </h2>
        {one.demonstration && <span className="flag">{t("dimostrativo: non esiste")}</span>}
      </div>
      <div className="padded page">
        <dl className="facts">
          <div>
            <dt>{t("Obbligo di segnalare")}</dt>
            <dd>{yesNo(one.duty_to_report)}</dd>
          </div>
          <div>
            <dt>{t("Lingue")}</dt>
            <dd>{one.languages.map(languageName).join(", ")}</dd>
          </div>
          <div>
            <dt>{t("Orari")}</dt>
            <dd>{one.hours.length > 0 ? <Hours hours={one.hours} /> : t("non indicati")}</dd>
          </div>
          {one.duty_phone && (
            <div>
              <dt>{t("Telefono di turno")}</dt>
              <dd>{one.duty_phone}</dd>
            </div>
          )}
          {one.changed_at && (
            <div>
              <dt>{t("Ultima modifica")}</dt>
              <dd>
                {moment(one.changed_at)} · {one.changed_by}
              </dd>
            </div>
          )}
        </dl>
        {one.mine && one.publishes && keeps && <NetworkHours id={one.id} editable={one.editable} />}
        {one.editable && <AgencyEdit one={one} />}
        <Procedure id={one.id} />
        {one.mine && one.kind === "anti_violence" && <GuideEdit network={one.id} />}
      </div>
    </>
  );
}

function Hours({ hours }: { hours: readonly Schemas["Hours"][] }) {
  return (
    <ul>
      {hours.map((one) => (
        <li key={`${one.weekday} ${one.opens}`}>
          {word(DAYS[one.weekday] ?? "")} {timeOfDay(one.opens)}-{timeOfDay(one.closes)}
        </li>
      ))}
    </ul>
  );
}
