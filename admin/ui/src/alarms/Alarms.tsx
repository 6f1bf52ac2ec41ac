import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { moment } from "../texts/moments";
import { t } from "../texts/say";
import { useAlarms } from "./alarms";
import { describe } from "./words";

type Network = Schemas["AlarmNetwork"];

/** Drills, where alarms can be promised, and what was in the last month. */
export default function Alarms() {
  const { data } = useAlarms();
  const past = data?.alarms.filter((one) => one.state !== "waiting") ?? [];
  return (
    <Page title={t("Allarmi e prove")}>
      <p className="hint">
        {t(
          "Una prova fa la strada di un allarme vero: questa pagina subito, il telefono di turno dopo un minuto. Nessuna donna ne sa niente.",
        )}
      </p>
      <ul aria-label={t("Prove")}>
        {data?.networks.map((one) => (
          <li key={one.id} className="entry">
            <Drill one={one} />
          </li>
        ))}
      </ul>
      <h3>{t("Ultimi 30 giorni")}</h3>
      {data && past.length === 0 && (
        <p className="muted">{t("Ancora nessun allarme e nessuna prova.")}</p>
      )}
      <ul aria-label={t("Ultimi 30 giorni")}>
        {past.map((one) => (
          <li key={one.id} className="entry">
            {one.drill
              ? t("Prova, {network}", { network: one.network })
              : t("Allarme, {network}", { network: one.network })}
            <small>
              {moment(one.raised_at)}. {describe(one)}
            </small>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Drill({ one }: { one: Network }) {
  const { run, busy, problem } = useAct();
  return (
    <>
      <strong>{one.name}</strong>
      <p className="hint">{promise(one)}</p>
      <div className="acts">
        <button
          type="button"
          disabled={!one.phone || busy}
          onClick={() =>
            void run(async () => {
              await act("post", "/api/networks/{id}/drill", { path: { id: one.id } });
              announce(t("Prova avviata: chi la vede tocchi Ho visto entro tre minuti."));
            })
          }
        >
          {t("Avvii una prova")}
        </button>
      </div>
      <Problem text={problem} />
    </>
  );
}

function promise(one: Network): string {
  if (!one.phone) return t("Non c'è un telefono di turno: la parola d'allarme non viene offerta.");
  if (one.offered && one.proved_at)
    return t("La parola d'allarme viene offerta. Ultima prova riuscita: {day}.", {
      day: moment(one.proved_at),
    });
  return t(
    "La parola d'allarme non viene offerta: serve una prova vista entro tre minuti, negli ultimi 30 giorni.",
  );
}
