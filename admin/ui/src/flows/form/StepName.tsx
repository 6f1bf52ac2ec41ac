import { t } from "../../texts/say";
import { type Doc, SLUG } from "../document";
import { Line } from "./fields";

/** Whether a step may be called so. Capitals are none of the letters, so none differ only by them. */
export const isFree = (doc: Doc, name: string): boolean =>
  SLUG.test(name) && !doc.steps.some((one) => one.id === name);

/** How a step is called: while it was never published, that can still change. */
export function StepName({ value, put }: { value: string; put: (value: string) => void }) {
  return (
    <Line
      code
      label={t("Nome del passo")}
      value={value}
      put={put}
      hint={t("Lettere minuscole, cifre e _. Non cambia più quando è pubblicato.")}
    />
  );
}
