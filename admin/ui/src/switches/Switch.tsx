import { useState } from "react";
import { act } from "../api/reading";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useProven } from "../parts/Prove";
import { Sheet } from "../parts/Sheet";
import { t } from "../texts/say";
import { nameOf, type SwitchState, stands } from "./words";

/** One switch with its two clear states; using it asks for a reason and who she is. */
export function Switch({ one }: { one: SwitchState }) {
  const { run, busy, problem, clear, dialog } = useProven();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const service = one.name === "service";
  const name = nameOf(one.name);
  const id = `why-${one.name}`;

  const used = async () => {
    const given = { path: { name: one.name }, body: { reason: reason.trim() } };
    if (one.off) await act("post", "/api/switches/{name}/on", given);
    else await act("post", "/api/switches/{name}/off", given);
    setOpen(false);
    setReason("");
    announce(one.off ? t("{name}: acceso.", { name }) : t("{name}: spento.", { name }));
  };
  const verb = service
    ? one.off
      ? t("Riapra il servizio")
      : t("Chiuda il servizio")
    : one.off
      ? t("Riaccenda {name}", { name })
      : t("Spenga {name}", { name });

  return (
    <>
      <small>
        <strong className={one.off ? "flag" : undefined}>
          {one.off ? t("Spento") : t("Acceso")}
        </strong>{" "}
        {one.at && stands(one)} {one.at && one.reason && <q>{one.reason}</q>}
      </small>
      <div className="acts start-acts">
        <button
          type="button"
          onClick={() => {
            clear();
            setOpen(true);
          }}
        >
          {verb}…
        </button>
      </div>
      <Sheet
        open={open}
        close={() => setOpen(false)}
        title={`${verb}?`}
        acts={
          <>
            <button type="button" className="quiet" onClick={() => setOpen(false)}>
              {t("Annulli")}
            </button>
            <button
              type="button"
              className="primary"
              disabled={busy || !reason.trim()}
              onClick={() => void run(used)}
            >
              {verb}
            </button>
          </>
        }
      >
        <p>{follows(one, service)}</p>
        <div className="field">
          <label htmlFor={id}>{t("Motivo")}</label>
          <input
            id={id}
            value={reason}
            maxLength={300}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
          <p className="hint">{t("Lo leggono tutte le colleghe. Nulla di nessuna donna.")}</p>
        </div>
        <Problem text={problem} />
      </Sheet>
      {dialog}
    </>
  );
}

function follows(one: SwitchState, service: boolean): string {
  if (one.off) {
    return service
      ? t("Si comincia di nuovo a rispondere a chi scrive. A nessuna si scrive per prime.")
      : t("Si risponde di nuovo a chi scrive. Ciò che non è partito intanto non parte più.");
  }
  return service
    ? t(
        "Subito, per tutte le reti: nessuna conversazione nuova comincia. Chi scrive legge che il servizio è chiuso, il 112 e il 1522. Chi è già seguita da una collega resta con lei; chi è in coda resta in vista.",
      )
    : t(
        "Subito, per tutte le reti: da questo canale non parte più nulla, neppure ciò che aspetta. Chi scrive legge una sola riga: che lì non si risponde, il 112 e gli altri modi. Le chat aperte aspettano.",
      );
}
