import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Case } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { clock } from "../texts/moments";
import { t } from "../texts/say";
import { dateOf, isDay, plusDays } from "./days";
import { type Booking, besideOf, type Desk, wholeDay } from "./words";

interface Props {
  readonly one: Case;
  readonly desks: readonly Desk[];
  readonly instead: Booking | undefined;
  readonly done: () => void;
}

type Wants = "" | "interpreter" | "mediator" | "woman";
const DAYS = 14;

/** The desk of the network that follows her, else the first. */
const nearest = (desks: readonly Desk[], network: string): string =>
  (desks.find((each) => each.settings.agency === network) ?? desks[0])?.id ?? "";

/** A free moment is chosen, kept for ten minutes, and she is asked: only her yes books. */
export function Propose({ one, desks, instead, done }: Props) {
  const [desk, setDesk] = useState(() => instead?.calendar ?? nearest(desks, one.network));
  const [wants, setWants] = useState<Wants>(instead?.need || (instead?.woman ? "woman" : ""));
  const [from, setFrom] = useState(() => dateOf(new Date()));
  const [chosen, setChosen] = useState("");
  const { run, busy, problem } = useAct();
  const known = desks.find((each) => each.id === desk);
  if (desks.length === 0) {
    return <p className="hint">{t("I Suoi enti non hanno calendari in cui prenotare.")}</p>;
  }

  function ask(): void {
    void run(async () => {
      const body = { calendar: desk, starts_at: chosen, wants, instead: instead?.id ?? "" };
      await act("post", "/api/cases/{id}/appointments", { path: { id: one.id }, body });
      announce(t("Posto tenuto per 10 minuti: le è stato chiesto."));
      setChosen("");
      done();
    });
  }

  return (
    <fieldset className="field propose">
      <legend>{instead ? t("Sposti l'appuntamento") : t("Proponga un appuntamento")}</legend>
      {desks.length > 1 && (
        <>
          <label htmlFor="propose-desk">{t("Sportello")}</label>
          <select
            id="propose-desk"
            value={desk}
            onChange={(event) => {
              setDesk(event.target.value);
              setChosen("");
            }}
          >
            {desks.map((each) => (
              <option key={each.id} value={each.id}>
                {each.settings.name}
              </option>
            ))}
          </select>
        </>
      )}
      <label htmlFor="propose-wants">{t("Con lei vuole")}</label>
      <select
        id="propose-wants"
        value={wants}
        onChange={(event) => {
          setWants(event.target.value as Wants);
          setChosen("");
        }}
      >
        <option value="">{t("nessuno in particolare")}</option>
        <option value="woman">{t("la riceva una donna")}</option>
        {(known?.settings.needs ?? []).map((need) => (
          <option key={need} value={need}>
            {besideOf(need)}
          </option>
        ))}
      </select>
      <label htmlFor="propose-from">{t("Dal giorno")}</label>
      <input
        id="propose-from"
        type="date"
        value={from}
        onChange={(event) => isDay(event.target.value) && setFrom(event.target.value)}
      />
      {desk && <Moments desk={desk} wants={wants} from={from} chosen={chosen} choose={setChosen} />}
      <div className="acts start-acts">
        <button type="button" className="quiet" onClick={() => setFrom(plusDays(from, DAYS))}>
          {t("Più avanti")}
        </button>
        <button type="button" className="primary" disabled={busy || !chosen} onClick={ask}>
          {t("Glielo chieda")}
        </button>
      </div>
      <p className="hint">
        {t(
          "Lei legge chi vede l'appuntamento, chi la riceve e che cosa deve segnalare, poi decide. Il posto è tenuto per 10 minuti.",
        )}
      </p>
      <Problem text={problem} />
    </fieldset>
  );
}

interface Choosing {
  readonly desk: string;
  readonly wants: Wants;
  readonly from: string;
  readonly chosen: string;
  readonly choose: (starts_at: string) => void;
}

function Moments({ desk, wants, from, chosen, choose }: Choosing) {
  const query = { from, days: String(DAYS), wants };
  const path = { id: desk };
  const { data } = useRead("/api/calendar/calendars/{id}/free", { path, query });
  if (!data) return null;
  if (data.moments.length === 0) {
    return <p className="hint">{t("Nessun posto libero in queste due settimane.")}</p>;
  }
  const days = [...new Set(data.moments.map((one) => dateOf(one.starts_at)))];
  return (
    <div className="moments" role="radiogroup" aria-label={t("Posti liberi")}>
      {days.map((day) => (
        <fieldset key={day}>
          <legend>{wholeDay(day)}</legend>
          <div className="ticks">
            {data.moments
              .filter((one) => dateOf(one.starts_at) === day)
              .map((one) => (
                <label key={one.starts_at} className="tick">
                  <input
                    type="radio"
                    name="propose-moment"
                    checked={chosen === one.starts_at}
                    onChange={() => choose(one.starts_at)}
                  />
                  {clock(one.starts_at)}
                </label>
              ))}
          </div>
        </fieldset>
      ))}
      {data.more && <p className="hint">{t("Ce ne sono altri, più avanti.")}</p>}
    </div>
  );
}
