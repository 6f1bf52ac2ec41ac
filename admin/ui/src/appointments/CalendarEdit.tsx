import { type FormEvent, useState } from "react";
import { DutyChoice } from "../agencies/DutyChoice";
import { act } from "../api/reading";
import { announce } from "../frame/announce";
import { useMe } from "../frame/me";
import { go } from "../frame/way";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { ExceptionsEdit } from "./ExceptionsEdit";
import { WindowsEdit } from "./WindowsEdit";
import { besideOf, type Desk, KIND_IDS, kindOf } from "./words";

type Settings = Desk["settings"];

const FRESH: Settings = {
  agency: "",
  kind: "cav",
  name: "",
  who: "",
  duty_to_report: "unknown",
  place: "",
  weekly: [],
  exceptions: [],
  serves: [],
  needs: [],
  minutes: 60,
  pause: 0,
  notice_hours: 24,
  notice_needs_hours: 72,
  ahead_days: 42,
  open: true,
  holidays: false,
};

const BESIDE = ["interpreter", "mediator"] as const;

/** A calendar being set up, or changed. What was booked stays booked. */
export function CalendarEdit({ one }: { one?: Desk }) {
  const me = useMe();
  const own = me.networks.map((each) => each.id);
  const [settings, setSettings] = useState<Settings>(
    one?.settings ?? { ...FRESH, agency: own[0] ?? "" },
  );
  const { run, busy, problem } = useAct();
  const write = (part: Partial<Settings>): void => setSettings({ ...settings, ...part });

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      if (one) {
        const path = { id: one.id };
        await act("put", "/api/calendar/calendars/{id}", { path, body: settings });
      } else {
        const made = await act("post", "/api/calendar/calendars", { body: settings });
        go("appointments", made.id);
      }
      announce(t("Calendario salvato."));
    });
  }

  return (
    <form className={one ? "" : "padded page"} onSubmit={submitted}>
      {!one && <h2>{t("Apra un calendario")}</h2>}
      <Whose settings={settings} write={write} fresh={!one} />
      <WindowsEdit
        legend={t("Ogni settimana riceve")}
        windows={settings.weekly ?? []}
        change={(weekly) => write({ weekly })}
        women={settings.kind === "cav"}
      />
      <label className="tick field">
        <input
          type="checkbox"
          checked={settings.holidays ?? false}
          onChange={(event) => write({ holidays: event.target.checked })}
        />
        {t("Riceve anche nei giorni festivi, di Italia e di Milano")}
      </label>
      <ExceptionsEdit
        exceptions={settings.exceptions ?? []}
        change={(exceptions) => write({ exceptions })}
        women={settings.kind === "cav"}
      />
      <Times settings={settings} write={write} />
      <fieldset className="field">
        <legend>{t("Chi può esserci con lei")}</legend>
        <div className="ticks">
          {BESIDE.map((need) => (
            <label key={need} className="tick">
              <input
                type="checkbox"
                checked={(settings.needs ?? []).includes(need)}
                onChange={(event) => {
                  const rest = (settings.needs ?? []).filter((each) => each !== need);
                  write({ needs: event.target.checked ? [...rest, need] : rest });
                }}
              />
              {besideOf(need)}
            </label>
          ))}
        </div>
      </fieldset>
      <label className="tick field">
        <input
          type="checkbox"
          checked={settings.open ?? true}
          onChange={(event) => write({ open: event.target.checked })}
        />
        {t("Le donne possono prenotare")}
      </label>
      <Problem text={problem} />
      <div className="acts start-acts">
        <button type="submit" className="primary" disabled={busy || !settings.name.trim()}>
          {t("Salvi il calendario")}
        </button>
      </div>
    </form>
  );
}

interface Part {
  readonly settings: Settings;
  readonly write: (part: Partial<Settings>) => void;
}

function Whose({ settings, write, fresh }: Part & { fresh: boolean }) {
  const me = useMe();
  return (
    <>
      <div className="field">
        <label htmlFor="desk-name">{t("Come lo chiamate")}</label>
        <input
          id="desk-name"
          required
          maxLength={80}
          value={settings.name}
          onChange={(event) => write({ name: event.target.value })}
        />
      </div>
      <div className="beside field">
        <div>
          <label htmlFor="desk-kind">{t("Che sportello è")}</label>
          <select
            id="desk-kind"
            value={settings.kind}
            onChange={(event) => write({ kind: event.target.value as Settings["kind"] })}
          >
            {KIND_IDS.map((kind) => (
              <option key={kind} value={kind}>
                {kindOf(kind)}
              </option>
            ))}
          </select>
        </div>
        {fresh && me.networks.length > 1 && (
          <div>
            <label htmlFor="desk-agency">{t("Di quale ente")}</label>
            <select
              id="desk-agency"
              value={settings.agency}
              onChange={(event) => write({ agency: event.target.value })}
            >
              {me.networks.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </select>
          </div>
        )}
      </div>
      <div className="field">
        <label htmlFor="desk-who">{t("Chi riceve, come lo legge lei")}</label>
        <input
          id="desk-who"
          maxLength={80}
          value={settings.who ?? ""}
          onChange={(event) => write({ who: event.target.value })}
        />
        <p className="hint">{t("Vale dove l'elenco dei servizi non lo dice.")}</p>
      </div>
      <DutyChoice
        id="desk-duty"
        value={settings.duty_to_report ?? "unknown"}
        change={(duty_to_report) => write({ duty_to_report })}
      />
      <div className="field">
        <label htmlFor="desk-place">{t("Dove, una volta che è sul posto")}</label>
        <input
          id="desk-place"
          maxLength={120}
          value={settings.place ?? ""}
          onChange={(event) => write({ place: event.target.value })}
        />
        <p className="hint">
          {t(
            "Lo legge solo sulla pagina e su Telegram. Mai un luogo che deve restare segreto: una casa rifugio qui non si scrive.",
          )}
        </p>
      </div>
      <div className="field">
        <label htmlFor="desk-serves">{t("Chi può venire: codici di reti, centri o comuni")}</label>
        <input
          id="desk-serves"
          value={(settings.serves ?? []).join(", ")}
          onChange={(event) =>
            write({
              serves: event.target.value.split(/[,;]\s*/).map((each) => each.trimStart()),
            })
          }
          onBlur={() => write({ serves: (settings.serves ?? []).filter((each) => each.trim()) })}
        />
        <p className="hint">
          {t("Vuoto: le donne della zona dell'ente; per sportelli legali e sociali, tutte.")}
        </p>
      </div>
    </>
  );
}

function Times({ settings, write }: Part) {
  const fields = [
    { name: "minutes", label: t("Dura, minuti"), from: 10, to: 240, usual: 60 },
    { name: "pause", label: t("Pausa dopo, minuti"), from: 0, to: 240, usual: 0 },
    { name: "notice_hours", label: t("Preavviso, ore"), from: 0, to: 2160, usual: 24 },
    {
      name: "notice_needs_hours",
      label: t("Preavviso con interprete, ore"),
      from: 0,
      to: 2160,
      usual: 72,
    },
    { name: "ahead_days", label: t("Si prenota per, giorni"), from: 1, to: 90, usual: 42 },
  ] as const;
  return (
    <div className="beside field">
      {fields.map((field) => (
        <div key={field.name}>
          <label htmlFor={`desk-${field.name}`}>{field.label}</label>
          <input
            id={`desk-${field.name}`}
            type="number"
            required
            min={field.from}
            max={field.to}
            value={settings[field.name] ?? field.usual}
            onChange={(event) => write({ [field.name]: Number(event.target.value) })}
          />
        </div>
      ))}
    </div>
  );
}
