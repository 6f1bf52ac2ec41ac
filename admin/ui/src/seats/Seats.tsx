import { act, useRead } from "../api/reading";
import { announce } from "../frame/announce";
import { go, leave, useWay } from "../frame/way";
import { Columns } from "../parts/Columns";
import { Problem } from "../parts/Problem";
import { Row } from "../parts/Row";
import { useAct } from "../parts/useAct";
import { clock, languageName } from "../texts/moments";
import { t } from "../texts/say";
import { word } from "../together/words";
import { Asides } from "./Asides";

/** How many invitations wait. */
export const useInvitations = (): number =>
  (useRead("/api/seats").data?.seats ?? []).filter((seat) => seat.state === "invited").length;

/** The seats beside other people's cases. */
export function Seats() {
  const { item } = useWay();
  const seats = useRead("/api/seats").data?.seats ?? [];
  const open = seats.find((seat) => seat.id === item);
  const { run, busy, problem } = useAct();

  const list = (
    <>
      {seats.length === 0 && (
        <p className="empty">{t("Nessuno La ha invitata accanto a un caso.")}</p>
      )}
      <ul>
        {seats.map((seat) => (
          <li key={seat.id}>
            <Row here={seat.id === item} to="seats" item={seat.id}>
              <span>{word(seat.kind)}</span>
              <span className="end">{t("fino alle {time}", { time: clock(seat.until) })}</span>
              <small>
                {seat.home} · {word(seat.state)}
              </small>
            </Row>
          </li>
        ))}
      </ul>
    </>
  );
  const main =
    open &&
    (open.state === "open" ? (
      <Seated key={open.id} id={open.id} />
    ) : (
      <div className="padded">
        <p>
          {t(
            "È invitata accanto a un caso di {network}: {kind}. Leggerà da quando lei ha acconsentito.",
            {
              network: open.home,
              kind: word(open.kind),
            },
          )}
        </p>
        <button
          type="button"
          className="primary"
          disabled={busy}
          onClick={() =>
            void run(() => act("post", "/api/seats/{id}/join", { path: { id: open.id } }))
          }
        >
          {t("Entri")}
        </button>{" "}
        <button
          type="button"
          disabled={busy}
          onClick={() =>
            void run(async () => {
              await act("post", "/api/seats/{id}/end", { path: { id: open.id } });
              announce(t("Ha detto di no all'invito."));
              leave();
            })
          }
        >
          {t("Non posso ora")}
        </button>
        <Problem text={problem} />
      </div>
    ));
  return (
    <Columns
      list={list}
      listName={t("Inviti")}
      main={main}
      mainName={t("Accanto al caso")}
      empty={<p>{t("Qui legge i casi a cui è stata invitata, e scrive a chi li segue.")}</p>}
      back={() => go("seats")}
    />
  );
}

function Seated({ id }: { id: string }) {
  const { data } = useRead("/api/seats/{id}/thread", { path: { id } });
  const { run, busy, problem } = useAct();
  if (!data) return null;
  const over = async (): Promise<void> => {
    await act("post", "/api/seats/{id}/take-over", {
      path: { id },
      body: { id: crypto.randomUUID() },
    });
    announce(t("Ora il caso è Suo."));
    go("queue", data.seat.case);
  };
  return (
    <>
      <div className="heading">
        <h2>
          {word(data.seat.kind)} <small>{languageName(data.language)}</small>
        </h2>
        {data.seat.kind === "successor" && (
          <button type="button" className="primary" disabled={busy} onClick={() => void run(over)}>
            {t("Prenda il caso")}
          </button>
        )}
        <button
          type="button"
          disabled={busy}
          onClick={() =>
            void run(async () => {
              await act("post", "/api/seats/{id}/end", { path: { id } });
              leave();
            })
          }
        >
          {t("Si alzi")}
        </button>
      </div>
      <div className="padded">
        <Problem text={problem} />
        <ol aria-label={t("Conversazione")}>
          {data.lines.map((line) => (
            <li key={line.seq} className="plain-entry">
              <small>
                {line.voice === "her" ? t("La donna") : line.author || t("Programma")} ·{" "}
                {clock(line.at)}
              </small>
              <p className="words" dir="auto">
                {line.text}
              </p>
            </li>
          ))}
        </ol>
        <h3>{t("Tra voi")}</h3>
        <Asides
          lines={data.asides}
          say={(body) => act("post", "/api/seats/{id}/asides", { path: { id }, body })}
        />
      </div>
    </>
  );
}
