import { useState } from "react";
import { act } from "../api/reading";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useProven } from "../parts/Prove";
import { Sheet } from "../parts/Sheet";
import { languageName } from "../texts/moments";
import { t } from "../texts/say";
import { inWords, meaningOf, type Setting, titleOf } from "./words";

/** Changes one setting: a value within its bounds, a reason, and who she is. */
export function Change({ one }: { one: Setting }) {
  const { run, busy, problem, clear, dialog } = useProven();
  const [open, setOpen] = useState(false);
  const [value, setValue] = useState(one.value);
  const [reason, setReason] = useState("");
  const exit = one.name === "exit_url";
  if (one.allowed.length === 1 && !exit) return null;

  const changed = async () => {
    const body = { value, reason: reason.trim() };
    await act("put", "/api/settings/{id}", { path: { id: one.name }, body });
    setOpen(false);
    const waits = exit && !one.allowed.includes(value) && one.proposed?.value !== value;
    announce(waits ? t("Proposto: serve una seconda persona.") : t("Impostazione cambiata."));
  };
  return (
    <>
      <div className="acts start-acts">
        <button
          type="button"
          aria-label={t("Cambi: {title}", { title: titleOf(one) })}
          onClick={() => {
            clear();
            setOpen(true);
          }}
        >
          {t("Cambi…")}
        </button>
      </div>
      <Sheet
        open={open}
        close={() => setOpen(false)}
        title={titleOf(one)}
        acts={
          <>
            <button type="button" className="quiet" onClick={() => setOpen(false)}>
              {t("Annulli")}
            </button>
            <button
              type="button"
              className="primary"
              disabled={busy || !reason.trim() || value === one.value}
              onClick={() => void run(changed)}
            >
              {t("Salvi")}
            </button>
          </>
        }
      >
        <p>{meaningOf(one)}</p>
        <Value one={one} value={value} choose={setValue} />
        <div className="field">
          <label htmlFor={`why-${one.name}`}>{t("Motivo")}</label>
          <input
            id={`why-${one.name}`}
            value={reason}
            maxLength={300}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <Problem text={problem} />
      </Sheet>
      {dialog}
    </>
  );
}

interface Props {
  readonly one: Setting;
  readonly value: string;
  readonly choose: (value: string) => void;
}

function Value({ one, value, choose }: Props) {
  if (one.name === "exit_url") return <Exit one={one} value={value} choose={choose} />;
  if (one.name === "languages") return <Languages one={one} value={value} choose={choose} />;
  const id = `value-${one.name}`;
  return (
    <div className="field">
      <label htmlFor={id}>{t("Valore")}</label>
      {one.allowed.length > 0 ? (
        <select id={id} value={value} onChange={(event) => choose(event.target.value)}>
          {one.allowed.map((each) => (
            <option key={each} value={each}>
              {inWords(one, each)}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type="number"
          min={one.least ?? 0}
          max={one.most ?? undefined}
          value={value}
          onChange={(event) => choose(event.target.value)}
        />
      )}
      {one.most !== null && (
        <p className="hint">
          {t("Da {least} a {most}.", { least: one.least ?? 0, most: one.most })}
        </p>
      )}
    </div>
  );
}

/** A known exit, or another address, which a second person has to choose too. */
function Exit({ one, value, choose }: Props) {
  const [other, setOther] = useState(false);
  return (
    <>
      <div className="field">
        <label htmlFor="value-exit">{t("Valore")}</label>
        <select
          id="value-exit"
          value={other ? "" : value}
          onChange={(event) => {
            setOther(event.target.value === "");
            choose(event.target.value || "https://");
          }}
        >
          {one.allowed.map((each) => (
            <option key={each} value={each}>
              {inWords(one, each)}
            </option>
          ))}
          <option value="">{t("un altro indirizzo…")}</option>
        </select>
      </div>
      {other && (
        <div className="field">
          <label htmlFor="value-exit-other">{t("Indirizzo")}</label>
          <input
            id="value-exit-other"
            type="url"
            value={value}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => choose(event.target.value.trim())}
          />
          <p className="hint">
            {t(
              "Un sito qualunque e molto visitato, come il meteo: chi gestisce quel sito vede che qualcuno arriva da nessuna pagina. Per questo vale solo quando una seconda persona sceglie lo stesso indirizzo. Solo https://, senza ? né #.",
            )}
          </p>
        </div>
      )}
    </>
  );
}

function Languages({ one, value, choose }: Props) {
  const chosen = value.split(",");
  return (
    <fieldset>
      <legend>{t("Valore")}</legend>
      <div className="ticks">
        {one.allowed.map((code) => (
          <label key={code} className="tick">
            <input
              type="checkbox"
              checked={chosen.includes(code)}
              disabled={code === "it"}
              onChange={(event) => {
                const kept = event.target.checked
                  ? [...chosen, code]
                  : chosen.filter((each) => each !== code);
                choose(one.allowed.filter((each) => kept.includes(each)).join(","));
              }}
            />
            {languageName(code)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
