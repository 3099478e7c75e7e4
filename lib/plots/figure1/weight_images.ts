/**
 * What neurons of the first layer look at.
 * @module
 */
import { divergingPixels, divergingPng, type DivergingScale, ZERO_PIXEL } from "../diverging.ts";
import { imageSheet, pixelImage, SHEET_PAD } from "../image_sheet.ts";
import { type Drawing, stacked } from "../stack.ts";
import { element, textElement } from "../svg.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "../theme.ts";

/** Weights of the first layer, one column a neuron. */
export interface FirstLayerWeights {
  /** `inputs × neurons`, row-major. */
  readonly weights: Float32Array;
  readonly neurons: number;
  /** Height and width of an image; their product is the number of inputs. */
  readonly imageShape: readonly [height: number, width: number];
}

/** Images beside each other. */
const COLUMNS = 10;
/** Room for the number of a neuron below its image. */
const NUMBER_HEIGHT = 18;
const CELL = INNER_WIDTH / COLUMNS;

/** The weights into one neuron, as an image. */
export function weightsInto(
  { weights, neurons, imageShape: [height, width] }: FirstLayerWeights,
  neuron: number,
): Float32Array {
  return Float32Array.from({ length: height * width }, (_, at) => weights[at * neurons + neuron]!);
}

/** Draws the weights into some neurons as images on one scale, each with its number below. */
export function drawWeightImages(
  layer: FirstLayerWeights,
  neurons: readonly number[],
  scale: DivergingScale,
): Drawing {
  const rows: Drawing[] = [];
  for (let first = 0; first < neurons.length; first += COLUMNS) {
    rows.push(drawRow(layer, neurons.slice(first, first + COLUMNS), scale));
  }
  return stacked(rows, 0);
}

function drawRow(
  layer: FirstLayerWeights,
  neurons: readonly number[],
  scale: DivergingScale,
): Drawing {
  const [height, width] = layer.imageShape;
  const cellHeight = CELL * (height + 2 * SHEET_PAD) / (width + 2 * SHEET_PAD);
  const images = neurons.map((neuron, column) => (
    { column, row: 0, pixels: divergingPixels(weightsInto(layer, neuron), scale) }
  ));
  const grid = { columns: neurons.length, rows: 1, background: ZERO_PIXEL };
  const sheet = imageSheet(images, layer.imageShape, grid);
  const image = pixelImage(divergingPng(sheet.pixels, sheet.width, scale), {
    x: 0,
    y: 0,
    width: CELL * neurons.length,
    height: cellHeight,
  });
  const frames = neurons.map((_, column) =>
    element("rect", {
      x: CELL * (column + SHEET_PAD / (width + 2 * SHEET_PAD)),
      y: cellHeight * SHEET_PAD / (height + 2 * SHEET_PAD),
      width: CELL * width / (width + 2 * SHEET_PAD),
      height: cellHeight * height / (height + 2 * SHEET_PAD),
    })
  );
  const numbers = neurons.map((neuron, column) =>
    textElement(String(neuron), { x: CELL * (column + 0.5), y: cellHeight + SIZE.tick })
  );
  const svg = image +
    element("g", { fill: "none", stroke: PALETTE.grid }, ...frames) +
    element(
      "g",
      { "font-size": SIZE.tick, fill: PALETTE.ink, "text-anchor": "middle" },
      ...numbers,
    );
  return { svg, height: cellHeight + NUMBER_HEIGHT };
}
