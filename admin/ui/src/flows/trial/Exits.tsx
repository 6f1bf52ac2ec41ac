import { useEffect, useState } from "react";
import { Refusal } from "../../api/ask";
import { act } from "../../api/reading";
import type { Schemas } from "../../api/types";
import { dayAndTime } from "../../texts/moments";
import { many, t } from "../../texts/say";
import { Said } from "./Chat";
import { bodyOf, useTrial } from "./trial";
import { actName, BEYOND, CASES, CHANNELS, directionOf, keptName } from "./words";

type Exit = Schemas["TrialExit"];

/** She leaves here, on every channel: what is then on her phone and in the database. */
export function Exits({ flow }: { flow: string }) {
  const { plan, found } = useTrial();
  const [left, setLeft] = useState<readonly Exit[]>();
  const [problem, setProblem] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about the moment that stands there
  useEffect(() => {
    let gone = false;
    act("post", "/api/flows/{id}/trials/exit", { path: { id: flow }, body: bodyOf(plan) }).then(
      ({ channels }) => !gone && setLeft(channels),
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        if (!gone) setProblem(error.message);
      },
    );
    return () => {
      gone = true;
    };
  }, [found]);
  if (problem) return <p className="problem">{problem}</p>;
  if (!left) return <p role="status">{t("Un attimo.")}</p>;
  const language = found?.standing.language ?? "it";
  return (
    <section className="exits" aria-label={t("Uscita da qui, su ogni canale")}>
      <p className="unseen" role="status">
        {t("Ecco che cosa resta, canale per canale.")}
      </p>
      {left.map((one) => (
        <details key={one.channel} open={one.channel === plan.channel}>
          <summary>
            {CHANNELS[one.channel]}:{" "}
            {one.phone.length > 0
              ? many(
                  "{count} messaggio resta sul telefono",
                  "{count} messaggi restano sul telefono",
                  one.phone.length,
                )
              : t("sul telefono non resta niente della conversazione")}
          </summary>
          <OneExit one={one} language={language} />
        </details>
      ))}
    </section>
  );
}

function OneExit({ one, language }: { one: Exit; language: string }) {
  const here = { lang: language, dir: directionOf(language) };
  return (
    <>
      {!one.same && (
        <p className="hint">
          {t("Su questo canale la conversazione arriva a un'altra domanda: è detto da lì.")}
        </p>
      )}
      <h4>{t("Che cosa vede")}</h4>
      <p>
        {one.channel === "web"
          ? t("La pagina diventa vuota, poi si apre un altro sito. Chi torna qui trova:")
          : one.seen.length > 0
            ? t("Scrive «{word}». Le arriva una riga qualunque della copertina:", {
                word: one.exit,
              })
            : t("Scrive «{word}», e non le arriva niente.", { word: one.exit })}
      </p>
      <div {...here}>
        {one.seen.map((bubble) => (
          <Said key={bubble.text} bubble={bubble} touch={undefined} />
        ))}
      </div>
      {one.channel !== "web" && one.later.length > 0 && (
        <>
          <p>{t("Chi poi scrive «Ciao» dal suo telefono riceve:")}</p>
          <div {...here}>
            {one.later.map((bubble) => (
              <Said key={bubble.text} bubble={bubble} touch={undefined} />
            ))}
          </div>
        </>
      )}
      <h4>{t("Sul suo telefono")}</h4>
      <p>{t(BEYOND[one.channel])}</p>
      {one.takes_back && one.before > 0 && (
        <p>
          {many(
            "Tolto dal suo schermo: {count} messaggio.",
            "Tolti dal suo schermo: {count} messaggi.",
            one.before,
          )}
        </p>
      )}
      {one.phone.length > 0 && (
        <ol className="phone-lines" {...here}>
          {one.phone.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what lies on a phone keeps its order
            <li key={at} className={line.hers ? "mine" : ""}>
              <p dir="auto">{(line.hers && actName(line.text)) || line.text}</p>
            </li>
          ))}
        </ol>
      )}
      {one.copies > 0 && (
        <p>
          {many(
            "Presso chi consegna i messaggi Filo cancella la sua copia: {count}.",
            "Presso chi consegna i messaggi Filo cancella le sue copie: {count}.",
            one.copies,
          )}
        </p>
      )}
      <h4>{t("Nella banca dati")}</h4>
      <List kept={one.kept} />
      <p>{t(CASES[one.case])}</p>
      {one.until && (
        <>
          <p>
            {t("Se non torna, si distrugge il {when}. Dopo resta:", {
              when: dayAndTime(one.until),
            })}
          </p>
          <List kept={one.after} />
        </>
      )}
    </>
  );
}

function List({ kept }: { kept: Exit["kept"] }) {
  if (kept.length === 0) return <p>{t("Niente.")}</p>;
  return (
    <ul className="kept-things">
      {kept.map((one) => (
        <li key={one.what}>
          {keptName(one)}
          {one.until &&
            one.what !== "talk" &&
            ` · ${t("fino al {when}", { when: dayAndTime(one.until) })}`}
        </li>
      ))}
    </ul>
  );
}
