import { useRead } from "../api/reading";
import { go, useWay } from "../frame/way";
import { Columns } from "../parts/Columns";
import { Row } from "../parts/Row";
import { OwnSteps } from "../pathway/OwnSteps";
import { moment } from "../texts/moments";
import { t } from "../texts/say";
import { word } from "../together/words";
import { OneReceived } from "./OneReceived";
import { OneSent } from "./OneSent";

const useInbox = () => useRead("/api/referrals").data?.referrals ?? [];

/** How many wait for an answer of the reader's agencies. */
export const useWaiting = (): number =>
  useInbox().filter((one) => one.state === "sent" || one.state === "acknowledged").length;

/** What reached the reader's agencies and what she sent, and the steps that they see: nothing of
 * any talk. */
export function Received() {
  const { item } = useWay();
  const all = useInbox();
  const sent = useRead("/api/referrals/sent").data?.referrals ?? [];
  const open = all.find((one) => one.id === item);
  const away = sent.find((one) => one.id === item);
  const list = (
    <>
      <h2 className="list-title">{t("Ricevuti")}</h2>
      {all.length === 0 && <p className="empty">{t("Nessun invio per i Suoi enti.")}</p>}
      <ul>
        {all.map((one) => (
          <li key={one.id}>
            <Row here={one.id === item} to="referrals" item={one.id}>
              <span>{one.called || one.agency_name}</span>
              <span className="end">{one.late ? t("in ritardo") : ""}</span>
              <small>
                {word(one.state)} · {moment(one.reached_at)}
              </small>
            </Row>
          </li>
        ))}
      </ul>
      {sent.length > 0 && (
        <>
          <h2 className="list-title">{t("Inviati")}</h2>
          <ul>
            {sent.map((one) => (
              <li key={one.id}>
                <Row here={one.id === item} to="referrals" item={one.id}>
                  <span>{one.agency_name}</span>
                  <span className="end">{one.late ? t("in ritardo") : ""}</span>
                  <small>
                    {word(one.state)} · {moment(one.sent_at)}
                  </small>
                </Row>
              </li>
            ))}
          </ul>
        </>
      )}
      <OwnSteps />
    </>
  );
  return (
    <Columns
      list={list}
      listName={t("Invii")}
      main={
        open ? (
          <OneReceived key={open.id} one={open} />
        ) : (
          away && <OneSent key={away.id} one={away} />
        )
      }
      mainName={t("Invio")}
      empty={
        <p>
          {t(
            "Qui arriva solo ciò che una donna ha deciso di passare al Suo ente. La conversazione resta a chi la segue.",
          )}
        </p>
      }
      back={() => go("referrals")}
    />
  );
}
