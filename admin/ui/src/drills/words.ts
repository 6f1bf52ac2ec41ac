import type { Schemas } from "../api/types";
import { waited } from "../texts/moments";
import { mark, type Text, t } from "../texts/say";

export type DrillState = Schemas["DrillState"];
export type DrillResult = Schemas["DrillResult"];

const STEPS: Readonly<Record<DrillResult["step"], Text>> = {
  claimed: mark("Presa in carico"),
  answered: mark("Prima risposta"),
  called: mark("Telefono di turno o coordinatrici chiamati"),
  passed: mark("Passata a un'altra collega"),
  left: mark("Uscita dalla pagina"),
  closed: mark("Caso chiuso"),
};

export const stepName = (one: DrillResult): string => t(STEPS[one.step]);

/** How an expected step went, in words: never by colour alone. */
export function went(one: DrillResult): string {
  const time = one.seconds === null ? "" : lasted(one.seconds);
  const minutes = one.minutes ?? 0;
  if (one.verdict === "waits") return t("si aspetta");
  if (one.verdict === "missed") return t("non è successo");
  if (one.verdict === "late")
    return t("tardi: dopo {time}, entro {minutes} min", { time, minutes });
  return t("dopo {time}", { time });
}

const lasted = (seconds: number): string =>
  seconds < 60 ? t("{seconds} s", { seconds }) : waited(seconds);
