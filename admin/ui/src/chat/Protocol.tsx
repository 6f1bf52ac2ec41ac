import { useState } from "react";
import { get } from "../api/ask";
import { useReading } from "../api/reading";
import type { Case, Schemas } from "../api/types";
import { useMe } from "../frame/me";
import { Sheet } from "../parts/Sheet";
import { moment } from "../texts/moments";
import { mark, t } from "../texts/say";

const OURS = [
  mark("Resti con lei: risponda subito, con frasi brevi. La ringrazi di averlo detto."),
  mark(
    "Le chieda con parole semplici se pensa di farsi del male adesso. Chiederlo non lo provoca.",
  ),
  mark("Le chieda dov'è e chi c'è con lei, solo se può scriverlo in sicurezza."),
  mark(
    "Se pensa di farlo adesso: 112 o l'ospedale più vicino. Le dica di chiamare il 112; se non può, e sa dov'è, lo chiami Lei.",
  ),
  mark(
    "Le proponga di mettere lontano ciò che può farle male e di avere vicino qualcuno di cui si fida.",
  ),
  mark("Non prometta il segreto e non resti sola: avvisi la coordinatrice mentre scrive."),
  mark(
    "Prima di chiudere: che cosa fa nelle prossime ore, chi può chiamare, il 112 e il 1522 sempre aperti.",
  ),
  mark("Dopo: chieda un momento per parlarne con la coordinatrice."),
];
const NO_STEPS: readonly string[] = [];

/** The steps of a network, or ours in the language of the page where it has written none. */
export function Steps({ one }: { one: Schemas["ProtocolState"] }) {
  const ours = one.version === 0 ? OURS.map((step) => t(step)) : NO_STEPS;
  return (
    <>
      <ol className="steps">
        {(ours.length > 0 ? ours : one.steps).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="hint">
        {one.at
          ? t("Versione {version}, {author}, {when}", {
              version: one.version,
              author: one.author,
              when: moment(one.at),
            })
          : t("Passi di Filo: la rete non ha ancora scritto i suoi.")}
      </p>
    </>
  );
}

/** The steps for the worst hour, one touch away from the conversation. */
export function ProtocolAtHand({ one }: { one: Case }) {
  const [open, setOpen] = useState(false);
  const me = useMe();
  const key = open ? "protocols" : "";
  const found = useReading(key, () => get("/api/protocols")).data;
  const network = me.networks.find((each) => each.name === one.network)?.id;
  const mine = found?.protocols.find((each) => each.network === network) ?? found?.protocols[0];
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {t("Rischio di suicidio")}
      </button>
      <Sheet open={open} close={() => setOpen(false)} title={t("Rischio di suicidio: i passi")}>
        {mine && <Steps one={mine} />}
      </Sheet>
    </>
  );
}
