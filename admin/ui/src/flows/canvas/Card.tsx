import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { many, t } from "../../texts/say";
import { type Step, saidBy, textAt, waysOf } from "../document";
import type { Faults } from "../Outline";
import { openStep } from "../places";
import { useTrail } from "../trial/trial";
import { kindName, wayName } from "../words";
import { DOOR, doorsOf, linesOf } from "./layout";

export type CardNode = Node<
  {
    step: Step;
    starts: boolean;
    isOpen: boolean;
    isFound: boolean;
    faults: Faults | undefined;
    /** The steps that are named in place of a line, and how many ways lead to each. */
    hubs: ReadonlyMap<string, number>;
  },
  "card"
>;

/** A step as a card: what it is, what she reads, and a door for each way out. */
export const Card = memo(function Card({ data }: NodeProps<CardNode>) {
  const { step, starts, isOpen, isFound, faults, hubs } = data;
  const ways = hubs.get(step.id);
  const state = `${isOpen ? " open" : ""}${isFound ? " found" : ""}`;
  const flow = textAt(step.body, "flow");
  const trail = useTrail(step.id);
  return (
    <div className={`card${state}`} data-trail={trail || undefined}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <p className="card-kind">
        <span>
          {starts && "▸ "}
          {trail === "now" && <strong>{t("è qui")} </strong>}
          {kindName(step.body)} <code>{step.id}</code>
          {ways && (
            <span className="ways-here">
              <span aria-hidden="true">⇥ {ways}</span>
              <span className="unseen">
                {many("{count} strada porta qui", "{count} strade portano qui", ways)}
              </span>
            </span>
          )}
        </span>
        {faults && (
          <span className={faults.isError ? "flag" : "state"}>
            {faults.count}
            <span className="unseen">
              {" "}
              {faults.isError
                ? many("{count} problema", "{count} problemi", faults.count)
                : many("{count} avvertimento", "{count} avvertimenti", faults.count)}
            </span>
          </span>
        )}
      </p>
      {flow ? (
        <button type="button" className="quiet nodrag card-flow" onClick={() => openStep(flow)}>
          {t("apra il percorso {flow}", { flow })}
        </button>
      ) : (
        <p className="card-text" data-lines={linesOf(step)}>
          {saidBy(step.body)}
        </p>
      )}
      {waysOf(step.body).map((way, at) => (
        <p key={way.path.join("/")} className={`door door-${way.kind}`}>
          {wayName(way)}
          {hubs.has(way.to) && (
            <>
              {" ⇥ "}
              <code>{way.to}</code>
            </>
          )}
          <Handle
            type="source"
            id={way.path.join("/")}
            position={Position.Right}
            isConnectable={false}
            style={{ top: doorsOf(step) + at * DOOR + DOOR / 2 }}
          />
        </p>
      ))}
    </div>
  );
}, drawnAlike);

/** It is drawn where React Flow puts it: moving it draws nothing of it anew. */
function drawnAlike(one: NodeProps<CardNode>, other: NodeProps<CardNode>): boolean {
  return one.data === other.data;
}
