import { type ReactFlowState, useReactFlow, useStore } from "@xyflow/react";
import { memo, type PointerEvent, useMemo, useRef } from "react";
import { t } from "../../texts/say";
import { type Spot, WIDTH } from "./layout";

/** A card on the map. */
export interface Patch extends Spot {
  readonly height: number;
  readonly isFaulty: boolean;
}

const AROUND = 200;
const SIZE = { width: 200, height: 150 };

/**
 * The whole drawing in small, and what of it is in sight; a touch goes there. React Flow's own map
 * subscribes every card to every movement: with hundreds, a drag would wait for it.
 */
export function SmallMap({ patches }: { patches: readonly Patch[] }) {
  const { setCenter, getZoom } = useReactFlow();
  const map = useRef<SVGSVGElement>(null);
  const [left, top, width, height] = useMemo(() => boxOf(patches), [patches]);

  function goes(event: PointerEvent<SVGSVGElement>): void {
    if (event.type === "pointermove" && event.buttons !== 1) return;
    const matrix = map.current?.getScreenCTM()?.inverse();
    if (!matrix) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    void setCenter(x, y, { zoom: getZoom() });
  }

  return (
    <svg
      ref={map}
      className="map"
      role="img"
      aria-label={t("Mappa del disegno")}
      viewBox={`${left} ${top} ${width} ${height}`}
      width={SIZE.width}
      height={SIZE.height}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        goes(event);
      }}
      onPointerMove={goes}
    >
      <Patches patches={patches} />
      <Sight />
    </svg>
  );
}

const Patches = memo(function Patches({ patches }: { patches: readonly Patch[] }) {
  return (
    <>
      <path d={outlines(patches.filter((one) => !one.isFaulty))} />
      <path className="faulty" d={outlines(patches.filter((one) => one.isFaulty))} />
    </>
  );
});

/** What is in sight. */
function Sight() {
  const box = useStore(sight);
  const [x = 0, y = 0, width = 0, height = 0] = box.split(" ").map(Number);
  return <rect className="sight" x={x} y={y} width={width} height={height} />;
}

/** As one text, which is the same where nothing moved. */
function sight({ transform: [x, y, zoom], width, height }: ReactFlowState): string {
  return [-x / zoom, -y / zoom, width / zoom, height / zoom].join(" ");
}

const outlines = (patches: readonly Patch[]): string =>
  patches.map(({ x, y, height }) => `M${x} ${y}h${WIDTH}v${height}h${-WIDTH}z`).join("");

function boxOf(patches: readonly Patch[]): readonly [number, number, number, number] {
  const left = Math.min(...patches.map((one) => one.x)) - AROUND;
  const top = Math.min(...patches.map((one) => one.y)) - AROUND;
  const right = Math.max(...patches.map((one) => one.x + WIDTH)) + AROUND;
  const bottom = Math.max(...patches.map((one) => one.y + one.height)) + AROUND;
  return [left, top, right - left, bottom - top];
}
