import { act, useRead } from "../api/reading";
import { go } from "../frame/way";
import { useAct } from "../parts/useAct";
import { clock } from "../texts/moments";
import { many, t } from "../texts/say";
import { channelName } from "./channels";

/** The moment of an arrangement has come: the operator is told, the woman is not. */
export function DueCallbacks() {
  const due = useRead("/api/callbacks").data?.callbacks ?? [];
  const { run, busy } = useAct();
  if (due.length === 0) return null;
  return (
    <ul className="chat-notices" role="status">
      {due.map((each) => (
        <li key={each.id}>
          <span>
            <strong>{each.name}</strong>, {clock(each.at)}, {channelName(each.channel)}:{" "}
            {each.forbidden
              ? t("aveva detto sì, ma adesso il suo accordo non lo permette. Non la cerchi.")
              : t("aveva detto sì a essere ricontattata adesso.")}
          </span>
          <button
            type="button"
            disabled={busy}
            onClick={() =>
              void run(() => act("post", "/api/callbacks/{id}/settle", { path: { id: each.id } }))
            }
          >
            {t("Fatto")}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Somebody left a note for this shift. */
export function Handovers() {
  const count = (useRead("/api/handovers").data?.handovers ?? []).filter((one) => !one.mine).length;
  if (count === 0) return null;
  return (
    <p className="chat-notices">
      <span>
        {many("{count} consegna per questo turno.", "{count} consegne per questo turno.", count)}
      </span>
      <button type="button" className="quiet" onClick={() => go("care")}>
        {t("Legga")}
      </button>
    </p>
  );
}
