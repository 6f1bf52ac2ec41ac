import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { many, t } from "../../texts/say";
import type { Faults } from "../Outline";
import { useTrails } from "../trial/trial";
import { DOOR, FOLDED_DOORS } from "./layout";

// No interface: React Flow asks for a table.
type Acts = {
  readonly fold: (groups: readonly string[], now: boolean) => void;
  /** Asks how the group of that name is called and which steps are in it. */
  readonly change: (group: string) => void;
};

export type FrameNode = Node<Acts & { group: string; count: number }, "frame">;
export type FoldNode = Node<
  Acts & {
    group: string;
    /** Its steps, and where they lead, as one text each. */
    steps: string;
    ways: string;
    count: number;
    starts: boolean;
    faults: number;
    isError: boolean;
    hubs: ReadonlyMap<string, number>;
  },
  "fold"
>;

/** The frame around the cards of a group; it is held and moved by its title. */
export const GroupFrame = memo(function GroupFrame({ data }: NodeProps<FrameNode>) {
  return (
    <div className="group-frame">
      <Title {...data} folded={false} />
    </div>
  );
}, alike);

/** A folded group as one card: how many steps it has, and a door for each step that it leads to. */
export const FoldCard = memo(function FoldCard({ data }: NodeProps<FoldNode>) {
  const { ways, steps, faults, hubs, starts } = data;
  const trail = useTrails(steps);
  const found: Faults | undefined =
    faults > 0 ? { count: faults, isError: data.isError } : undefined;
  return (
    <div className="card folded" data-trail={trail || undefined}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <p className="card-kind">
        <span>
          {starts && "▸ "}
          {trail === "now" && <strong>{t("è qui")} </strong>}
          {many("{count} passo", "{count} passi", data.count)}
        </span>
        {found && (
          <span className={found.isError ? "flag" : "state"}>
            {found.isError
              ? many("{count} problema", "{count} problemi", found.count)
              : many("{count} avvertimento", "{count} avvertimenti", found.count)}
          </span>
        )}
      </p>
      <Title {...data} folded />
      {ways
        .split(" ")
        .filter((one) => one)
        .map((to, at) => (
          <p key={to} className="door">
            {hubs.has(to) && "⇥ "}
            <code>{to}</code>
            <Handle
              type="source"
              id={to}
              position={Position.Right}
              isConnectable={false}
              style={{ top: FOLDED_DOORS + at * DOOR + DOOR / 2 }}
            />
          </p>
        ))}
    </div>
  );
}, alike);

function Title({ group, count, fold, change, folded }: Acts & Titled) {
  return (
    <div className="group-title">
      <button
        type="button"
        className="quiet nodrag"
        aria-expanded={!folded}
        onClick={() => fold([group], !folded)}
      >
        <span aria-hidden="true">{folded ? "▸" : "▾"}</span>{" "}
        <span className="group-name">{group}</span>{" "}
        {!folded && <small>{many("{count} passo", "{count} passi", count)}</small>}
      </button>
      <button
        type="button"
        className="quiet nodrag square"
        aria-label={t("Cambi il gruppo {group}", { group })}
        onClick={() => change(group)}
      >
        <span aria-hidden="true">✎</span>
      </button>
    </div>
  );
}

interface Titled {
  readonly group: string;
  readonly count: number;
  readonly folded: boolean;
}

/** They are drawn where React Flow puts them: moving them draws nothing anew. */
function alike(one: Put, other: Put): boolean {
  return one.data === other.data && one.width === other.width && one.height === other.height;
}

interface Put {
  readonly data: unknown;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}
