import { act, useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { moment } from "../texts/moments";
import { mark, t } from "../texts/say";

const WHY = {
  failed: mark("rifiutato dal fornitore del canale"),
  unknown: mark("esito sconosciuto due volte: forse è arrivato"),
};

/** Messages that no provider took: when and why, never what. Another try, while it is not late. */
export function Undelivered() {
  const undelivered = useRead("/api/undelivered").data?.undelivered ?? [];
  if (undelivered.length === 0) return null;
  return (
    <section>
      <h3>{t("Non consegnati")}</h3>
      <ul aria-label={t("Non consegnati")}>
        {undelivered.map((one) => (
          <li key={one.id} className="entry">
            <Entry one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Entry({ one }: { one: Schemas["Undelivered"] }) {
  const { run, busy, problem } = useAct();
  const values = { why: t(WHY[one.why]), until: moment(one.expires_at) };
  return (
    <>
      <small>
        {one.network || t("senza caso")}, {one.channel}, {moment(one.at)}
      </small>
      <p className="hint">
        {one.staff
          ? t("Risposta di un'operatrice: {why}. Si può rimandare fino a {until}.", values)
          : t("Messaggio automatico: {why}. Si può rimandare fino a {until}.", values)}
      </p>
      <div className="acts">
        <button
          type="button"
          disabled={busy}
          onClick={() =>
            void run(async () => {
              await act("post", "/api/undelivered/{id}/retry", { path: { id: one.id } });
              announce(t("È di nuovo in partenza."));
            })
          }
        >
          {t("Rimandi")}
        </button>
      </div>
      <Problem text={problem} />
    </>
  );
}
