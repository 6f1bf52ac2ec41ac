// Where the cards of a flow stand: what its author chose, and dagre's own layout for the rest.

import { graphlib, layout } from "@dagrejs/dagre";
import { type Doc, type Step, saidBy, waysOf } from "../document";

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

/** The places of all steps, from the start to the right. */
export const laidOut = (doc: Doc, hubs: ReadonlyMap<string, number> = new Map()): Spots =>
  doc.steps.length > LARGE ? inColumns(doc, hubs) : byDagre(doc, hubs);

/** Dagre puts a point on every column that a line crosses: with many steps and one end that all of
 * them lead to, it takes minutes. Beyond this many the columns are drawn plainly, in milliseconds. */
const LARGE = 60;
const BESIDE = 96;
const BELOW = 24;

function byDagre(doc: Doc, hubs: ReadonlyMap<string, number>): Spots {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: BELOW, ranksep: BESIDE });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const step of doc.steps) graph.setNode(step.id, { width: WIDTH, height: heightOf(step) });
  for (const step of doc.steps)
    for (const way of waysOf(step.body))
      if (graph.hasNode(way.to) && way.to !== step.id && !hubs.has(way.to))
        graph.setEdge(step.id, way.to);
  layout(graph);
  return Object.fromEntries(
    doc.steps.map((step) => {
      const { x, y } = graph.node(step.id) as Spot;
      return [step.id, { x: x - WIDTH / 2, y: y - heightOf(step) / 2 }];
    }),
  );
}

/** Each step in the column of its distance from the start, beside the step that leads to it; what
 * nothing leads to stands in the first one, and what is named in place of a line in the last. */
function inColumns(doc: Doc, hubs: ReadonlyMap<string, number>): Spots {
  const steps = new Map(doc.steps.map((step) => [step.id, step]));
  const columns: Step[][] = [];
  const ends = doc.steps.filter((step) => hubs.has(step.id) && step.id !== doc.start);
  const seen = new Set<string>(ends.map((step) => step.id));
  const begins = [steps.get(doc.start) ?? doc.steps[0], ...doc.steps].filter((step) => !!step);
  for (const begin of begins) {
    let column = [begin].filter((step) => !seen.has(step.id));
    for (let at = 0; column.length > 0; at += 1) {
      for (const step of column) seen.add(step.id);
      columns[at] = [...(columns[at] ?? []), ...column];
      const next = column.flatMap((step) => waysOf(step.body).map((way) => steps.get(way.to)));
      column = [...new Set(next)].filter(
        (step) => step !== undefined && !seen.has(step.id),
      ) as Step[];
    }
  }
  return inBands((ends.length > 0 ? [...columns, ends] : columns).flatMap(parted));
}

/** So many cards stand below each other; then the column goes on beside itself. */
const TALL = 16;

const parted = (column: readonly Step[]): Step[][] =>
  Array.from({ length: Math.ceil(column.length / TALL) }, (_, at) =>
    column.slice(at * TALL, (at + 1) * TALL),
  );

/** So many columns stand side by side; then they go on below, as lines of a text do. */
const ACROSS = 24;
const BETWEEN = 4 * BELOW;

function inBands(columns: readonly (readonly Step[])[]): Spots {
  const spots: Record<string, Spot> = {};
  let top = 0;
  for (let from = 0; from < columns.length; from += ACROSS) {
    let bottom = top;
    columns.slice(from, from + ACROSS).forEach((column, at) => {
      let y = top;
      for (const step of column) {
        spots[step.id] = { x: at * (WIDTH + BESIDE), y };
        y += heightOf(step) + BELOW;
      }
      bottom = Math.max(bottom, y);
    });
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
