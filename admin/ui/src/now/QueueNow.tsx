import { useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { useMe } from "../frame/me";
import { Page } from "../parts/Page";
import { useClock } from "../parts/useClock";
import { clock, languageName, waited } from "../texts/moments";
import { t } from "../texts/say";
import { Carrying } from "./Carrying";
import { Hours } from "./Hours";
import "./now.css";

type Network = Schemas["NetworkNow"];

/** The queues of her networks as they are now: numbers, and nobody's. */
export default function QueueNow() {
  const me = useMe();
  const now = useRead("/api/queue/now");
  const at = useClock();
  if (!now.data) return <Page title={t("La coda ora")}>{now.refusal?.message}</Page>;
  const since = Math.max(0, (at - now.at) / 1000);
  return (
    <Page title={t("La coda ora")}>
      <p className="hint">
        {t("Alle {time}. Si aggiorna da sola.", { time: clock(new Date(at).toISOString()) })}
      </p>
      {now.data.networks.length === 0 && (
        <p className="empty">{t("Nessuna rete di cui si veda una coda.")}</p>
      )}
      {now.data.networks.map((one) => (
        <One key={one.network} one={one} since={since} />
      ))}
      {me.role === "network_admin" && <Carrying />}
      <Hours />
    </Page>
  );
}

function One({ one, since }: { one: Network; since: number }) {
  const escalated = one.phoned + one.told + one.raised > 0;
  return (
    <section className="network-now" aria-label={one.network}>
      <h3>
        {one.network}{" "}
        {one.danger > 0 && (
          <span className="flag">▲ {t("{count} in pericolo", { count: one.danger })}</span>
        )}
      </h3>
      <p>{summary(one, since)}</p>
      <dl className="figures">
        <Figure name={t("Aspettano")} value={one.waiting} />
        <Figure
          name={t("Attesa più lunga")}
          value={one.waiting ? waited(one.longest + since) : t("nessuna")}
        />
        <Figure name={t("Seguite")} value={one.answered} />
        <Figure
          name={t("In turno")}
          value={
            one.paused
              ? t("{count}, {paused} in pausa", { count: one.on_duty, paused: one.paused })
              : one.on_duty
          }
        />
        {one.rota && <Figure name={t("Previste ora")} value={one.planned} />}
        <Figure
          name={t("Posti liberi")}
          value={t("{free} su {units}", { free: one.free, units: one.units })}
        />
        <Figure
          name={t("Lingue in turno")}
          value={
            one.spoken.length > 0
              ? one.spoken.map((each) => `${languageName(each.language)} ${each.people}`).join(", ")
              : t("nessuna")
          }
        />
      </dl>
      {one.missing.length > 0 && (
        <p className="missing">
          {t("Previste ora e non presenti: {names}.", { names: one.missing.join(", ") })}
        </p>
      )}
      {escalated && (
        <dl className="figures raised">
          <Figure name={t("Telefono di turno chiamato")} value={one.phoned} />
          <Figure name={t("Lei avvisata")} value={one.told} />
          <Figure name={t("Coordinatrice chiamata")} value={one.raised} />
        </dl>
      )}
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string | number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function summary(one: Network, since: number): string {
  if (one.waiting === 0 && one.on_duty === 0) return t("Nessuna aspetta, nessuna è in turno.");
  if (one.waiting === 0) return t("Nessuna aspetta.");
  const values = { wait: waited(one.longest + since) };
  if (one.on_duty === 0) return t("Si aspetta da {wait}, e nessuna è in turno.", values);
  if (one.free === 0) return t("Si aspetta da {wait}, e nessuna ha posto.", values);
  return t("Si aspetta da {wait}.", values);
}
