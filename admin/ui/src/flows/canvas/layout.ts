// Where the cards of a flow stand: what its author chose, and dagre's own layout for the rest.

import { graphlib, layout } from "@dagrejs/dagre";
import { type Doc, type Step, saidBy, waysOf } from "../document";
import { blocksOf, groupOf, waysOut } from "../groups";
import type { Folds } from "../useFolds";

export interface Spot {
  readonly x: number;
  readonly y: number;
}
export type Spots = Readonly<Record<string, Spot>>;

export const WIDTH = 260;
const HEAD = 32;
const LINE = 20;
const LETTERS = 32;
const MOST_LINES = 4;
const PADDING = 16;
export const DOOR = 28;

/** Around the cards of a group, and above them for its name. */
const AROUND = 24;
const TITLE = 48;

/** How many lines of its text a card shows. */
export const linesOf = (step: Step): number =>
  Math.min(MOST_LINES, Math.ceil(saidBy(step.body).length / LETTERS));

/** Where its doors begin, from its top. */
export const doorsOf = (step: Step): number => HEAD + linesOf(step) * LINE + PADDING;

/** From so many ways on, a step is named where they leave: as lines they would cover the drawing,
 * and every flow has an end that all of its questions lead to. */
const CROWDED = 12;

/** The steps that no line is drawn to, and how many ways lead there. */
export function hubsOf(doc: Doc): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const step of doc.steps)
    for (const way of waysOf(step.body)) counts.set(way.to, (counts.get(way.to) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > CROWDED));
}

/** The height of a card, known before it is drawn: nothing has to be measured. */
export const heightOf = (step: Step): number =>
  doorsOf(step) + waysOf(step.body).length * DOOR + PADDING / 2;

/** The height of the card that a group is folded into; `doors`: how many steps it leads to. */
export const foldedHeight = (doors: number): number =>
  HEAD + FOLDED_LINES * LINE + PADDING + doors * DOOR + PADDING / 2;
const FOLDED_LINES = 2;
export const FOLDED_DOORS = HEAD + FOLDED_LINES * LINE + PADDING;

export interface Box extends Spot {
  readonly width: number;
  readonly height: number;
}

/** The frame around cards. */
export function frameAround(cards: readonly Box[]): Box {
  const left = Math.min(...cards.map((one) => one.x)) - AROUND;
  const top = Math.min(...cards.map((one) => one.y)) - TITLE;
  const right = Math.max(...cards.map((one) => one.x + one.width)) + AROUND;
  const bottom = Math.max(...cards.map((one) => one.y + one.height)) + AROUND;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export const cardAt = (step: Step, { x, y }: Spot): Box => ({
  x,
  y,
  width: WIDTH,
  height: heightOf(step),
});

/** What is placed as one: a card, or a group with everything in it. */
interface Item {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly to: readonly string[];
}

/** The places of all steps, from the start to the right: the groups first, each laid out within its
 * frame, then these and the other steps together. Those of a folded group need no more than its card. */
export function laidOut(
  doc: Doc,
  hubs: ReadonlyMap<string, number> = new Map(),
  folds: Folds = new Set(),
): Spots {
  const homes = new Map(doc.steps.map((step) => [step.id, groupOf(step)]));
  const homeOf = (id: string): string => {
    const group = homes.get(id);
    return group ? `:${group}` : id;
  };
  const inside = new Map<string, Spots>();
  const items = blocksOf(doc.steps).map(({ group, steps }): Item => {
    const own = steps.map(itemOf);
    const [only] = own;
    if (!group && only) return { ...only, to: only.to.map(homeOf) };
    const entered = steps.find((step) => step.id === doc.start) ?? steps[0];
    const spots = placed(own, entered?.id ?? "", hubs);
    inside.set(group, spots);
    const frame = frameAround(steps.map((step) => cardAt(step, spots[step.id] ?? NOWHERE)));
    const to = own.flatMap((one) => one.to).map(homeOf);
    const size = folds.has(group)
      ? { width: WIDTH, height: foldedHeight(waysOut(steps).length) }
      : { width: frame.width, height: frame.height };
    return { id: `:${group}`, ...size, to: to.filter((one) => one !== `:${group}`) };
  });
  const outer = placed(items, homeOf(doc.start), hubs);
  return Object.fromEntries(
    doc.steps.map((step) => {
      const group = groupOf(step);
      const there = outer[homeOf(step.id)] ?? NOWHERE;
      const own = inside.get(group)?.[step.id];
      if (!own) return [step.id, there];
      return [step.id, { x: there.x + own.x + AROUND, y: there.y + own.y + TITLE }];
    }),
  );
}

const NOWHERE: Spot = { x: 0, y: 0 };

const itemOf = (step: Step): Item => ({
  id: step.id,
  width: WIDTH,
  height: heightOf(step),
  to: waysOf(step.body).map((way) => way.to),
});

/** The places of these; the first ones begin at 0. */
function placed(items: readonly Item[], start: string, hubs: ReadonlyMap<string, number>): Spots {
  const found = items.length > LARGE ? inColumns(items, start, hubs) : byDagre(items, hubs);
  const left = Math.min(...Object.values(found).map((one) => one.x));
  const top = Math.min(...Object.values(found).map((one) => one.y));
  return Object.fromEntries(
    Object.entries(found).map(([id, { x, y }]) => [id, { x: x - left, y: y - top }]),
  );
}

/** Dagre puts a point on every column that a line crosses: with many steps and one end that all of
 * them lead to, it takes minutes. Beyond this many the columns are drawn plainly, in milliseconds. */
const LARGE = 60;
const BESIDE = 96;
const BELOW = 24;

function byDagre(items: readonly Item[], hubs: ReadonlyMap<string, number>): Spots {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: BELOW, ranksep: BESIDE });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of items) graph.setNode(id, { width, height });
  for (const item of items)
    for (const to of item.to)
      if (graph.hasNode(to) && to !== item.id && !hubs.has(to)) graph.setEdge(item.id, to);
  layout(graph);
  return Object.fromEntries(
    items.map(({ id, width, height }) => {
      const { x, y } = graph.node(id) as Spot;
      return [id, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
}

/** Each one in the column of its distance from the start, beside the one that leads to it; what
 * nothing leads to stands in the first one, and what is named in place of a line in the last. */
function inColumns(
  items: readonly Item[],
  start: string,
  hubs: ReadonlyMap<string, number>,
): Spots {
  const known = new Map(items.map((item) => [item.id, item]));
  const columns: Item[][] = [];
  const ends = items.filter((item) => hubs.has(item.id) && item.id !== start);
  const seen = new Set<string>(ends.map((item) => item.id));
  const begins = [known.get(start) ?? items[0], ...items].filter((item) => !!item);
  for (const begin of begins) {
    let column = [begin].filter((item) => !seen.has(item.id));
    for (let at = 0; column.length > 0; at += 1) {
      for (const item of column) seen.add(item.id);
      columns[at] = [...(columns[at] ?? []), ...column];
      const next = column.flatMap((item) => item.to.map((to) => known.get(to)));
      column = [...new Set(next)].filter(
        (item) => item !== undefined && !seen.has(item.id),
      ) as Item[];
    }
  }
  return inBands((ends.length > 0 ? [...columns, ends] : columns).flatMap(parted));
}

/** So many cards stand below each other; then the column goes on beside itself. */
const TALL = 16;

const parted = (column: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(column.length / TALL) }, (_, at) =>
    column.slice(at * TALL, (at + 1) * TALL),
  );

/** So many columns stand side by side; then they go on below, as lines of a text do. */
const ACROSS = 24;
const BETWEEN = 4 * BELOW;

function inBands(columns: readonly (readonly Item[])[]): Spots {
  const spots: Record<string, Spot> = {};
  let top = 0;
  for (let from = 0; from < columns.length; from += ACROSS) {
    let bottom = top;
    let x = 0;
    for (const column of columns.slice(from, from + ACROSS)) {
      let y = top;
      for (const item of column) {
        spots[item.id] = { x, y };
        y += item.height + BELOW;
      }
      x += Math.max(...column.map((item) => item.width)) + BESIDE;
      bottom = Math.max(bottom, y);
    }
    top = bottom + BETWEEN;
  }
  return spots;
}

/** What an author chose, out of the text that lies beside the flow. Nonsense is nothing. */
export function chosenSpots(positions: string): Spots {
  try {
    const found = JSON.parse(positions || "{}") as Record<string, unknown>;
    return Object.fromEntries(Object.entries(found).filter(isSpot));
  } catch {
    return {};
  }
}

function isSpot(entry: [string, unknown]): entry is [string, Spot] {
  const spot = entry[1] as Partial<Spot> | null;
  return Number.isFinite(spot?.x) && Number.isFinite(spot?.y);
}
