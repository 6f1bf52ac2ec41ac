import { useState } from "react";
import { act } from "../api/reading";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { Sheet, Sure } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { useClock } from "../parts/useClock";
import { clock, languageName, moment } from "../texts/moments";
import { t } from "../texts/say";
import { type Booking, clashes, type Days, type Desk, stateOf, wishOf } from "./words";

interface Props {
  readonly one: Booking;
  readonly desk: Desk | undefined;
  readonly busy: Days["busy"];
  readonly close: () => void;
}

/** One appointment: what she says at the desk, and what may be done with it now. */
export function OneBooking({ one, desk, busy, close }: Props) {
  return (
    <Sheet open close={close} title={moment(one.starts_at)}>
      {clashes(one, busy) && (
        <p className="prompt">
          {t(
            "Nell'agenda dell'ente questo tempo è occupato: l'appuntamento resta valido finché qualcuno non decide.",
          )}
        </p>
      )}
      <Facts one={one} desk={desk} />
      {one.state === "held" ? (
        <p className="hint">
          {t(
            "È tenuto per 10 minuti, finché lei non dice sì o no. Fino ad allora non si sa altro.",
          )}
        </p>
      ) : (
        one.state !== "cancelled" && <Acts one={one} />
      )}
    </Sheet>
  );
}

function Facts({ one, desk }: { one: Booking; desk: Desk | undefined }) {
  const facts: readonly (readonly [string, string])[] = [
    [t("Come sta"), stateOf(one)],
    [t("Fino alle"), clock(one.ends_at)],
    [t("Sportello"), [desk?.settings.name, one.room].filter((text) => text).join(" · ")],
    [t("Dice il numero"), one.number],
    [t("E la parola"), one.word],
    [t("Lingua"), one.language && languageName(one.language)],
    [t("Con lei vuole"), wishOf(one)],
    [t("Tenuto fino alle"), one.until ? clock(one.until) : ""],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

function Acts({ one }: { one: Booking }) {
  const now = useClock();
  const begun = Date.parse(one.starts_at) <= now;
  const ahead = one.state === "booked" && Date.parse(one.ends_at) > now;
  return (
    <>
      {begun && one.state !== "called_off" && <Came one={one} />}
      <Contact one={one} />
      {ahead && <CallOff one={one} />}
    </>
  );
}

function Came({ one }: { one: Booking }) {
  const { run, busy, problem } = useAct();
  const path = { id: one.id };
  return (
    <>
      <div className="acts start-acts">
        <button
          type="button"
          aria-pressed={one.state === "came"}
          className={one.state === "came" ? "primary" : ""}
          disabled={busy}
          onClick={() =>
            void run(async () => {
              await act("post", "/api/calendar/bookings/{id}/came", { path });
              announce(t("Segnato: è venuta."));
            })
          }
        >
          {t("È venuta")}
        </button>
        <button
          type="button"
          aria-pressed={one.state === "missed"}
          className={one.state === "missed" ? "primary" : ""}
          disabled={busy}
          onClick={() =>
            void run(async () => {
              await act("post", "/api/calendar/bookings/{id}/missed", { path });
              announce(t("Segnato: non è venuta."));
            })
          }
        >
          {t("Non è venuta")}
        </button>
      </div>
      <p className="hint">
        {t("Nessuno le scrive perché non è venuta. Si può correggere per 48 ore, poi si cancella.")}
      </p>
      <Problem text={problem} />
    </>
  );
}

/** How she may be contacted is told in words, after somebody has said that she is reached only so. */
function Contact({ one }: { one: Booking }) {
  const { run, busy, problem } = useAct();
  const [allowed, setAllowed] = useState("");
  if (allowed) {
    return (
      <p className="words">
        <strong>{t("Come può essere contattata")}</strong>
        <br />
        {allowed}
      </p>
    );
  }
  return (
    <>
      <div className="acts start-acts">
        <button
          type="button"
          className="quiet"
          disabled={busy}
          onClick={() =>
            void run(async () => {
              const path = { id: one.id };
              const told = await act("post", "/api/calendar/bookings/{id}/acknowledge", { path });
              setAllowed(told.allowed);
            })
          }
        >
          {one.acknowledged
            ? t("Come può essere contattata")
            : t("Confermo: la si raggiunge solo come ha deciso lei")}
        </button>
      </div>
      <Problem text={problem} />
    </>
  );
}

function CallOff({ one }: { one: Booking }) {
  const { run, busy, problem } = useAct();
  const [asking, setAsking] = useState(false);

  function answered(yes: boolean): void {
    setAsking(false);
    if (!yes) return;
    void run(async () => {
      await act("post", "/api/calendar/bookings/{id}/call_off", { path: { id: one.id } });
      announce(t("Appuntamento annullato."));
    });
  }

  return (
    <>
      <p className="hint">
        {t(
          "Per spostarlo serve il suo sì: lo fa lei nella chat, o chi segue il suo caso dal pannello «Appuntamenti».",
        )}
      </p>
      <div className="acts start-acts">
        <button type="button" disabled={busy} onClick={() => setAsking(true)}>
          {t("Annulli l'appuntamento…")}
        </button>
      </div>
      <Problem text={problem} />
      <Sure
        open={asking}
        title={t("Annulla questo appuntamento?")}
        no={t("No, resta")}
        yes={t("Sì, annulli")}
        answered={answered}
      >
        <p>{t("Il posto torna libero subito, e non si può riprendere.")}</p>
        <p>
          {t(
            "Se lei è nella conversazione legge che lo sportello ha dovuto annullarlo. Altrimenti le arriva una riga neutra, solo se il suo accordo lo permette; se no lo sa quando chiede. Nessuno la chiama.",
          )}
        </p>
      </Sure>
    </>
  );
}
