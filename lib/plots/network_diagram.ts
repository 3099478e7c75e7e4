/**
 * Layers as columns of circles, with words below.
 * @module
 */
import { integer } from "./format.ts";
import type { Drawing } from "./stack.ts";
import { element, roundTo, textElement } from "./svg.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "./theme.ts";

/** A layer, or the inputs, and the words that stand under it. */
export interface DiagramLayer {
  /** `input`, or the name of a layer. */
  readonly name: string;
  /** Number of inputs or neurons. */
  readonly width: number;
  /** What is applied to the sums; absent for the inputs. */
  readonly activation?: "ReLU" | "linear" | "softmax";
  /** Weights and biases that feed the layer; absent for the inputs. */
  readonly parameters?: number;
}

/** Where a layer stands; no layer: the place of those left out. Heights are relative to the middle. */
interface Column {
  readonly layer: DiagramLayer | undefined;
  readonly x: number;
  /** Heights of its circles. */
  readonly circles: readonly number[];
}

/** More layers than this lose those in the middle; an odd number. */
const MOST_COLUMNS = 9;
/** A wider layer loses its circles in the middle. */
const MOST_CIRCLES = 20;
/** Circles that stay at either end of such a layer. */
const CIRCLES_AT_ENDS = 8;

/** Room on the left for the names of the rows of words. */
const ROW_NAMES = 84;
const ROW_HEIGHT = 22;
const CIRCLE_SPACING = 15;
const RADIUS = 5;
const DOT_RADIUS = 1.75;

/** The rows of words: a name and what it says of a layer. */
const ROWS: readonly (readonly [name: string, word: (layer: DiagramLayer) => string])[] = [
  ["layer", ({ name }) => name],
  ["width", ({ width }) => integer(width)],
  ["activation", ({ activation }) => activation ?? "–"],
  ["parameters", ({ parameters }) => parameters === undefined ? "–" : integer(parameters)],
];

/** Draws layers from left to right across a figure's width, in full where there is room. */
export function drawNetwork(
  layers: readonly DiagramLayer[],
): Drawing & { readonly shortened: boolean } {
  const half = (MOST_COLUMNS - 1) / 2;
  const shown = layers.length <= MOST_COLUMNS
    ? layers
    : [...layers.slice(0, half), undefined, ...layers.slice(-half)];
  const spacing = (INNER_WIDTH - ROW_NAMES) / shown.length;
  const columns = shown.map((layer, at): Column => ({
    layer,
    x: ROW_NAMES + (at + 0.5) * spacing,
    circles: layer === undefined ? [] : circleHeights(layer.width),
  }));
  const widest = Math.max(...columns.map(({ layer }) => Math.min(layer?.width ?? 0, MOST_CIRCLES)));
  const diagramHeight = (widest + 1) * CIRCLE_SPACING;
  const diagram = [
    ...columns.slice(1).map((column, at) => connections(columns[at]!, column)),
    ...columns.map(circles),
  ];
  const table = ROWS.map((_, row) => words(columns, row));
  return {
    svg: element("g", { transform: `translate(0,${diagramHeight / 2})` }, ...diagram) +
      element("g", { transform: `translate(0,${diagramHeight})` }, ...table),
    height: diagramHeight + ROWS.length * ROW_HEIGHT,
    shortened: shown !== layers || layers.some(({ width }) => width > MOST_CIRCLES),
  };
}

function circleHeights(width: number): number[] {
  const places = Math.min(width, MOST_CIRCLES);
  const heights = Array.from(
    { length: places },
    (_, at) => (at - (places - 1) / 2) * CIRCLE_SPACING,
  );
  return width <= MOST_CIRCLES
    ? heights
    : [...heights.slice(0, CIRCLES_AT_ENDS), ...heights.slice(-CIRCLES_AT_ENDS)];
}

function connections(from: Column, to: Column): string {
  const lines = from.circles.flatMap((y1) =>
    to.circles.map((y2) => `M${roundTo(from.x, 1)},${y1}L${roundTo(to.x, 1)},${y2}`)
  );
  if (lines.length === 0) return "";
  const look = { stroke: PALETTE.muted, "stroke-width": 0.6, "stroke-opacity": 0.25 };
  return element("path", { d: lines.join(""), fill: "none", ...look });
}

function circles({ layer, x, circles }: Column): string {
  const steps = [-1, 0, 1];
  const dot = (cx: number, cy: number) =>
    element("circle", { cx, cy, r: DOT_RADIUS, fill: PALETTE.muted });
  if (layer === undefined) return steps.map((step) => dot(x + 8 * step, 0)).join("");
  const look = { r: RADIUS, fill: PALETTE.background, stroke: PALETTE.ink, "stroke-width": 1.25 };
  const drawn = circles.map((cy) => element("circle", { cx: x, cy, ...look }));
  const left = circles.length < layer.width ? steps.map((step) => dot(x, 12 * step)) : [];
  return [...drawn, ...left].join("");
}

function words(columns: readonly Column[], row: number): string {
  const [name, word] = ROWS[row]!;
  const y = (row + 0.7) * ROW_HEIGHT;
  const weight = row === 0 ? { "font-weight": "bold" } : {};
  const written = columns.map(({ layer, x }) =>
    layer === undefined ? "" : textElement(word(layer), { x, y, ...weight })
  );
  return element(
    "g",
    { "font-size": SIZE.tick, fill: PALETTE.ink, "text-anchor": "middle" },
    textElement(name, { x: 0, y, fill: PALETTE.muted, "text-anchor": "start" }),
    ...written,
  );
}
