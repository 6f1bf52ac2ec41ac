import { type FormEvent, useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";

interface Props {
  readonly known: Schemas["DrillsState"];
  readonly begun: (made: Schemas["BegunDrill"]) => void;
  readonly busy: boolean;
}

/** A new drill: what is practised, in which network, and whether the duty phone is called. */
export function Begin({ known, begun, busy: taken }: Props) {
  const { run, busy, problem } = useAct();
  const [network, setNetwork] = useState(known.networks[0]?.id ?? "");
  const [scenario, setScenario] = useState(known.scenarios[0]?.id ?? "");
  const [rings, setRings] = useState(false);
  const rang = known.phones.includes(network);
  const chosen = known.scenarios.find((one) => one.id === scenario);
  if (known.networks.length === 0) {
    return (
      <p className="muted">{t("Nessuno dei Suoi enti è una rete a cui le donne arrivano.")}</p>
    );
  }

  function submitted(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      const body = { network, scenario, rings: rings && rang };
      begun(await act("post", "/api/drills", { body }));
      announce(t("Esercitazione cominciata."));
    });
  }

  return (
    <form noValidate onSubmit={submitted}>
      <h3>{t("Cominci un'esercitazione")}</h3>
      <div className="beside">
        <div className="field">
          <label htmlFor="d-what">{t("Che cosa si prova")}</label>
          <select id="d-what" value={scenario} onChange={(e) => setScenario(e.target.value)}>
            {known.scenarios.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="d-where">{t("In quale rete")}</label>
          <select id="d-where" value={network} onChange={(e) => setNetwork(e.target.value)}>
            {known.networks.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
      </div>
      {chosen && <p className="hint">{chosen.brief}</p>}
      <label className="tick">
        <input
          type="checkbox"
          checked={rings && rang}
          disabled={!rang}
          onChange={(event) => setRings(event.target.checked)}
        />
        {rang
          ? t("Chiami anche il telefono di turno, come «ESERCITAZIONE»")
          : t("Questa rete non ha un telefono di turno da chiamare")}
      </label>
      <Problem text={problem} />
      <div className="acts start-acts">
        <button type="submit" className="primary" disabled={busy || taken}>
          {t("Cominci")}
        </button>
      </div>
    </form>
  );
}
