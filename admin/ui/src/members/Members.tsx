import { useState } from "react";
import type { Schemas } from "../api/types";
import { go, useWay } from "../frame/way";
import { Columns } from "../parts/Columns";
import { Problem } from "../parts/Problem";
import { Row } from "../parts/Row";
import { useOnce } from "../parts/useOnce";
import { many, t } from "../texts/say";
import { Invite } from "./Invite";
import { Person } from "./Person";
import { Shown } from "./Shown";
import { roleName, stateOf } from "./words";
import "../together/together.css";
import "./members.css";

type Given = Schemas["InvitationState"];

/** The people of her agencies: who may enter, as what, and for whom. */
export default function Members() {
  const { item } = useWay();
  const { data, setData, problem } = useOnce("/api/members");
  const [given, setGiven] = useState<Given>();
  if (!data) return <Problem text={problem} />;
  const all = data.members;
  const open = all.find((one) => one.id === item);
  const shown = given?.member.id === item ? given : undefined;

  /** What an act answered stands in the list at once. */
  function put(member: Schemas["Member"]): void {
    setData((before) => {
      if (!before) return before;
      const others = before.members.filter((one) => one.id !== member.id);
      const members = [...others, member].sort((a, b) => a.login.localeCompare(b.login));
      return { ...before, members };
    });
  }
  function invited(made: Given): void {
    put(made.member);
    setGiven(made);
    go("members", made.member.id);
  }

  const list = (
    <>
      <Row here={item === "new"} to="members" item={"new"}>
        <span>{t("Inviti una persona")}</span>
      </Row>
      <p className="list-title">{many("{count} persona", "{count} persone", all.length)}</p>
      <ul>
        {all.map((one) => (
          <li key={one.id}>
            <Row here={one.id === item} to="members" item={one.id}>
              <span>
                {one.login}
                {one.yourself && ` (${t("Lei stessa")})`}
              </span>
              <span className="end">{stateOf(one) === t("attiva") ? "" : stateOf(one)}</span>
              <small>{roleName(one.role)}</small>
            </Row>
          </li>
        ))}
      </ul>
    </>
  );
  const main = shown ? (
    <Shown given={shown} done={() => setGiven(undefined)} />
  ) : item === "new" ? (
    <Invite known={data} invited={invited} />
  ) : (
    open && (
      <Person key={JSON.stringify(open)} one={open} known={data} put={put} invited={invited} />
    )
  );
  return (
    <Columns
      list={list}
      listName={t("Persone")}
      main={main}
      mainName={t("Persona")}
      empty={
        <p>
          {t(
            "Chi lavora nei Suoi enti: con quale ruolo, per quali enti, in quali lingue. Ogni cambiamento resta scritto nel registro, che la responsabile dei dati può leggere.",
          )}
        </p>
      }
      back={() => go("members")}
    />
  );
}
