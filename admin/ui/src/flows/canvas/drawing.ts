// The flow as React Flow draws it: nodes, the lines between them, and the frames of groups.

import { type Edge, MarkerType, Position } from "@xyflow/react";
import type { Doc, Step } from "../document";
import { waysOf } from "../document";
import { type Block, groupOf, waysOut } from "../groups";
import type { Folds } from "../useFolds";
import { kindName } from "../words";
import type { CardNode } from "./Card";
import type { FoldNode, FrameNode } from "./Group";
import {
  type Box,
  cardAt,
  DOOR,
  doorsOf,
  FOLDED_DOORS,
  foldedHeight,
  frameAround,
  heightOf,
  type Spot,
  WIDTH,
} from "./layout";

export type Drawn = CardNode | FrameNode | FoldNode;

// No step's name has a colon.
export const frameId = (group: string): string => `:frame/${group}`;
export const foldId = (group: string): string => `:fold/${group}`;
/** The group of a frame or of a folded card; empty for the card of a step. */
export const groupAt = (node: string): string =>
  node.startsWith(":") ? node.slice(node.indexOf("/") + 1) : "";

/** The node in which a step is drawn. */
export const nodeOf = (doc: Doc, id: string, folds: Folds): string => {
  const step = doc.steps.find((one) => one.id === id);
  const group = step ? groupOf(step) : "";
  return folds.has(group) ? foldId(group) : id;
};

/** What the layout hangs on: names, groups, sizes and ways, but no words. */
export const shapeOf = (doc: Doc): string =>
  doc.steps
    .map((step) => {
      const ways = waysOf(step.body).map((way) => `${way.path.join("/")}>${way.to}`);
      return `${step.id} ${groupOf(step)} ${heightOf(step)} ${ways}`;
    })
    .join("\n");

const ENTERED = { type: "target", position: Position.Left, x: 0, width: 1, height: 1 } as const;
const LEFT = { type: "source", position: Position.Right, x: WIDTH, width: 1, height: 1 } as const;

/** The same node as before where nothing about it changed: it is not drawn anew. */
function asBefore<N extends Drawn>(known: Drawn | undefined, node: N): N | undefined {
  const stays =
    known?.type === node.type &&
    known.position.x === node.position.x &&
    known.position.y === node.position.y &&
    known.width === node.width &&
    known.height === node.height &&
    Object.entries(node.data).every(([key, value]) =>
      Object.is(Reflect.get(known.data, key), value),
    );
  return stays ? (known as N) : undefined;
}

function kept<N extends Drawn>(known: Drawn | undefined, node: N): N {
  const { width = 0, height = 0 } = node;
  return (
    asBefore(known, node) ?? {
      ...node,
      ...(known?.selected ? { selected: true } : {}),
      measured: { width, height },
    }
  );
}

export function cardNode(
  step: Step,
  position: Spot,
  data: CardNode["data"],
  known: Drawn | undefined,
): CardNode {
  const height = heightOf(step);
  return kept(known, {
    id: step.id,
    type: "card",
    position,
    data,
    width: WIDTH,
    height,
    ariaLabel: `${kindName(step.body)} ${step.id}`,
    // Known before it is drawn, so that lines lead to cards that are out of sight too.
    handles: [
      { ...ENTERED, y: height / 2 },
      ...waysOf(step.body).map((way, at) => ({
        ...LEFT,
        id: way.path.join("/"),
        y: doorsOf(step) + at * DOOR + DOOR / 2,
      })),
    ],
  });
}

/** A folded group as one card, where its frame would begin. */
export function foldNode(
  { group }: Block,
  position: Spot,
  data: FoldNode["data"],
  before: ReadonlyMap<string, Drawn>,
): FoldNode {
  const doors = data.ways.split(" ").filter((one) => one);
  const height = foldedHeight(doors.length);
  return kept(before.get(foldId(group)), {
    id: foldId(group),
    type: "fold",
    position,
    data,
    width: WIDTH,
    height,
    ariaLabel: group,
    handles: [
      { ...ENTERED, y: height / 2 },
      ...doors.map((to, at) => ({ ...LEFT, id: to, y: FOLDED_DOORS + at * DOOR + DOOR / 2 })),
    ],
  });
}

const boxOf = (node: Drawn): Box => ({
  ...node.position,
  width: node.width ?? 0,
  height: node.height ?? 0,
});

/** The nodes with the frames where their cards stand now, below everything else. */
export function framed(nodes: readonly Drawn[], data: FrameNode["data"] | undefined): Drawn[] {
  const before = new Map(nodes.map((one) => [one.id, one]));
  const others = nodes.filter((one) => one.type !== "frame");
  const groups = new Map<string, Box[]>();
  for (const one of others) {
    const group = one.type === "card" ? groupOf(one.data.step) : "";
    if (group) groups.set(group, [...(groups.get(group) ?? []), boxOf(one)]);
  }
  const frames = [...groups].flatMap(([group, cards]): FrameNode[] => {
    const id = frameId(group);
    const known = before.get(id);
    const own = data ?? (known?.type === "frame" ? known.data : undefined);
    if (!own) return [];
    const { width, height, ...position } = frameAround(cards);
    return [
      kept(known, {
        id,
        type: "frame",
        position,
        data: { ...own, group, count: cards.length },
        width,
        height,
        zIndex: -1,
        // What lies in the frame is held as if it were not there: its title alone moves it.
        style: { pointerEvents: "none" },
        dragHandle: ".group-title",
        ariaLabel: group,
        handles: [],
      }),
    ];
  });
  return [...frames, ...others];
}

/** Where a folded group stands. */
export const foldedAt = (steps: readonly Step[], spotOf: (step: Step) => Spot): Spot => {
  const { x, y } = frameAround(steps.map((step) => cardAt(step, spotOf(step))));
  return { x, y };
};

/** A line for each way to a step that is drawn; of a folded group one for each step it leads to. */
export function edgesOf(doc: Doc, hubs: ReadonlyMap<string, number>, folds: Folds): Edge[] {
  const there = new Map(
    doc.steps.filter((step) => !hubs.has(step.id)).map((step) => [step.id, homeOf(step, folds)]),
  );
  const found = new Map<string, Edge>();
  for (const step of doc.steps) {
    const source = homeOf(step, folds);
    for (const way of waysOf(step.body)) {
      const target = there.get(way.to);
      if (target === undefined || (target === source && source !== step.id)) continue;
      const sourceHandle = source === step.id ? way.path.join("/") : way.to;
      const id = `${source}/${sourceHandle}`;
      const kind = source === step.id ? way.kind : "next";
      if (!found.has(id))
        found.set(id, {
          id,
          source,
          sourceHandle,
          target,
          className: `way-${kind}`,
          focusable: false,
          markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
        });
    }
  }
  return [...found.values()];
}

const homeOf = (step: Step, folds: Folds): string => {
  const group = groupOf(step);
  return folds.has(group) ? foldId(group) : step.id;
};

/** Where a folded group leads, as one text, which is the same where nothing changed. */
export const doorsOut = (steps: readonly Step[]): string => waysOut(steps).join(" ");

/** The lines that a trial went along are drawn as such. */
export const went = (edges: Edge[], flow: string, ways: ReadonlySet<string>): Edge[] =>
  edges.map((one) =>
    ways.has(`${flow}/${one.source} ${flow}/${one.target}`)
      ? { ...one, className: `${one.className} went` }
      : one,
  );
