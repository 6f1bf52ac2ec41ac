import { useState } from "react";
import { useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { Page } from "../parts/Page";
import { languageName } from "../texts/moments";
import { mark, t } from "../texts/say";
import { Card, CHANNELS } from "./Card";
import "./flyers.css";
import { printed } from "./printed";

type Given = Schemas["Flyers"];

const FORMATS = [
  ["sheet", mark("Foglio A4 con dieci biglietti da ritagliare")],
  ["single", mark("Un biglietto da visita (85 × 55 mm)")],
  ["poster", mark("Manifesto A4")],
] as const;
export type Format = (typeof FORMATS)[number][0];

const ON_A_SHEET = 10;

/** Cards with the keys: what they show is the cover, and they can lie on a table. */
export default function Flyers() {
  const { data, refusal } = useRead("/api/flyers");
  return (
    <Page title={t("Volantini")}>
      <div className="flyer-desk">
        <p>
          {t(
            "Un biglietto neutro: dice quello che dice la copertina e niente di più. Chi lo vede su un tavolo vede un servizio qualunque; il codice apre questo.",
          )}
        </p>
        {refusal && <p className="problem">{refusal.message}</p>}
      </div>
      {data && <Chosen given={data} />}
    </Page>
  );
}

function Chosen({ given }: { given: Given }) {
  const [languages, setLanguages] = useState<readonly string[]>(["it"]);
  const [channels, setChannels] = useState<readonly string[]>(() =>
    given.keys.slice(0, 1).map((one) => one.channel),
  );
  const [format, setFormat] = useState<Format>("sheet");
  const keys = given.keys.filter((one) => channels.includes(one.channel));
  const wanted = given.cards.filter((one) => languages.includes(one.language));
  const cards = wanted.filter((one) => one.telling.length === 0);
  const toggled = (list: readonly string[], one: string): readonly string[] =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
  return (
    <>
      <div className="flyer-desk">
        {given.made_up && (
          <p className="problem">
            {t(
              "Questo è un impianto dimostrativo: le chiavi non portano a un servizio vero, e i biglietti lo dicono.",
            )}
          </p>
        )}
        <fieldset className="flyer-choices">
          <legend>{t("Lingue")}</legend>
          {given.cards.map((one) => (
            <label key={one.language} className="tick">
              <input
                type="checkbox"
                checked={languages.includes(one.language)}
                onChange={() => setLanguages(toggled(languages, one.language))}
              />
              {languageName(one.language)}
            </label>
          ))}
        </fieldset>
        <fieldset className="flyer-choices">
          <legend>{t("Chiavi")}</legend>
          {given.keys.map((one) => (
            <label key={one.channel} className="tick">
              <input
                type="checkbox"
                checked={channels.includes(one.channel)}
                onChange={() => setChannels(toggled(channels, one.channel))}
              />
              {CHANNELS[one.channel]}
            </label>
          ))}
        </fieldset>
        <p className="hint">
          {t("Si scelgono solo le chiavi che qui sono preparate: le prepara chi gestisce Filo.")}
        </p>
        <fieldset className="flyer-choices">
          <legend>{t("Formato")}</legend>
          {FORMATS.map(([id, name]) => (
            <label key={id} className="tick">
              <input
                type="radio"
                name="format"
                checked={format === id}
                onChange={() => setFormat(id)}
              />
              {t(name)}
            </label>
          ))}
        </fieldset>
        {wanted
          .filter((one) => one.telling.length > 0)
          .map((one) => (
            <p key={one.language} className="problem">
              {t("{language}: non si stampa, dice {words}.", {
                language: languageName(one.language),
                words: one.telling.join(", "),
              })}
            </p>
          ))}
        <div className="acts start-acts">
          <button
            type="button"
            className="primary"
            disabled={keys.length === 0 || cards.length === 0}
            onClick={() => printed(cards[0]?.title ?? "")}
          >
            {t("Stampi, o salvi come PDF")}
          </button>
        </div>
        <p className="hint">
          {t(
            "Nella finestra di stampa lasci la scala al 100% e tolga intestazioni e piè di pagina. Il file prende il nome della copertina.",
          )}
        </p>
      </div>
      <section className={`flyers flyers-${format}`} aria-label={t("Anteprima")} tabIndex={0}>
        {keys.length > 0 &&
          cards.map((card) => (
            <div key={card.language} className="flyer-page">
              {Array.from({ length: format === "sheet" ? ON_A_SHEET : 1 }, (_, at) => (
                <Card
                  // biome-ignore lint/suspicious/noArrayIndexKey: ten of the same
                  key={at}
                  card={card}
                  keys={keys}
                  madeUp={given.made_up}
                  hidden={at > 0}
                />
              ))}
            </div>
          ))}
      </section>
    </>
  );
}
