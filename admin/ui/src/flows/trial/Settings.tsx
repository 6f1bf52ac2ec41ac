import { useRead } from "../../api/reading";
import type { Schemas } from "../../api/types";
import { languageName, moment } from "../../texts/moments";
import { t } from "../../texts/say";
import { momentOf, wallOf } from "./hour";
import { type Channel, choose, type Plan, play, type Setting, USUAL, useTrial } from "./trial";
import { CHANNELS } from "./words";

type Stage = Schemas["TrialStage"];

/** Where, in which language, at which hour, and who answers. What is changed is played at once. */
export function Settings({ flow, start }: { flow: string; start: () => Promise<void> }) {
  const trial = useTrial();
  const { data, refusal } = useRead("/api/flows/{id}/trial", { path: { id: flow } });
  const { plan } = trial;
  const begun = trial.found !== undefined;
  if (refusal && !data) return <p className="problem">{refusal.message}</p>;
  if (!data) return <p className="hint">{t("Un attimo.")}</p>;

  function put(part: Partial<Plan>): void {
    choose(part);
    if (begun) void play(flow);
  }
  const so = (part: Partial<Setting>): void => put({ setting: { ...plan.setting, ...part } });

  return (
    <details className="trial-setting" open={!begun}>
      <summary>{summaryOf(plan)}</summary>
      <div className="two">
        <label>
          {t("Canale")}
          <select
            value={plan.channel}
            onChange={(event) => put({ channel: event.target.value as Channel })}
          >
            {Object.entries(CHANNELS).map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("Lingua del telefono")}
          <select value={plan.language} onChange={(event) => put({ language: event.target.value })}>
            {data.languages.map((one) => (
              <option key={one} value={one}>
                {languageName(one)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label>
        {t("Quando arriva")}
        <input
          type="datetime-local"
          value={plan.setting.at ? wallOf(plan.setting.at) : ""}
          onChange={(event) => so({ at: momentOf(event.target.value) ?? null })}
        />
        <span className="hint">{t("Vuoto: un martedì mattina, alle 10.")}</span>
      </label>
      <Answering so={so} setting={plan.setting} networks={data.networks} />
      <details>
        <summary>{t("Altre condizioni")}</summary>
        <World so={so} setting={plan.setting} covers={data.covers} />
      </details>
      {!begun && <Begin stage={data} start={start} busy={trial.busy} />}
    </details>
  );
}

interface Part {
  readonly so: (part: Partial<Setting>) => void;
  readonly setting: Setting;
}

const HOURS = "mon-fri 09:00-18:00";

function Answering({ so, setting, networks }: Part & { networks: Stage["networks"] }) {
  const who = setting.duty.length === 0 ? "nobody" : setting.hours ? "hours" : "always";
  return (
    <fieldset>
      <legend>{t("Chi risponde")}</legend>
      <label>
        {t("Operatrici in turno")}
        <select
          value={who}
          onChange={(event) => {
            const now = event.target.value;
            const duty = setting.duty.length > 0 ? setting.duty : ["it"];
            so({ duty: now === "nobody" ? [] : duty, hours: now === "hours" ? HOURS : "" });
          }}
        >
          <option value="always">{t("sì, per nove ore da quando arriva")}</option>
          <option value="hours">{t("solo nell'orario di apertura")}</option>
          <option value="nobody">{t("nessuna")}</option>
        </select>
      </label>
      {who === "hours" && <Opening hours={setting.hours} put={(hours) => so({ hours })} />}
      {who !== "nobody" && (
        <>
          <label>
            {t("Parlano")}
            <select
              value={setting.duty.join(" ")}
              onChange={(event) => so({ duty: event.target.value.split(" ") })}
            >
              {[...new Set([setting.duty.join(" "), ...SPOKEN])].map((one) => (
                <option key={one} value={one}>
                  {one.split(" ").map(languageName).join(", ")}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t("Reti")}
            <select
              value={setting.absent.length === 0 ? "" : setting.absent.join(" ")}
              onChange={(event) => so({ absent: event.target.value.split(" ").filter(Boolean) })}
            >
              <option value="">{t("rispondono tutte")}</option>
              {networks.map((one) => (
                <option key={one.id} value={one.id}>
                  {t("tutte tranne {network}", { network: one.name })}
                </option>
              ))}
              {setting.absent.length > 1 && (
                <option value={setting.absent.join(" ")}>{setting.absent.join(", ")}</option>
              )}
            </select>
          </label>
          <Tick label={t("Sono tutte occupate")} on={setting.busy} put={(busy) => so({ busy })} />
        </>
      )}
    </fieldset>
  );
}

const SPOKEN = ["it", "it ar", "it en", "ar", "it en es fr ar"];

/** Opening hours of working days, which is what a trial needs; others are shown as they are. */
function Opening({ hours, put }: { hours: string; put: (hours: string) => void }) {
  const [, from, to] = /^mon-fri (\d\d:\d\d)-(\d\d:\d\d)$/.exec(hours) ?? [];
  if (!from || !to) return <p className="hint">{hours}</p>;
  return (
    <div className="two">
      <label>
        {t("Aperto dalle")}
        <input
          type="time"
          value={from}
          onChange={(event) => event.target.value && put(`mon-fri ${event.target.value}-${to}`)}
        />
      </label>
      <label>
        {t("alle, da lunedì a venerdì")}
        <input
          type="time"
          value={to}
          onChange={(event) => event.target.value && put(`mon-fri ${from}-${event.target.value}`)}
        />
      </label>
    </div>
  );
}

function World({ so, setting, covers }: Part & { covers: Stage["covers"] }) {
  return (
    <>
      <label>
        {t("Appuntamenti")}
        <select
          value={setting.desks}
          onChange={(event) => so({ desks: event.target.value as Setting["desks"] })}
        >
          <option value="">{t("nessun calendario")}</option>
          <option value="open">{t("calendari dimostrativi con posti liberi")}</option>
          <option value="full">{t("calendari dimostrativi senza posti")}</option>
        </select>
      </label>
      <label>
        {t("Chi arriva")}
        <select value={setting.cover} onChange={(event) => so({ cover: event.target.value })}>
          <option value="">{t("ha la chiave")}</option>
          {covers.map((one) => (
            <option key={one} value={one}>
              {t("non ha la chiave: copertina {cover}", { cover: one })}
            </option>
          ))}
        </select>
      </label>
      <Tick label={t("Corsi dimostrativi")} on={setting.calls} put={(calls) => so({ calls })} />
      <Tick
        label={t("Ogni rete ha fatto la prova d'allarme")}
        on={setting.drilled}
        put={(drilled) => so({ drilled })}
      />
    </>
  );
}

function Tick({ label, on, put }: { label: string; on: boolean; put: (on: boolean) => void }) {
  return (
    <label className="tick">
      <input type="checkbox" checked={on} onChange={(event) => put(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

function Begin({
  stage,
  start,
  busy,
}: {
  stage: Stage;
  start: () => Promise<void>;
  busy: boolean;
}) {
  function like(name: string): void {
    const script = stage.scripts.find((one) => one.name === name);
    if (!script) return;
    const { channel, language, acts } = script;
    choose({ channel, language, acts, setting: { ...USUAL, ...script.setting } });
    void start();
  }
  return (
    <div className="acts">
      <button type="button" className="primary" disabled={busy} onClick={() => void start()}>
        {t("Cominci la prova")}
      </button>
      {stage.scripts.length > 0 && (
        <label>
          <span className="unseen">{t("Cominci da una conversazione registrata")}</span>
          <select value="" disabled={busy} onChange={(event) => like(event.target.value)}>
            <option value="">{t("o da una conversazione registrata…")}</option>
            {stage.scripts.map((one) => (
              <option key={one.name} value={one.name}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

function summaryOf({ channel, language, setting }: Plan): string {
  return [
    CHANNELS[channel],
    languageName(language),
    ...(setting.at ? [moment(setting.at)] : []),
    setting.duty.length === 0
      ? t("nessuna in turno")
      : setting.hours
        ? t("orario di apertura")
        : t("qualcuna in turno"),
  ].join(" · ");
}
