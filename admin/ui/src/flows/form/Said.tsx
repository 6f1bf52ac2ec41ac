import { many, t } from "../../texts/say";
import { CHANNELS, textAt } from "../document";
import { asSms, LOCK, onLock, segments } from "../segments";
import { Box } from "./fields";
import type { Part } from "./part";

const NAMES: Readonly<Record<(typeof CHANNELS)[number], string>> = {
  web: "Web",
  telegram: "Telegram",
  whatsapp: "WhatsApp",
  sms: "SMS",
};

/** What she reads, with what it becomes on each channel. */
export function Said({ of, body, put }: Part & { of: "ask" | "say" }) {
  const text = textAt(body, of);
  const written = CHANNELS.filter((channel) => channel in body);
  const bySms = textAt(body, "sms") || text;
  return (
    <>
      <Box
        label={of === "ask" ? t("La domanda") : t("Il messaggio")}
        value={text}
        put={(value) => put({ ...body, [of]: value }, of)}
        hint={<Counted text={text} />}
      />
      <details className="variants" open={written.length > 0}>
        <summary>
          {t("Altre parole per un canale")}
          {written.length > 0 && ` (${written.map((one) => NAMES[one]).join(", ")})`}
        </summary>
        {CHANNELS.map((channel) => (
          <Box
            key={channel}
            label={NAMES[channel]}
            value={textAt(body, channel)}
            put={(value) => put(entry(body, channel, value), channel)}
            hint={
              channel in body ? (
                <Counted text={textAt(body, channel)} sms={channel === "sms"} />
              ) : channel === "whatsapp" ? (
                t("Vuoto: il testo per SMS.")
              ) : (
                t("Vuoto: il testo qui sopra.")
              )
            }
          />
        ))}
      </details>
      <section className="lock" aria-label={t("Sullo schermo bloccato")}>
        <h4>{t("Sullo schermo bloccato")}</h4>
        <p className="notification" dir="auto">
          {onLock(bySms)}
          {[...bySms].length > LOCK && "…"}
        </p>
        <p className="hint">
          {t("I primi {count} caratteri si vedono senza aprire il telefono.", { count: LOCK })}
        </p>
      </section>
    </>
  );
}

/** An entry kept while it is being emptied and typed anew takes no place of its own. */
function entry(body: Part["body"], channel: string, value: string): Part["body"] {
  if (value) return insert(body, channel, value);
  const { [channel]: _, ...rest } = body;
  return rest;
}

function insert(body: Part["body"], channel: string, value: string): Part["body"] {
  if (channel in body) return { ...body, [channel]: value };
  const entries = Object.entries(body);
  const at = entries.findIndex(([key]) => key === "ask" || key === "say");
  return Object.fromEntries(entries.toSpliced(at + 1, 0, [channel, value]));
}

function Counted({ text, sms }: { text: string; sms?: boolean }) {
  const size = segments(asSms(text));
  return (
    <>
      {many("{count} carattere", "{count} caratteri", [...text].length)}
      {sms === false ? "" : ` · ${many("{count} SMS", "{count} SMS", size.count)}`}
      {size.unicode && ` · ${t("con segni che accorciano l'SMS a 70 caratteri")}`}
    </>
  );
}
