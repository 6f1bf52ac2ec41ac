import { useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { Page } from "../parts/Page";
import { stepOf } from "../shown/words";
import { Switch } from "../switches/Switch";
import { stands } from "../switches/words";
import { day, dayAndTime, waited } from "../texts/moments";
import { many, mark, type Text, t } from "../texts/say";
import "../together/together.css";
import "./channels.css";

type Channel = Schemas["ChannelState"];

const NAMES: Readonly<Record<Channel["channel"], Text>> = {
  web: mark("Pagina web"),
  telegram: mark("Telegram"),
  sms: mark("SMS"),
  whatsapp: mark("WhatsApp"),
};
const HOW: Readonly<Record<Channel["how"], Text>> = {
  page: mark("È la pagina di questo servizio."),
  webhook: mark("Il fornitore ci porta ciò che arriva."),
  polling: mark("Chiediamo noi al fornitore che cosa è arrivato."),
  off: mark("Spento: non è stato preparato."),
  undecided: mark(
    "Spento: è pronto, ma nelle impostazioni manca la decisione che si può usare. La mette chi gestisce Filo.",
  ),
};
const LATE = 120;
const SIGNS = {
  heard: mark("Dal fornitore, l'ultima volta"),
  taken: mark("Ultimo invio accettato"),
  failed: mark("Ultimo invio non riuscito"),
};

/** Whether messages go through: what this service itself knows, and no provider is asked. */
export default function Channels() {
  const { data, refusal } = useRead("/api/channels");
  const switches = useRead("/api/switches").data;
  const shown = useRead("/api/channels/shown").data?.providers;
  const of = (name: string) => switches?.switches.find((one) => one.name === name);
  const service = of("service");
  if (!data) return <Page title={t("Canali")}>{refusal?.message}</Page>;
  return (
    <Page title={t("Canali")}>
      <p className="hint">
        {t(
          "Ciò che il servizio sa da sé, senza alcun contenuto: non chiede nulla ai fornitori. I canali sono di tutte le reti; i messaggi non consegnati e i telefoni di turno sono dei Suoi enti.",
        )}
      </p>
      <ul>
        {service && (
          <li className="entry">
            <strong>{t("Tutto il servizio")}</strong>
            <Switch one={service} />
          </li>
        )}
        {data.channels.map((one) => {
          const known = of(one.channel);
          return (
            <li key={one.channel} className="entry">
              <One
                one={one}
                optOuts={data.opt_outs}
                shown={shown?.find((each) => each.channel === one.channel)}
              />
              {known && <Switch one={known} />}
            </li>
          );
        })}
      </ul>
      {switches && switches.history.length > 0 && (
        <details>
          <summary>{t("Chi ha spento e riacceso")}</summary>
          <ul>
            {switches.history.map((one) => (
              <li key={`${one.name} ${one.at}`} className="plain-entry">
                {stands(one)} {one.reason && <q>{one.reason}</q>}
              </li>
            ))}
          </ul>
        </details>
      )}
      <h3>{t("Telefono di turno")}</h3>
      {data.phones.length === 0 && (
        <p className="muted">{t("Nessuno dei Suoi enti è una rete a cui le donne arrivano.")}</p>
      )}
      <ul>
        {data.phones.map((one) => (
          <li key={one.network} className="entry">
            <strong>{one.network}</strong>{" "}
            {!one.rings && <span className="flag">{t("manca")}</span>}
            <small>{phone(one)}</small>
          </li>
        ))}
      </ul>
    </Page>
  );
}

interface OfOne {
  readonly one: Channel;
  readonly optOuts: number;
  readonly shown: Schemas["ShownProvider"] | undefined;
}

function One({ one, optOuts, shown }: OfOne) {
  const on = one.how !== "off" && one.how !== "undecided";
  const provided = on && one.channel !== "web";
  const mutes = provided && one.channel !== "telegram" && optOuts > 0;
  return (
    <>
      <strong>{t(NAMES[one.channel])}</strong>{" "}
      {one.late >= LATE && <span className="flag">{t("in ritardo")}</span>}
      <small>{t(HOW[one.how])}</small>
      {provided && (
        <ul className="channel-signs">
          <li>{sign(SIGNS.heard, one.heard)}</li>
          <li>{sign(SIGNS.taken, one.taken)}</li>
          <li>
            {sign(SIGNS.failed, one.failed)}
            {troubled(one) && <span className="flag">{t("da guardare")}</span>}
          </li>
        </ul>
      )}
      {provided && <small>{waiting(one)}</small>}
      {one.undelivered > 0 && (
        <small>
          {many(
            "{count} messaggio dei Suoi enti non è stato consegnato: chi è al banco lo trova nel vassoio.",
            "{count} messaggi dei Suoi enti non sono stati consegnati: chi è al banco li trova nel vassoio.",
            one.undelivered,
          )}
        </small>
      )}
      {mutes && (
        <p className="problem">
          {many(
            "Il fornitore ha risposto al nostro posto a uno STOP ({count} volta): può farci tacere con lei per sempre. Lo dica subito a chi gestisce Filo.",
            "Il fornitore ha risposto al nostro posto a uno STOP ({count} volte): può farci tacere con lei per sempre. Lo dica subito a chi gestisce Filo.",
            optOuts,
          )}
        </p>
      )}
      {shown && <InStep one={shown} />}
    </>
  );
}

function sign(name: Text, met: Schemas["SignMet"]): string {
  if (!met.at) return t("{sign}: mai, da quando si annota.", { sign: t(name) });
  const known = { sign: t(name), moment: dayAndTime(met.at) };
  if (met.today === 0) return t("{sign}: {moment} circa. Oggi mai.", known);
  return met.today === null
    ? t("{sign}: {moment} circa. Oggi meno di 5.", known)
    : t("{sign}: {moment} circa. Oggi {count}.", { ...known, count: met.today });
}

/** The last thing that was tried did not go well. */
const troubled = ({ taken, failed }: Channel): boolean =>
  failed.at !== null && failed.today !== 0 && (!taken.at || taken.at < failed.at);

/** Whether the provider shows what the cover says; where to put it stands on another page. */
function InStep({ one }: { one: Schemas["ShownProvider"] }) {
  return (
    <small>
      {stepOf(one)} <a href="#shown">{t("Profili e modelli")}</a>
    </small>
  );
}

function waiting(one: Channel): string {
  if (one.waiting === 0) return t("Nulla aspetta di partire.");
  const how =
    one.waiting === null
      ? t("Aspettano di partire meno di 5 messaggi")
      : many(
          "{count} messaggio aspetta di partire",
          "{count} messaggi aspettano di partire",
          one.waiting,
        );
  return one.late < LATE
    ? `${how}.`
    : t("{how}; il primo da {time}.", { how, time: waited(one.late) });
}

function phone(one: Schemas["DutyPhone"]): string {
  if (!one.rings) {
    return t(
      "Non c'è: alle donne non si può offrire un allarme, e quando la coda aspetta sono chiamate solo le coordinatrici.",
    );
  }
  return one.proved_at
    ? t("C'è; l'ultima prova è stata vista in tempo il {day}.", { day: day(one.proved_at) })
    : t("C'è; nessuna prova recente è stata vista in tempo. La fa chi è in turno, in «Allarmi».");
}
