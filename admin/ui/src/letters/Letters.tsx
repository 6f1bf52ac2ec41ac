import { useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { go, useWay } from "../frame/way";
import { Columns } from "../parts/Columns";
import { Row } from "../parts/Row";
import { languageName, moment } from "../texts/moments";
import { t } from "../texts/say";
import { LetterPane } from "./LetterPane";

type Letter = Schemas["Letter"];

/** Requests that were left while nobody was there, and their answers. */
export default function Letters() {
  const { data, refusal } = useRead("/api/letters");
  const { item } = useWay();
  const letters = data?.letters ?? [];
  const one = letters.find((each) => each.id === item);

  return (
    <Columns
      list={
        <>
          {refusal && !data && <p className="problem padded">{refusal.message}</p>}
          {data && letters.length === 0 && <p className="empty">{t("Nessuna richiesta.")}</p>}
          <ul>
            {letters.map((each) => (
              <li key={each.id}>
                <Request one={each} open={each.id === item} />
              </li>
            ))}
          </ul>
        </>
      }
      listName={t("Richieste")}
      main={one && <LetterPane key={one.id} one={one} />}
      mainName={t("Richiesta")}
      empty={
        <p>
          {t(
            "Qui arrivano le domande lasciate quando non c'era nessuno in turno: scelga la prima.",
          )}
        </p>
      }
      back={() => go("letters")}
    />
  );
}

function Request({ one, open }: { one: Letter; open: boolean }) {
  return (
    <Row here={open} to="letters" item={one.id}>
      <span>{one.network}</span>
      <span className="end">{one.answered_at ? t("risposto") : t("da rispondere")}</span>
      <small>
        {languageName(one.language)}, {moment(one.asked_at)}
      </small>
    </Row>
  );
}
