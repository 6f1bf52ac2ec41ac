import {
  applyNodeChanges,
  Background,
  Controls,
  type Edge,
  MarkerType,
  type NodeChange,
  Panel,
  Position,
  ReactFlow,
  type ReactFlowInstance,
} from "@xyflow/react";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { t } from "../../texts/say";
import type { DeskState, FlowDesk } from "../desk";
import { type Doc, type Step, waysOf } from "../document";
import type { Faults } from "../Outline";
import { openStep } from "../places";
import { useStanding, useWays } from "../trial/trial";
import { kindName } from "../words";
import { Card, type CardNode } from "./Card";
import { chosenSpots, DOOR, doorsOf, heightOf, hubsOf, laidOut, type Spots, WIDTH } from "./layout";
import { type Patch, SmallMap } from "./SmallMap";
import "@xyflow/react/dist/base.css";
import "./canvas.css";

interface Props {
  readonly desk: FlowDesk;
  readonly state: DeskState;
  readonly open: string;
  /** Steps that a search found. */
  readonly found: readonly Step[];
  readonly faults: ReadonlyMap<string, Faults>;
}

const TYPES = { card: Card };
const WHOLE = { minZoom: 0.05, maxZoom: 1.5, padding: 0.1 };

/** The flow as a drawing: cards, and a line for each way. What stands in it is the document. */
export default function Canvas({ desk, state, open, found, faults }: Props) {
  const { given } = state;
  const id = given.flow.id;
  // What is typed beside the drawing comes first.
  const doc = useDeferredValue(state.doc);
  const [spots, setSpots] = useState<Spots>(() => chosenSpots(given.positions));
  const shape = useMemo(() => shapeOf(doc), [doc]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape is what these hang on
  const [hubs, own, lines] = useMemo(() => {
    const many = hubsOf(doc);
    return [many, laidOut(doc, many), edgesOf(doc, many)] as const;
  }, [shape]);
  const ways = useWays();
  const edges = useMemo(() => went(lines, id, ways), [lines, id, ways]);
  const flow = useRef<ReactFlowInstance<CardNode, Edge>>(null);

  const drawn = useCallback(
    (before: readonly CardNode[]): CardNode[] => {
      const wanted = new Set(found.map((step) => step.key));
      const known = new Map(before.map((one) => [one.id, one]));
      return doc.steps.map((step) => {
        const position = spots[step.id] ?? own[step.id] ?? { x: 0, y: 0 };
        const data = {
          step,
          starts: doc.start === step.id,
          isOpen: step.id === open,
          isFound: wanted.has(step.key),
          faults: faults.get(step.id),
          hubs,
        };
        return node(step, position, data, known.get(step.id));
      });
    },
    [doc, spots, own, open, found, faults, hubs],
  );
  const [nodes, setNodes] = useState<CardNode[]>(() => drawn([]));
  useEffect(() => setNodes(drawn), [drawn]);

  const patches = useMemo(
    () =>
      doc.steps.map((step): Patch => {
        const { x, y } = spots[step.id] ?? own[step.id] ?? { x: 0, y: 0 };
        const isFaulty = faults.get(step.id)?.isError ?? false;
        return { x, y, height: heightOf(step), isFaulty };
      }),
    [doc, spots, own, faults],
  );

  const [first] = found;
  const wanted = open || first?.id;
  useEffect(() => {
    if (wanted) centre(flow.current, wanted, still() ? 0 : 120);
  }, [wanted]);
  const standing = useStanding();
  useEffect(() => {
    if (standing) centre(flow.current, standing, still() ? 0 : 120);
  }, [standing]);

  function changed(changes: NodeChange<CardNode>[]): void {
    setNodes((now) => applyNodeChanges(changes, now));
    const dropped = changes.filter((one) => one.type === "position" && one.dragging === false);
    if (dropped.length === 0) return;
    const next = { ...spots };
    for (const one of dropped)
      if (one.type === "position" && one.position) next[one.id] = rounded(one.position);
    place(next);
  }

  function place(next: Spots): void {
    setSpots(next);
    desk.place(Object.keys(next).length > 0 ? JSON.stringify(next) : "");
  }

  return (
    <div className="canvas" dir="ltr">
      <ReactFlow<CardNode, Edge>
        nodes={nodes}
        edges={edges}
        nodeTypes={TYPES}
        onNodesChange={changed}
        onNodeClick={(_, clicked) => openStep(id, clicked.id)}
        onInit={(instance) => {
          flow.current = instance;
          const at = wanted || standing;
          if (at || doc.steps.length > 12) centre(instance, at || doc.start, 0);
          else void instance.fitView(WHOLE);
        }}
        minZoom={0.05}
        maxZoom={1.5}
        onlyRenderVisibleElements
        nodesConnectable={false}
        deleteKeyCode={null}
        elevateNodesOnSelect={false}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={{
          "node.a11yDescription.default": t("Invio apre il passo, le frecce lo spostano."),
          "node.a11yDescription.keyboardDisabled": t("Invio apre il passo, le frecce lo spostano."),
          "controls.ariaLabel": t("Vista"),
          "controls.zoomIn.ariaLabel": t("Ingrandisca"),
          "controls.zoomOut.ariaLabel": t("Rimpicciolisca"),
          "controls.fitView.ariaLabel": t("Tutto il disegno"),
        }}
        onKeyDown={(event) => {
          const step = (event.target as HTMLElement).closest<HTMLElement>(".react-flow__node");
          if (event.key === "Enter" && step?.dataset.id && event.target === step)
            openStep(id, step.dataset.id);
        }}
      >
        <Background />
        <Controls showInteractive={false} fitViewOptions={WHOLE} />
        <Panel position="bottom-right">
          <SmallMap patches={patches} />
        </Panel>
        <Panel position="top-right">
          <button type="button" onClick={() => place({})}>
            {t("Riordini da solo")}
          </button>
        </Panel>
      </ReactFlow>
    </div>
  );
}

/** Brings a step into the middle, in a size that can be read. */
function centre(
  flow: ReactFlowInstance<CardNode, Edge> | null,
  id: string,
  duration: number,
): void {
  const found = flow?.getNode(id);
  if (!flow || !found) return;
  const { x, y } = found.position;
  const zoom = Math.min(1, Math.max(0.6, flow.getZoom()));
  void flow.setCenter(x + WIDTH / 2, y + (found.height ?? 0) / 2, { zoom, duration });
}

const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
const rounded = ({ x, y }: { x: number; y: number }) => ({ x: Math.round(x), y: Math.round(y) });

/** What the layout hangs on: names, sizes and ways, but no words. */
const shapeOf = (doc: Doc): string =>
  doc.steps
    .map((step) => {
      const ways = waysOf(step.body).map((way) => `${way.path.join("/")}>${way.to}`);
      return `${step.id} ${heightOf(step)} ${ways}`;
    })
    .join("\n");

type Data = CardNode["data"];

/** The same node as before where nothing about it changed: it is not drawn anew. */
function node(
  step: Step,
  position: CardNode["position"],
  data: Data,
  known: CardNode | undefined,
): CardNode {
  const stays =
    known &&
    known.position.x === position.x &&
    known.position.y === position.y &&
    (Object.keys(data) as (keyof Data)[]).every((key) => known.data[key] === data[key]);
  if (stays) return known;
  const height = heightOf(step);
  return {
    ...(known?.selected ? { selected: true } : {}),
    id: step.id,
    type: "card",
    position,
    data,
    width: WIDTH,
    height,
    measured: { width: WIDTH, height },
    ariaLabel: `${kindName(step.body)} ${step.id}`,
    // Known before it is drawn, so that lines lead to cards that are out of sight too.
    handles: [
      { type: "target", position: Position.Left, x: 0, y: height / 2, width: 1, height: 1 },
      ...waysOf(step.body).map((way, at) => ({
        type: "source" as const,
        id: way.path.join("/"),
        position: Position.Right,
        x: WIDTH,
        y: doorsOf(step) + at * DOOR + DOOR / 2,
        width: 1,
        height: 1,
      })),
    ],
  };
}

function edgesOf(doc: Doc, hubs: ReadonlyMap<string, number>): Edge[] {
  const there = new Set(doc.steps.map((step) => step.id).filter((id) => !hubs.has(id)));
  return doc.steps.flatMap((step) =>
    waysOf(step.body)
      .filter((way) => there.has(way.to))
      .map((way) => ({
        id: `${step.id}/${way.path.join("/")}`,
        source: step.id,
        sourceHandle: way.path.join("/"),
        target: way.to,
        className: `way-${way.kind}`,
        focusable: false,
        markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
      })),
  );
}

/** The lines that a trial went along are drawn as such. */
const went = (edges: Edge[], flow: string, ways: ReadonlySet<string>): Edge[] =>
  edges.map((one) =>
    ways.has(`${flow}/${one.source} ${flow}/${one.target}`)
      ? { ...one, className: `${one.className} went` }
      : one,
  );
