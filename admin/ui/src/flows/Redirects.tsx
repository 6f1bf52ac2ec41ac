import { useRead } from "../api/reading";
import type { Schemas } from "../api/types";
import { t } from "../texts/say";
import { type Body, docOf } from "./document";
import { InsideNow } from "./InsideNow";
import type { Inside } from "./useInside";
import { stepTitle } from "./words";

export type Redirected = Readonly<Record<string, Schemas["Redirect"]>>;

interface Props {
  /** Questions that are gone, as `flow/step`. */
  readonly gone: readonly string[];
  readonly redirects: Redirected;
  readonly put: (redirects: Redirected) => void;
  readonly inside: Inside | undefined;
}

/** Where whoever stands at a question that is gone is asked next. */
export function Redirects({ gone, redirects, put, inside }: Props) {
  const flows = useRead("/api/flows").data?.flows ?? [];
  if (gone.length === 0)
    return <p className="hint">{t("Nessuna domanda è stata tolta: ognuna resta alla sua.")}</p>;
  return (
    <fieldset className="entry">
      <legend>{t("Domande tolte: dove portano")}</legend>
      {gone.map((place) => {
        const [flow = "", step = ""] = place.split("/");
        const to = redirects[place] ?? { flow, step, to_flow: flow, to_step: "" };
        const change = (part: Partial<Schemas["Redirect"]>): void =>
          put({ ...redirects, [place]: { ...to, ...part } });
        return (
          <div key={place} className="beside">
            <label className="field">
              {t("{place} porta nel percorso", { place })}
              <select
                value={to.to_flow}
                onChange={(event) => change({ to_flow: event.target.value, to_step: "" })}
              >
                {flows.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.title || one.id}
                  </option>
                ))}
              </select>
            </label>
            <InsideNow inside={inside} flow={flow} step={step} />
            <Question flow={to.to_flow} value={to.to_step} put={(to_step) => change({ to_step })} />
          </div>
        );
      })}
    </fieldset>
  );
}

function Question({
  flow,
  value,
  put,
}: {
  flow: string;
  value: string;
  put: (step: string) => void;
}) {
  const given = useRead("/api/flows/{id}", { path: { id: flow } }).data;
  const asks = given ? docOf(given).steps.filter((step) => "ask" in (step.body as Body)) : [];
  return (
    <label className="field">
      {t("alla domanda")}
      <select value={value} onChange={(event) => put(event.target.value)}>
        <option value="">{t("scelga")}</option>
        {asks.map((step) => (
          <option key={step.id} value={step.id}>
            {stepTitle(step)}
          </option>
        ))}
      </select>
    </label>
  );
}
