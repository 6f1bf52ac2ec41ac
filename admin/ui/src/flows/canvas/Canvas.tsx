import {
  applyNodeChanges,
  Background,
  Controls,
  type Edge,
  type NodeChange,
  Panel,
  ReactFlow,
  type ReactFlowInstance,
} from "@xyflow/react";
import {
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { t } from "../../texts/say";
import type { DeskState, FlowDesk } from "../desk";
import type { Step } from "../document";
import type { Grouping } from "../GroupSheet";
import { type Block, blocksOf, groupOf } from "../groups";
import { type Faults, worst } from "../Outline";
import { openStep } from "../places";
import { useStanding, useWays } from "../trial/trial";
import type { Folds } from "../useFolds";
import { Card } from "./Card";
import {
  cardNode,
  type Drawn,
  doorsOut,
  edgesOf,
  foldedAt,
  foldNode,
  framed,
  groupAt,
  nodeOf,
  shapeOf,
  went,
} from "./drawing";
import { FoldCard, GroupFrame } from "./Group";
import { chosenSpots, hubsOf, laidOut, type Spot, type Spots, WIDTH } from "./layout";
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
  readonly folds: Folds;
  readonly fold: (groups: readonly string[], now: boolean) => void;
  /** Asks how a group is called and which steps are in it. */
  readonly group: (asked: Grouping) => void;
  /** The keys of the steps that are selected, for who asks. */
  readonly selected: RefObject<readonly string[]>;
}

const TYPES = { card: Card, frame: GroupFrame, fold: FoldCard };
const WHOLE = { minZoom: 0.05, maxZoom: 1.5, padding: 0.1 };
const NOWHERE: Spot = { x: 0, y: 0 };

/** The flow as a drawing: cards, and a line for each way. What stands in it is the document. */
export default function Canvas(props: Props) {
  const { desk, state, open, found, faults, folds, fold, group, selected } = props;
  const { given } = state;
  const id = given.flow.id;
  // What is typed beside the drawing comes first.
  const doc = useDeferredValue(state.doc);
  const [spots, setSpots] = useState<Spots>(() => chosenSpots(given.positions));
  const shape = useMemo(() => shapeOf(doc), [doc]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape is what these hang on
  const [hubs, own, lines] = useMemo(() => {
    const many = hubsOf(doc);
    return [many, laidOut(doc, many, folds), edgesOf(doc, many, folds)] as const;
  }, [shape, folds]);
  const ways = useWays();
  const edges = useMemo(() => went(lines, id, ways), [lines, id, ways]);
  const flow = useRef<Flow>(null);

  const blocks = useMemo(() => blocksOf(doc.steps), [doc]);
  const spotOf = useCallback(
    (step: Step): Spot => spots[step.id] ?? own[step.id] ?? NOWHERE,
    [spots, own],
  );
  const change = useCallback((name: string) => group({ group: name, keys: [] }), [group]);

  const drawn = useCallback(
    (before: readonly Drawn[]): Drawn[] => {
      const wanted = new Set(found.map((step) => step.key));
      const known = new Map(before.map((one) => [one.id, one]));
      const card = (step: Step): Drawn => {
        const data = {
          step,
          starts: doc.start === step.id,
          isOpen: step.id === open,
          isFound: wanted.has(step.key),
          faults: faults.get(step.id),
          hubs,
        };
        return cardNode(step, spotOf(step), data, known.get(step.id));
      };
      const folded = (block: Block): Drawn => {
        const { group: name, steps } = block;
        const faulty = worst(steps, faults);
        const data = {
          fold,
          change,
          hubs,
          group: name,
          steps: steps.map((step) => step.id).join(" "),
          ways: doorsOut(steps),
          count: steps.length,
          starts: steps.some((step) => step.id === doc.start),
          faults: faulty?.count ?? 0,
          isError: faulty?.isError ?? false,
        };
        return foldNode(block, foldedAt(steps, spotOf), data, known);
      };
      const cards = blocks.flatMap((one) =>
        folds.has(one.group) ? [folded(one)] : one.steps.map(card),
      );
      const frames = before.filter((one) => one.type === "frame");
      return framed([...frames, ...cards], { fold, change, group: "", count: 0 });
    },
    [doc, blocks, spotOf, open, found, faults, hubs, folds, fold, change],
  );
  const [nodes, setNodes] = useState<Drawn[]>(() => drawn([]));
  useEffect(() => setNodes(drawn), [drawn]);

  const patches = useMemo(
    () =>
      nodes
        .filter((one) => one.type !== "frame")
        .map(({ position, height = 0, type, data }): Patch => {
          const isFaulty = type === "fold" ? data.isError : (data.faults?.isError ?? false);
          return { ...position, height, isFaulty };
        }),
    [nodes],
  );

  const [first] = found;
  const wanted = open || first?.id;
  const standing = useStanding();
  const whole = useRef<HTMLDivElement>(null);
  // On a small screen it would begin below what stands above it.
  useEffect(() => {
    whole.current?.scrollIntoView({ block: "nearest" });
  }, []);
  useCentre(flow, nodes, wanted ? nodeOf(doc, wanted, folds) : "");
  useCentre(flow, nodes, standing ? nodeOf(doc, standing, folds) : "");

  function changed(changes: NodeChange<Drawn>[]): void {
    const all = [...changes, ...drawnAlong(changes, nodes)];
    setNodes((now) => framed(applyNodeChanges(all, now), undefined));
    const dropped = all.flatMap((one) =>
      one.type === "position" && one.dragging === false && one.position
        ? ([[one.id, one.position]] as const)
        : [],
    );
    if (dropped.length === 0) return;
    const next: Record<string, Spot> = { ...spots };
    for (const [node, to] of dropped) {
      const block = blocks.find((one) => one.group !== "" && one.group === groupAt(node));
      if (!block) next[node] = rounded(to);
      else if (folds.has(block.group)) {
        // Its steps go where their card went.
        const from = foldedAt(block.steps, spotOf);
        for (const step of block.steps) {
          const { x, y } = spotOf(step);
          next[step.id] = rounded({ x: x + to.x - from.x, y: y + to.y - from.y });
        }
      }
    }
    place(next);
  }

  function place(next: Spots): void {
    setSpots(next);
    desk.place(Object.keys(next).length > 0 ? JSON.stringify(next) : "");
  }

  function opens(node: string): void {
    const name = groupAt(node);
    if (!name) openStep(id, node);
    else if (folds.has(name)) fold([name], false);
  }

  return (
    <div ref={whole} className="canvas" dir="ltr">
      <ReactFlow<Drawn, Edge>
        nodes={nodes}
        edges={edges}
        nodeTypes={TYPES}
        onNodesChange={changed}
        onNodeClick={(_, clicked) => !groupAt(clicked.id) && openStep(id, clicked.id)}
        onSelectionChange={({ nodes: picked }) => {
          selected.current = picked.flatMap((one) =>
            one.type === "card" ? [one.data.step.key] : [],
          );
        }}
        onInit={(instance) => {
          flow.current = instance;
          const at = wanted || standing;
          if (at || doc.steps.length > 12) centre(instance, nodeOf(doc, at || doc.start, folds), 0);
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
            opens(step.dataset.id);
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

type Flow = ReactFlowInstance<Drawn, Edge>;

/** Brings a node into the middle when it is another one, as soon as it is drawn. */
function useCentre(flow: RefObject<Flow | null>, nodes: readonly Drawn[], id: string): void {
  const there = nodes.some((one) => one.id === id);
  useEffect(() => {
    if (there) centre(flow.current, id, still() ? 0 : 120);
  }, [flow, id, there]);
}

/** Brings a step into the middle, in a size that can be read. */
function centre(flow: ReactFlowInstance<Drawn, Edge> | null, id: string, duration: number): void {
  const found = flow?.getNode(id);
  if (!flow || !found) return;
  const { x, y } = found.position;
  const zoom = Math.min(1, Math.max(0.6, flow.getZoom()));
  void flow.setCenter(x + WIDTH / 2, y + (found.height ?? 0) / 2, { zoom, duration });
}

const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
const rounded = ({ x, y }: { x: number; y: number }) => ({ x: Math.round(x), y: Math.round(y) });

/** What moves with a frame: the cards in it, where they are not moved by themselves. */
function drawnAlong(
  changes: readonly NodeChange<Drawn>[],
  nodes: readonly Drawn[],
): NodeChange<Drawn>[] {
  const moves = changes.filter((one) => one.type === "position");
  const own = new Set(moves.map((one) => one.id));
  return moves.flatMap((move) => {
    const frame = nodes.find((one) => one.id === move.id);
    if (frame?.type !== "frame") return [];
    const x = (move.position?.x ?? frame.position.x) - frame.position.x;
    const y = (move.position?.y ?? frame.position.y) - frame.position.y;
    const { dragging } = move;
    return nodes
      .filter((one) => one.type === "card" && groupOf(one.data.step) === frame.data.group)
      .filter((one) => !own.has(one.id))
      .map(({ id, position }) => ({
        type: "position" as const,
        id,
        position: { x: position.x + x, y: position.y + y },
        ...(dragging === undefined ? {} : { dragging }),
      }));
  });
}
