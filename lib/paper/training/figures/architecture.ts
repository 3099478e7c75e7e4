/** The layers of a network as columns of circles, with words below. */
import { architectureFinding, imageSize } from "../../claims/training.ts";
import {
  inputCount,
  type LayerShape,
  layerShapes,
  type NetworkSpec,
  validateSpec,
} from "../../../models/spec.ts";
import { composeFigure, type Figure } from "../../../figures/kit/figure.ts";
import { enumerate, integer, plural } from "../../../figures/kit/text.ts";
import {
  type Drawing,
  element,
  roundTo,
  textElement,
  tickTexts,
} from "../../../figures/kit/svg.ts";
import { INNER_WIDTH, PALETTE } from "../../../figures/kit/theme.ts";

/**
 * Draws the layers of a network as circles, one per neuron or map, and lists under each its name, width, activation
 * function and number of parameters. Layers wider than 20 neurons and networks deeper
 * than 8 layers are drawn with their middle left out.
 *
 * @throws {NetworkError} when `spec` describes no network
 *
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { architectureFigure } from "@multiplet/multiplet/paper/figures";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(
 *   architectureFigure(mlp([784, 20, 20, 20, 10])).title.replaceAll("\u00a0", " "),
 *   "784-20-20-20-10: 16,750 parameters, 93.7 % of them in fc1",
 * );
 * ```
 */
export function architectureFigure(spec: NetworkSpec): Figure {
  validateSpec(spec);
  const shapes = layerShapes(spec);
  const isConvolutional = shapes[0]!.spec.kind === "convolution";
  const layers = shapes.map(({ layer: { name, role, units }, spec, parameters }) => {
    const follows = role === "output" ? "softmax" : spec.activation === "relu" ? "ReLU" : "linear";
    const isConvolution = spec.kind === "convolution";
    const [pooling, pooled] = isConvolution && spec.pooling === "max"
      ? ["2 × 2", ", pooling"]
      : ["–", ""];
    const own = plural(units, isConvolution ? "map" : "neuron");
    return {
      width: units,
      words: [name, isConvolution ? own : integer(units), follows, integer(parameters), pooling],
      sentence: `${name}: ${own}, ${follows}${pooled}, ${plural(parameters, "parameter")}`,
    };
  });
  const [inputs, width] = typeof spec.input === "number" || !isConvolutional
    ? [integer(inputCount(spec)), inputCount(spec)]
    : [imageSize(spec.input), spec.input.channels];
  const input = { width, words: ["input", inputs, "–", "–", "–"] };
  const rows = isConvolutional ? [...ROWS, "pooling"] : ROWS;
  const { shortened, ...drawing } = drawNetwork([input, ...layers], rows);
  return composeFigure({
    title: architectureFinding(spec).statement,
    subtitle: [
      (isConvolutional
        ? "Each map is connected with 3 × 3 pixels of every map before it, each neuron with the whole layer "
        : "Each neuron is connected with the whole layer ") +
      `before it. Parameters are weights and biases${biasNote(shapes)}.`,
      shortened ? "Dots stand for what is left out of the drawing." : "",
    ],
    description: [
      isConvolutional ? "A convolutional network." : "A fully connected network.",
      `${[`input: ${inputs} values`, ...layers.map(({ sentence }) => sentence)].join("; ")}.`,
    ],
    drawing,
  });
}

/** A clause on layers without biases; empty where there are none. */
function biasNote(shapes: readonly LayerShape[]): string {
  const bare = shapes.filter(({ spec }) => !spec.bias)
    .map(({ layer }) => layer.role === "output" ? "the output layer" : layer.name);
  const verb = bare.length > 1 ? "have" : "has";
  return bare.length === 0 ? "" : `; ${enumerate(bare)} ${verb} no bias`;
}

/** The rows of words below layers; convolutional networks have one more. */
const ROWS = ["layer", "width", "activation", "parameters"];

/** The inputs, or a layer: their number, and a word for each row. */
interface DiagramLayer {
  readonly width: number;
  readonly words: readonly string[];
}

/** The position of a layer, or of those left out; heights of circles are from the middle. */
interface Column {
  readonly layer: DiagramLayer | undefined;
  readonly x: number;
  readonly circles: readonly number[];
}

/** More layers than this lose those in the middle; an odd number. */
const MOST_COLUMNS = 9;
/** A wider layer loses its circles in the middle. */
const MOST_CIRCLES = 20;
/** Circles that stay at either end of such a layer. */
const CIRCLES_AT_ENDS = 8;

/** Width of the names of the rows of words. */
const ROW_NAMES = 84;
const ROW_HEIGHT = 22;
const CIRCLE_SPACING = 15;
const RADIUS = 5;
const DOT_RADIUS = 1.75;

/** Draws layers from left to right across a figure's width, in full where they fit. */
function drawNetwork(
  layers: readonly DiagramLayer[],
  rows: readonly string[],
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
  const table = rows.map((name, row) => {
    const y = (row + 0.7) * ROW_HEIGHT;
    const weight = row === 0 ? "bold" : undefined;
    return tickTexts([
      textElement(name, { x: 0, y, fill: PALETTE.muted, "text-anchor": "start" }),
      ...columns.map(({ layer, x }) =>
        layer ? textElement(layer.words[row]!, { x, y, "font-weight": weight }) : ""
      ),
    ], "middle");
  });
  return {
    svg: element("g", { transform: `translate(0,${diagramHeight / 2})` }, ...diagram) +
      element("g", { transform: `translate(0,${diagramHeight})` }, ...table),
    height: diagramHeight + rows.length * ROW_HEIGHT,
    shortened: shown !== layers || layers.some(({ width }) => width > MOST_CIRCLES),
  };
}

function circleHeights(width: number): number[] {
  const length = Math.min(width, MOST_CIRCLES);
  const heights = Array.from({ length }, (_, at) => (at - (length - 1) / 2) * CIRCLE_SPACING);
  return width <= MOST_CIRCLES
    ? heights
    : [...heights.slice(0, CIRCLES_AT_ENDS), ...heights.slice(-CIRCLES_AT_ENDS)];
}

function connections(from: Column, to: Column): string {
  const lines = from.circles.flatMap((y1) =>
    to.circles.map((y2) => `M${roundTo(from.x, 1)},${y1}L${roundTo(to.x, 1)},${y2}`)
  );
  if (lines.length === 0) return "";
  const style = { stroke: PALETTE.muted, "stroke-width": 0.6, "stroke-opacity": 0.25 };
  return element("path", { d: lines.join(""), fill: "none", ...style });
}

function circles({ layer, x, circles }: Column): string {
  const steps = [-1, 0, 1];
  const dot = (cx: number, cy: number) =>
    element("circle", { cx, cy, r: DOT_RADIUS, fill: PALETTE.muted });
  if (layer === undefined) return steps.map((step) => dot(x + 8 * step, 0)).join("");
  const style = { r: RADIUS, fill: PALETTE.background, stroke: PALETTE.ink, "stroke-width": 1.25 };
  const drawn = circles.map((cy) => element("circle", { cx: x, cy, ...style }));
  const left = circles.length < layer.width ? steps.map((step) => dot(x, 12 * step)) : [];
  return [...drawn, ...left].join("");
}
