import { useState } from "react";
import { act, useRead } from "../api/reading";
import { useMe } from "../frame/me";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { moment } from "../texts/moments";
import { t } from "../texts/say";
import { Where } from "./Where";

/** Asks a coordinator for time to talk; nothing of any case is written down. */
export function Debriefs() {
  const me = useMe();
  const found = useRead("/api/debriefs").data?.debriefs ?? [];
  const [network, setNetwork] = useState(me.networks[0]?.id ?? "");
  const { run, busy, problem } = useAct();
  const coordinates = me.role === "coordinator";

  const ask = () => void run(() => act("post", "/api/debriefs", { body: { network } }));
  const seen = (id: string) =>
    void run(() => act("post", "/api/debriefs/{id}/seen", { path: { id } }));

  return (
    <>
      <div className="heading">
        <h2>{t("Un momento per parlarne")}</h2>
      </div>
      <ul>
        {found.map((each) => (
          <li key={each.id} className="entry">
            <strong>{each.operator}</strong>
            <small>
              {each.network}, {moment(each.at)}.{" "}
              {each.seen_at ? t("L'ha visto {name}.", { name: each.seen_by }) : t("In attesa.")}
            </small>
            {coordinates && !each.seen_at && (
              <div className="acts">
                <button type="button" disabled={busy} onClick={() => seen(each.id)}>
                  {t("Ci penso io")}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <div className="padded">
        <Where id="debrief-network" value={network} choose={setNetwork} />
        <p className="hint">
          {t("Chi coordina vede solo che lo chiede. Di che cosa, lo direte a voce.")}
        </p>
        <div className="acts">
          <button type="button" disabled={busy} onClick={ask}>
            {t("Chieda un momento")}
          </button>
        </div>
        <Problem text={problem} />
      </div>
    </>
  );
}
