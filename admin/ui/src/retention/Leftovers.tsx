import type { Schemas } from "../api/types";
import { t } from "../texts/say";
import { spanWord } from "./words";

type Retention = Schemas["Retention"];
type Leftover = Schemas["Leftover"];

const few = (count: number | null): string => (count === null ? t("meno di 5") : String(count));

/** What is left outside of the tables: at providers, in files, on her phone. */
export function Leftovers({ one }: { one: Retention }) {
  return (
    <section className="kinds" aria-label={t("Fuori da qui")}>
      <h3>{t("Fuori da qui")}</h3>
      {one.leftovers.map((each) => (
        <section key={each.provider} className="kind unbroken" aria-label={nameOf(each)}>
          <h4>{nameOf(each)}</h4>
          {!each.on && <p className="muted">{t("Il canale è spento.")}</p>}
          <p>{waits(each)}</p>
          <p>
            {t("Da quando il servizio esiste: cancellati {done}, mai cancellati {undone}.", {
              done: few(each.done),
              undone: few(each.undone),
            })}
          </p>
          <p className="hint">{each.provider === "telegram" ? TELEGRAM() : TWILIO()}</p>
        </section>
      ))}
      <section className="kind unbroken" aria-label={t("Nei file della base dati")}>
        <h4>{t("Nei file della base dati")}</h4>
        <p>
          {one.in_files === 0
            ? t("Nessun resto noto di ciò che è stato dimenticato.")
            : t(
                "Da ripulire i resti di {count} cancellazioni: i file si riscrivono entro dieci minuti.",
                {
                  count: few(one.in_files),
                },
              )}
        </p>
        <p className="hint">
          {t(
            "Le copie di sicurezza, e il registro di PostgreSQL dove non è impostato come chiede la guida, restano apribili con la chiave fino alla loro scadenza. Quello che il disco stesso trattiene non si vede da qui.",
          )}
        </p>
      </section>
    </section>
  );
}

function nameOf(one: Leftover): string {
  return one.provider === "telegram" ? t("Telegram") : t("Twilio: SMS e WhatsApp");
}

function waits(one: Leftover): string {
  if (one.waiting === 0) return t("Nessuna cancellazione in attesa.");
  const values = {
    count: few(one.waiting),
    tried: few(one.tried),
    age: one.age === null ? t("poco") : spanWord(one.age),
  };
  return t(
    "Messaggi da cancellare: {count}, il più vecchio da {age}. Già rifiutati almeno una volta: {tried}. Si riprova fino a 48 ore, poi restano là.",
    values,
  );
}

const TELEGRAM = (): string =>
  t(
    "Telegram lascia cancellare un messaggio per 48 ore. Quello che non si è potuto cancellare è ancora nella chat. I server di Telegram possono averne copie: non lo sappiamo e non possiamo togliere nulla.",
  );
const TWILIO = (): string =>
  t(
    "Si cancella la copia di Twilio, non quella sul telefono: un SMS o un messaggio WhatsApp ricevuto resta lì. Anche ciò che tengono gli operatori telefonici, Meta e i registri di Twilio è fuori portata.",
  );
