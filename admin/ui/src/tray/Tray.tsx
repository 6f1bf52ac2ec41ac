import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { moment } from "../texts/moments";
import { t } from "../texts/say";
import { Undelivered } from "./Undelivered";

type Held = Schemas["Held"];

/** Texts that could not be given to her. A person empties it; nothing leaves by itself. */
export default function Tray() {
  const { data, refusal } = useRead("/api/held");
  const held = data?.held ?? [];
  return (
    <Page title={t("Vassoio")}>
      <p className="hint">
        {t(
          "Quello che non le si è potuto dare. Da qui niente parte da solo: lo scarti, oppure lo metta nella sua cassetta.",
        )}
      </p>
      <Problem text={data ? "" : (refusal?.message ?? "")} />
      {data && held.length === 0 && <p className="muted">{t("Il vassoio è vuoto.")}</p>}
      <ul aria-label={t("Testi nel vassoio")}>
        {held.map((one) => (
          <li key={one.id} className="entry">
            <Entry one={one} />
          </li>
        ))}
      </ul>
      <Undelivered />
    </Page>
  );
}

function Entry({ one }: { one: Held }) {
  const { run, busy, problem } = useAct();

  function put(where: "box" | "discard"): void {
    void run(async () => {
      await act("post", `/api/held/{id}/${where}`, { path: { id: one.id } });
      announce(where === "box" ? t("È nella sua cassetta.") : t("Scartato."));
    });
  }

  return (
    <>
      <small>
        {t("{network}, scritto da {author} {at}", {
          network: one.network,
          author: one.author || t("una collega"),
          at: moment(one.at),
        })}
      </small>
      {one.text && (
        <p className="words" dir="auto">
          {one.text}
        </p>
      )}
      <p className="hint">{state(one)}</p>
      {one.mine && (
        <div className="acts">
          {one.place === "tray" && one.fetchable && (
            <button type="button" disabled={busy} onClick={() => put("box")}>
              {t("Metta nella cassetta")}
            </button>
          )}
          <button type="button" className="quiet" disabled={busy} onClick={() => put("discard")}>
            {t("Scarti")}
          </button>
        </div>
      )}
      <Problem text={problem} />
    </>
  );
}

function state(one: Held): string {
  const day = moment(one.forget_at);
  if (one.place === "box")
    return t("È nella sua cassetta fino a {day}: lo legge solo lei, con la sua parola.", { day });
  const until = t("Si cancella {day}.", { day });
  if (!one.mine) return `${t("Lo leggono solo chi l'ha scritto e chi segue il caso.")} ${until}`;
  if (one.fetchable) return until;
  return `${t("Non ha scelto una parola: dalla cassetta non potrebbe prenderlo nessuno.")} ${until}`;
}
