import { useState } from "react";
import { Sheet } from "../parts/Sheet";
import { t } from "../texts/say";
import type { DeskState, FlowDesk } from "./desk";
import { Line } from "./form/fields";
import { groupOf, groupsOf, LONGEST_GROUP, withGroup } from "./groups";
import { stepTitle } from "./words";

/** Which group is asked about (empty: a new one), and the steps (their keys) ticked beside its own. */
export interface Grouping {
  readonly group: string;
  readonly keys: readonly string[];
}

interface Props {
  readonly desk: FlowDesk;
  readonly state: DeskState;
  readonly asked: Grouping;
  readonly close: () => void;
}

const ownOf = ({ doc }: DeskState, group: string): readonly string[] =>
  group ? doc.steps.filter((step) => groupOf(step) === group).map((step) => step.key) : [];

/** A group of steps: how it is called, and which steps are in it. */
export function GroupSheet({ desk, state, asked, close }: Props) {
  const { doc } = state;
  const [name, setName] = useState(asked.group);
  const [keys, setKeys] = useState<ReadonlySet<string>>(
    () => new Set([...asked.keys, ...ownOf(state, asked.group)]),
  );
  const called = name.trim();
  const joins = called !== asked.group && groupsOf(doc).includes(called);
  const fits = called !== "" && called.length <= LONGEST_GROUP;

  function does(next: ReturnType<typeof withGroup>): void {
    desk.change(next);
    close();
  }

  const acts = (
    <>
      {asked.group && (
        <button
          type="button"
          className="quiet"
          onClick={() => does(withGroup(doc, new Set(), "", asked.group))}
        >
          {t("Sciolga il gruppo")}
        </button>
      )}
      <button type="button" className="quiet" onClick={close}>
        {t("Annulli")}
      </button>
      <button
        type="button"
        className="primary"
        disabled={!fits || keys.size === 0}
        onClick={() => does(withGroup(doc, keys, called, asked.group))}
      >
        {asked.group ? t("Cambi il gruppo") : t("Faccia il gruppo")}
      </button>
    </>
  );
  return (
    <Sheet
      open
      close={close}
      title={asked.group ? t("Il gruppo") : t("Un gruppo di passi")}
      acts={acts}
    >
      <Line
        label={t("Nome del gruppo")}
        value={name}
        put={setName}
        hint={
          called.length > LONGEST_GROUP
            ? t("Al massimo {count} lettere.", { count: LONGEST_GROUP })
            : joins
              ? t("C'è già: i passi scelti si aggiungono.")
              : t("Lo legge solo chi scrive i percorsi.")
        }
      />
      <fieldset className="group-steps">
        <legend>{t("I passi del gruppo")}</legend>
        {doc.steps.map((step) => {
          const own = groupOf(step);
          return (
            <label key={step.key} className="tick">
              <input
                type="checkbox"
                checked={keys.has(step.key)}
                onChange={(event) => {
                  const next = new Set(keys);
                  if (event.target.checked) next.add(step.key);
                  else next.delete(step.key);
                  setKeys(next);
                }}
              />
              <span>
                {stepTitle(step)}
                {own && own !== asked.group && (
                  <small>{` ${t("ora in «{group}»", { group: own })}`}</small>
                )}
              </span>
            </label>
          );
        })}
      </fieldset>
    </Sheet>
  );
}
