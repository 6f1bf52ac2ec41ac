import { act } from "../api/reading";
import type { Case } from "../api/types";
import { announce } from "../frame/announce";
import { useAct } from "../parts/useAct";
import { languageName, waited } from "../texts/moments";
import { t } from "../texts/say";
import { focusComposer } from "./focus";

/** A case that she does not hold: what taking it means, or who has it. */
export function Offer({ one }: { one: Case }) {
  const { run, busy, problem } = useAct();

  function claim(): void {
    void run(async () => {
      await act("post", "/api/cases/{id}/claim", { path: { id: one.id } });
      announce(t("Caso preso in carico."));
      focusComposer();
    });
  }

  return (
    <div className="offer">
      <p className="offer-words">{words(one)}</p>
      {one.state === "queued" && (
        <button type="button" className="primary" disabled={busy} onClick={claim}>
          {t("Prenda in carico")}
        </button>
      )}
      <p className="problem" role="alert">
        {problem}
      </p>
    </div>
  );
}

function words(one: Case): string {
  if (one.state === "closed") return t("Il caso è chiuso, oppure lei non aspetta più.");
  if (one.state === "claimed")
    return t("Il caso è seguito da {holder}. Solo chi lo segue può leggere la conversazione.", {
      holder: one.holder || t("una collega"),
    });
  const values = { wait: waited(one.waited), language: languageName(one.language) };
  const waits = one.spoken
    ? t("Aspetta da {wait}. Parla {language}.", values)
    : t("Aspetta da {wait}. Parla {language}, una lingua che Lei non parla.", values);
  const means = t(
    "Prendendo il caso in carico potrà leggere che cosa ha scritto da quando ha chiesto di parlare con una persona, e risponderle. Il servizio automatico tace finché Lei non chiude.",
  );
  return `${waits} ${means}`;
}
