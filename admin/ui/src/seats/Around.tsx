import { useEffect, useRef, useState } from "react";
import { act, useRead } from "../api/reading";
import type { Case, Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { Sheet } from "../parts/Sheet";
import { useAct } from "../parts/useAct";
import { languageName } from "../texts/moments";
import { t } from "../texts/say";
import { word } from "../together/words";
import { Asides } from "./Asides";

/** Who sits beside the case, what she is being asked, and the lines between them. */
export function Around({ one }: { one: Case }) {
  const { data } = useRead("/api/cases/{id}/around", { path: { id: one.id } });
  const { run, busy, problem } = useAct();
  const [inviting, setInviting] = useState(false);
  const path = { id: one.id };

  const { declined, forget } = useDeclined(data?.seats ?? NONE);

  if (!data) return null;
  return (
    <>
      {data.asked && (
        <p className="case-notice">
          {t("Le è stato chiesto: {what} ({agency}). Attende la sua risposta.", {
            what: word(data.asked.wish),
            agency: data.asked.agency || "Filo",
          })}{" "}
          <button
            type="button"
            className="quiet"
            disabled={busy}
            onClick={() =>
              void run(() =>
                act("post", "/api/cases/{id}/unask", {
                  path,
                  body: { id: crypto.randomUUID() },
                }),
              )
            }
          >
            {t("Ritiri la domanda")}
          </button>
        </p>
      )}
      {data.seats.length === 0 && <p className="muted">{t("Nessun'altra persona legge.")}</p>}
      {declined.map((name) => (
        <p key={name}>
          {t("L'invito a {name} non vale più: ha detto di no, oppure è scaduto.", { name })}
        </p>
      ))}
      <ul>
        {data.seats.map((seat) => (
          <li key={seat.id} className="plain-entry">
            {seat.name}
            <small>
              {word(seat.kind)} · {seat.network} · {word(seat.state)}
            </small>
            <div className="acts">
              <button
                type="button"
                className="quiet"
                disabled={busy}
                onClick={() =>
                  void run(async () => {
                    forget(seat.id);
                    await act("post", "/api/seats/{id}/end", { path: { id: seat.id } });
                  })
                }
              >
                {t("Tolga")}
              </button>
            </div>
          </li>
        ))}
      </ul>
      <div className="acts start-acts">
        <button type="button" onClick={() => setInviting(true)}>
          {t("Inviti qualcuno…")}
        </button>
      </div>
      <Problem text={problem} />
      {(data.seats.length > 0 || data.asides.length > 0) && (
        <Asides
          lines={data.asides}
          say={(body) => act("post", "/api/cases/{id}/asides", { path, body })}
        />
      )}
      {inviting && <Invite one={one} close={() => setInviting(false)} />}
    </>
  );
}

type Invited = Pick<Schemas["Around"]["seats"][number], "id" | "name" | "state">;
const NONE: readonly Invited[] = [];

/** Names of those whose invitation stood here and is gone, though this person did not end it. */
function useDeclined(seats: readonly Invited[]) {
  const before = useRef(new Map<string, string>());
  const [declined, setDeclined] = useState<readonly string[]>([]);
  useEffect(() => {
    const here = new Set(seats.map((seat) => seat.id));
    const gone = [...before.current].filter(([id]) => !here.has(id)).map(([, name]) => name);
    const again = new Set(seats.map((seat) => seat.name));
    setDeclined((known) => {
      const next = [...new Set([...known, ...gone])].filter((name) => !again.has(name));
      return next.length || known.length ? next : known;
    });
    const invited = seats.filter((seat) => seat.state === "invited");
    before.current = new Map(invited.map((seat) => [seat.id, seat.name]));
  }, [seats]);
  return { declined, forget: (id: string) => before.current.delete(id) };
}

const KINDS = ["consult", "interpreter", "successor"] as const;

function Invite({ one, close }: { one: Case; close: () => void }) {
  const { data } = useRead("/api/colleagues");
  const { run, busy, problem } = useAct();
  const [kind, setKind] = useState<(typeof KINDS)[number]>("consult");
  const [who, setWho] = useState("");

  const people = (data?.people ?? []).filter((person) => person.trained);
  const options = people.flatMap((person) =>
    Object.entries(person.networks).map(([network, name]) => ({ person, network, name })),
  );

  function invite(): void {
    const [account, network] = who.split(" ");
    if (!account || !network) return;
    void run(async () => {
      const body = { id: crypto.randomUUID(), kind, account, network };
      await act("post", "/api/cases/{id}/seats", { path: { id: one.id }, body });
    }).then((done) => done && close());
  }

  const acts = (
    <>
      <button type="button" className="quiet" onClick={close}>
        {t("Annulli")}
      </button>
      <button type="button" className="primary" disabled={busy || !who} onClick={invite}>
        {t("Inviti questa persona")}
      </button>
    </>
  );
  return (
    <Sheet open close={close} title={t("Invitare qualcuno accanto al caso")} acts={acts}>
      <p className="hint">
        {t(
          "Chi è di un'altra rete entra solo se lei dice sì nella chat. Chi entra legge da quando lei ha acconsentito e non può scriverle.",
        )}
      </p>
      <label htmlFor="seat-kind">{t("Per che cosa")}</label>
      <select
        id="seat-kind"
        className="field"
        value={kind}
        onChange={(event) => setKind(event.target.value as (typeof KINDS)[number])}
      >
        {KINDS.map((id) => (
          <option key={id} value={id}>
            {word(id)}
          </option>
        ))}
      </select>
      <label htmlFor="seat-who">{t("Chi")}</label>
      <select id="seat-who" value={who} onChange={(event) => setWho(event.target.value)}>
        <option value="">{t("Scelga…")}</option>
        {options.map(({ person, network, name }) => (
          <option key={`${person.id} ${network}`} value={`${person.id} ${network}`}>
            {person.name} · {name} · {person.languages.map(languageName).join(", ")}
            {person.on_duty ? ` · ${t("in turno")}` : ""}
          </option>
        ))}
      </select>
      <Problem text={problem} />
    </Sheet>
  );
}
