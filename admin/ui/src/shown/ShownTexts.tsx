import { act, useRead } from "../api/reading";
import { announce } from "../frame/announce";
import { Page } from "../parts/Page";
import { Problem } from "../parts/Problem";
import { useProven } from "../parts/Prove";
import { languageName } from "../texts/moments";
import { many, t } from "../texts/say";
import "../together/together.css";
import "./shown.css";
import { lineOf, PROVIDERS, type Provider, type Shown, standsSo, stepOf } from "./words";

/** What providers show of us to anybody: all of it is the cover's, written and checked as it is. */
export default function ShownTexts() {
  const { data, refusal } = useRead("/api/channels/shown");
  return (
    <Page title={t("Profili e modelli")}>
      <p className="hint">
        {t(
          "Ciò che chiunque vede di noi presso i fornitori, prima di scrivere o sul suo telefono. Sono testi della copertura: si scrivono, si controllano, si traducono e si pubblicano in «Percorsi», nel menu della copertura e in «Promemoria e modelli».",
        )}{" "}
        <a href="#flows">{t("Apra «Percorsi»")}</a>
      </p>
      {refusal && <p className="problem">{refusal.message}</p>}
      {data?.providers.length === 0 && (
        <p className="muted">{t("Nessun canale acceso mostra profili o modelli.")}</p>
      )}
      {data?.providers.map((one) => (
        <OfProvider key={one.channel} one={one} />
      ))}
    </Page>
  );
}

function OfProvider({ one }: { one: Provider }) {
  const { run, busy, problem, dialog } = useProven();
  const channel = one.channel;
  const name = t(PROVIDERS[channel]);
  const looked = async () => {
    await act("post", "/api/channels/{channel}/look", { path: { channel } });
    announce(t("Guardato."));
  };
  const put = async () => {
    await act("post", "/api/channels/{channel}/profile", { path: { channel } });
    announce(t("Il fornitore mostra i testi di adesso."));
  };
  const lines = [...new Set(one.texts.map((text) => text.what))];
  const listed = one.texts.some((text) => text.listed);
  return (
    <section aria-labelledby={`shown-${channel}`}>
      <h3 id={`shown-${channel}`}>{name}</h3>
      <p>
        {stepOf(one)} {one.step === "other" && <span className="flag">{t("da aggiornare")}</span>}
      </p>
      <div className="acts start-acts">
        {one.asks && listed && (
          <button type="button" disabled={busy} onClick={() => void run(looked)}>
            {t("Guardi che cosa mostra {name}", { name })}
          </button>
        )}
        {one.puts && one.step !== "same" && (
          <button type="button" className="primary" disabled={busy} onClick={() => void run(put)}>
            {t("Metta i testi di adesso su {name}", { name })}
          </button>
        )}
      </div>
      {busy && <p className="muted">{t("Può volerci un minuto.")}</p>}
      <Problem text={problem} />
      {channel === "whatsapp" && (
        <p className="hint">
          {t(
            "I modelli e il profilo si scrivono nella console di Twilio con i testi di qui sotto, lettera per lettera; il codice (HX…) di ogni modello va poi in FILO_TWILIO_WHATSAPP_TEMPLATES. Lo fa chi gestisce Filo.",
          )}
        </p>
      )}
      {lines.map((what) => (
        <OfLine
          key={what}
          what={what}
          alone={lines.length === 1}
          texts={one.texts.filter((text) => text.what === what)}
        />
      ))}
      {dialog}
    </section>
  );
}

interface OfLineProps {
  readonly what: string;
  readonly alone: boolean;
  readonly texts: readonly Shown[];
}

function OfLine({ what, alone, texts }: OfLineProps) {
  const own = texts.filter((one) => one.listed || what === "profile");
  const others = texts.filter((one) => !own.includes(one));
  return (
    <>
      {!alone && <h4>{lineOf(what)}</h4>}
      <Texts texts={own} />
      {others.length > 0 && (
        <details className="shown-text">
          <summary>
            {many(
              "{count} lingua senza un modello suo: riceve quello italiano, se c'è",
              "{count} lingue senza un modello loro: ricevono quello italiano, se c'è",
              others.length,
            )}
          </summary>
          <Texts texts={others} />
        </details>
      )}
    </>
  );
}

function Texts({ texts }: { texts: readonly Shown[] }) {
  return (
    <ul>
      {texts.map((one) => (
        <li key={one.language} className="plain-entry">
          <details className="shown-text">
            <summary>
              <strong>{languageName(one.language)}</strong>{" "}
              <span className={one.step === "other" ? "flag" : "muted"}>{standsSo(one)}</span>
              {one.telling.length > 0 && <span className="flag">{t("parole da togliere")}</span>}
            </summary>
            <Words one={one} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function Words({ one }: { one: Shown }) {
  return (
    <>
      {one.telling.length > 0 && (
        <p className="problem">
          {t("Direbbe di che si tratta: {words}. Corregga prima la copertura.", {
            words: one.telling.join(", "),
          })}
        </p>
      )}
      <dl className="facts">
        {one.title && (
          <>
            <dt>{t("Nome")}</dt>
            <dd lang={one.language} dir="auto">
              {one.title}
            </dd>
          </>
        )}
        <dt>{one.title ? t("Descrizione") : t("Testo")}</dt>
        <dd lang={one.language} dir="auto">
          {one.about}
        </dd>
        {one.commands.length > 0 && (
          <>
            <dt>{t("Comandi")}</dt>
            <dd lang={one.language} dir="auto">
              {one.commands.join(" · ")}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}
