import { get } from "../api/ask";
import { useRead, useReading } from "../api/reading";
import type { Case, Schemas } from "../api/types";
import { t } from "../texts/say";
import { channelName } from "./channels";

/** What stands beside the conversation, for who may read it. */
export function useBeside(one: Case): Schemas["BesideState"] | undefined {
  const key = one.mine && !one.taken_back ? `/api/cases/${one.id}/beside` : "";
  return useReading(key, () => get("/api/cases/{id}/beside", { path: { id: one.id } })).data;
}

/** What the case is called, where she writes from, and that she may be there no longer. */
export function Safety({ one }: { one: Case }) {
  const beside = useBeside(one);
  return (
    <>
      <p className="case-notice">
        {channelName(one.channel)}
        {beside && <> · {t("Allegati disattivati, per lei e per Lei")}</>}
      </p>
      {beside?.safety === "silent" && (
        <p className="banner" role="alert">
          {t(
            "Non scrive da tempo: non si sa più chi abbia il telefono in mano. Ciò che Lei scrive non parte: va nel vassoio.",
          )}
        </p>
      )}
    </>
  );
}

export const useCanned = (one: Case) =>
  useRead("/api/cases/{id}/canned", { path: { id: one.id } }).data?.answers ?? [];
