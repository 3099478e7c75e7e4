/** The neurons of the extreme multiplets of one network, and the weights into them. */
import type { InputShape } from "../../../data/dataset.ts";
import { END_LABELS } from "../../claims/layer_balance.ts";
import { sharedNeuronsFinding } from "../../claims/class_findings.ts";
import { type End, ENDS, inBits, type LayerSearchResult } from "../result.ts";
import { extremesIn } from "../rows.ts";
import { greyImage } from "../../training/figures/digits.ts";
import { type DataFigure, dataFigure, PlotError } from "../../../figures/kit/figure.ts";
import { bits, capitalised, plural, threshold } from "../../../figures/kit/text.ts";
import {
  colourBar,
  divergingPixels,
  divergingPng,
  type DivergingScale,
  imageSheet,
  pixelImage,
  SHEET_PAD,
  ZERO_PIXEL,
} from "../../../figures/kit/images.ts";
import { dotSample, type LegendEntry } from "../../../figures/kit/legend.ts";
import { integerTicks } from "../../../figures/panels/ticks.ts";
import {
  type Drawing,
  element,
  roundTo,
  stacked,
  textElement,
  tickTexts,
} from "../../../figures/kit/svg.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "../../../figures/kit/theme.ts";
import { mostExtremeFirst, PLACE_COLUMNS } from "./layer_panels.ts";

/** Share of the weights that are too large for the scale of colours. */
const BEYOND = 0.01;
const HEADING_HEIGHT = 22;

/**
 * Draws the most synergistic and the most redundant multiplet of a network: the first-layer weights of
 * their neurons as images, all on one scale of colours, and for every layer which neurons belong.
 *
 * @param weights of the first layer, `inputs × neurons`, row-major
 * @param input images of one channel
 * @param options the network, by its position in the order of seeds; default: the first accepted one
 * @throws {PlotError} when there is no such network, its first layer has no multiplet, inputs are no such
 *   images, weights, image and first layer do not agree in size, or a weight is not finite
 */
export function multipletWeightsFigure(
  result: LayerSearchResult,
  weights: Float32Array,
  input: InputShape,
  { network = result.networks[0] }: { readonly network?: number } = {},
): DataFigure {
  const chosen = chosenMultiplets(result, network);
  const first = chosen[0]!;
  const imageShape = greyImage(input, "multipletWeightsFigure");
  const images = imagesOf(weights, first, imageShape);
  const { negative, positive } = PALETTE;
  const scale = { negative, positive, limit: colourLimit(images, first) };
  return dataFigure({
    title: sharedNeuronsFinding(first.layer, first, first.neurons - first.leftOut.length).statement,
    subtitle: [
      `The most extreme multiplets of all sizes in network ${network}. Above: weights from the image into ` +
      `their neurons of ${first.layer}. Below: which neurons of every layer belong to them.`,
    ],
    description: [
      `Weights of ${first.layer} as images, then a grid of layers and neurons.`,
      ...chosen.map(describe),
    ],
    legend: membershipLegend(chosen),
    drawing: stacked([
      ...ENDS.toReversed().map((end) =>
        stacked(
          [heading(end, first), drawWeights(images, imageShape, first[end].multiplet, scale)],
          0,
        )
      ),
      colourBar(scale, `weight into ${first.layer}; at most ${threshold(BEYOND)} lie beyond`),
      drawMembershipGrid(chosen),
    ], 12),
    table: chosen.flatMap((own) =>
      ENDS.flatMap((end) => own[end].multiplet.map((neuron) => ({ ...own[end], neuron })))
    ),
    columns: {
      ...PLACE_COLUMNS,
      extreme: (row) => row.end,
      size: (row) => row.multiplet.length,
      o_information_bits: (row) => inBits(row.oInformation),
      neuron: (row) => row.neuron,
    },
  });
}

/** The weights into each neuron of the first layer. */
function imagesOf(
  weights: Float32Array,
  { layer, neurons }: ChosenMultiplets,
  [height, width]: readonly [height: number, width: number],
): Float32Array[] {
  const inputs = height * width;
  if (weights.length !== inputs * neurons) {
    throw new PlotError(
      `Cannot draw ${weights.length} weights: ${plural(neurons, "neuron")} of ${layer} and ` +
        `images of ${height} × ${width} pixels need ${inputs * neurons}`,
    );
  }
  const wrong = weights.findIndex((weight) => !Number.isFinite(weight));
  if (wrong >= 0) {
    const [input, neuron] = [Math.floor(wrong / neurons), wrong % neurons];
    throw new PlotError(
      `Cannot draw weight ${input} of neuron ${neuron} of ${layer}: it is ${weights[wrong]}`,
    );
  }
  return Array.from(
    { length: neurons },
    (_, neuron) =>
      Float32Array.from({ length: inputs }, (_, input) => weights[input * neurons + neuron]!),
  );
}

/** A limit that a share of {@link BEYOND} exceed, so that others are not pale; 1 where it is 0. */
function colourLimit(images: readonly Float32Array[], chosen: ChosenMultiplets): number {
  const neurons = new Set(ENDS.flatMap((end) => chosen[end].multiplet));
  const sizes = [...neurons].flatMap((neuron) => Array.from(images[neuron]!, Math.abs))
    .sort((a, b) => a - b);
  return sizes[Math.floor((1 - BEYOND) * (sizes.length - 1))]! || 1;
}

function heading(
  end: End,
  { layer, [end]: { multiplet, oInformation } }: ChosenMultiplets,
): Drawing {
  const text = `${capitalised(END_LABELS[end].adjective)} of ${layer}: ` +
    `${plural(multiplet.length, "neuron")}, Ω = ${bits(inBits(oInformation))}`;
  const style = { "font-size": SIZE.text, "font-weight": "bold", fill: PALETTE[end] };
  return { svg: textElement(text, { x: 0, y: SIZE.text, ...style }), height: HEADING_HEIGHT };
}

function describe(own: ChosenMultiplets): string {
  const words = (end: End) =>
    `${END_LABELS[end].adjective} are neurons ${own[end].multiplet.join(", ")} ` +
    `(${bits(inBits(own[end].oInformation))})`;
  return `In ${own.layer} ${words("synergy")}, ${words("redundancy")}.`;
}

/** Images beside each other. */
const COLUMNS = 10;
/** Of the number of a neuron below its image. */
const NUMBER_HEIGHT = 18;
const CELL = INNER_WIDTH / COLUMNS;

/** Draws the weights into some neurons as images on one scale, each with its number below. */
function drawWeights(
  all: readonly Float32Array[],
  imageShape: readonly [height: number, width: number],
  neurons: readonly number[],
  scale: DivergingScale,
): Drawing {
  const [height, width] = imageShape;
  const pixel = CELL / (width + 2 * SHEET_PAD);
  const cellHeight = pixel * (height + 2 * SHEET_PAD);
  const rows: Drawing[] = [];
  for (let first = 0; first < neurons.length; first += COLUMNS) {
    const shown = neurons.slice(first, first + COLUMNS);
    const images = shown.map((neuron, column) => (
      { column, row: 0, pixels: divergingPixels(all[neuron]!, scale) }
    ));
    const grid = { columns: shown.length, rows: 1, background: ZERO_PIXEL };
    const sheet = imageSheet(images, imageShape, grid);
    const place = { x: 0, y: 0, width: CELL * shown.length, height: cellHeight };
    const frames = shown.map((_, column) =>
      element("rect", {
        x: CELL * column + pixel * SHEET_PAD,
        y: pixel * SHEET_PAD,
        width: pixel * width,
        height: pixel * height,
      })
    );
    const numbers = shown.map((neuron, column) =>
      textElement(String(neuron), { x: CELL * (column + 0.5), y: cellHeight + SIZE.tick })
    );
    const svg = pixelImage(divergingPng(sheet.pixels, sheet.width, scale), place) +
      element("g", { fill: "none", stroke: PALETTE.grid }, ...frames) +
      tickTexts(numbers, "middle");
    rows.push({ svg, height: cellHeight + NUMBER_HEIGHT });
  }
  return stacked(rows, 0);
}

/** The extreme multiplets of each layer that has some; of equal ones the smallest. */
function chosenMultiplets(result: LayerSearchResult, network: number | undefined) {
  const rows = extremesIn(result, { network });
  const chosen = result.layers.flatMap(({ name: layer, units: neurons }) => {
    const own = rows.filter((row) => row.layer === layer);
    if (own.length === 0) return [];
    const [redundancy, synergy] = ENDS.map((end) =>
      mostExtremeFirst(own, end, ({ oInformation }) => oInformation)[0]
    );
    const leftOut = result.leftOut
      .filter((one) => one.network === network && one.layer === layer)
      .map(({ neuron }) => neuron);
    return [{ redundancy: redundancy!, synergy: synergy!, layer, neurons, leftOut }];
  });
  if (chosen.length > 0 && chosen[0]!.layer === result.layers[0]!.name) return chosen;
  throw new PlotError(`Cannot draw multiplets of network ${network}: its first layer has none`);
}

/** A layer: its most extreme multiplets, its number of neurons, and those that cannot be analysed. */
type ChosenMultiplets = ReturnType<typeof chosenMultiplets>[number];

/** Widths of the names of layers, on the left, and of Ω, on the right. */
const NAMES = 56;
const VALUES = 86;
const ROW_HEIGHT = 17;
const LAYER_GAP = 7;
const HEADER_HEIGHT = 22;
/** Largest step from neuron to neuron, and radius of a mark over it. */
const LARGEST_STEP = 24;
const RADIUS = 0.3;
const OTHER_RADIUS = 1.25;
const NUMBER_WIDTH = 20;

/** Two rows per layer: discs for members, dots for others, crosses for those not analysed; and Ω. */
function drawMembershipGrid(layers: readonly ChosenMultiplets[]): Drawing {
  const widest = Math.max(...layers.map(({ neurons }) => neurons));
  const step = Math.min(LARGEST_STEP, (INNER_WIDTH - NAMES - VALUES) / widest);
  const x = (neuron: number) => NAMES + (neuron + 0.5) * step;
  const ticks = integerTicks(widest - 1, Math.floor(widest * step / NUMBER_WIDTH));
  const header = ticks.map((neuron) =>
    textElement(String(neuron), { x: x(neuron), y: SIZE.tick, "text-anchor": "middle" })
  );
  const mark = (own: ChosenMultiplets, end: End, neuron: number, cy: number) => {
    const [cx, r] = [x(neuron), RADIUS * step];
    if (own[end].multiplet.includes(neuron)) {
      return element("circle", { cx, cy, r, stroke: "none" });
    }
    if (!own.leftOut.includes(neuron)) {
      const dot = { r: OTHER_RADIUS, fill: PALETTE.muted, stroke: "none" };
      return element("circle", { cx, cy, ...dot });
    }
    const d = `M${roundTo(cx - r / 2, 1)},${roundTo(cy - r / 2, 1)}l${r},${r}m0,${-r}l${-r},${r}`;
    return element("path", { d, stroke: PALETTE.muted });
  };
  const rows = layers.flatMap((own, at) => {
    const top = HEADER_HEIGHT + at * (2 * ROW_HEIGHT + LAYER_GAP);
    const name = { x: 0, y: top + ROW_HEIGHT, dy: "0.35em", "font-weight": "bold" };
    return [
      textElement(own.layer, name),
      ...ENDS.toReversed().map((end, row) => {
        const y = top + (row + 0.5) * ROW_HEIGHT;
        const marks = Array.from({ length: own.neurons }, (_, at) => mark(own, end, at, y));
        const place = { x: INNER_WIDTH, y, dy: "0.35em", "text-anchor": "end" };
        return element("g", { fill: PALETTE[end], stroke: PALETTE[end] }, ...marks) +
          textElement(bits(inBits(own[end].oInformation)), place);
      }),
    ];
  });
  const axis = textElement("neuron", { x: 0, y: SIZE.tick });
  const value = textElement("Ω(X, y)", { x: INNER_WIDTH, y: SIZE.tick, "text-anchor": "end" });
  return {
    svg: tickTexts([
      element("g", { fill: PALETTE.muted }, axis, value, ...header),
      ...rows,
    ]),
    height: HEADER_HEIGHT + layers.length * (2 * ROW_HEIGHT + LAYER_GAP) - LAYER_GAP,
  };
}

function membershipLegend(layers: readonly ChosenMultiplets[]): LegendEntry[] {
  const dot = (colour: string, radius: number, label: string) => (
    { sample: dotSample(colour, "filled", radius), label }
  );
  const cross = { sample: dotSample(PALETTE.muted, "cross", 3), label: "cannot be analysed" };
  return [
    ...ENDS.toReversed().map((end) => dot(PALETTE[end], 6, END_LABELS[end].adjective)),
    dot(PALETTE.muted, OTHER_RADIUS, "not part of it"),
    ...(layers.every(({ leftOut }) => leftOut.length === 0) ? [] : [cross]),
  ];
}
