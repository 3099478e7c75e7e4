/** The maps of extreme multiplets on images of the test set. */
import type { Dataset, InputShape, Samples } from "../../../data/dataset.ts";
import { rowsByClass, selectSamples } from "../../../data/parts.ts";
import { activations, type NetworkParameters } from "../../../models/mod.ts";
import { layerShapes } from "../../../models/spec.ts";
import { type DataFigure, dataFigure, PlotError } from "../../../figures/kit/figure.ts";
import {
  colourBar,
  colourPng,
  divergingPixels,
  divergingPng,
  pixelImage,
} from "../../../figures/kit/images.ts";
import { element, stacked, textElement, tickTexts } from "../../../figures/kit/svg.ts";
import { bits, threshold } from "../../../figures/kit/text.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "../../../figures/kit/theme.ts";
import { END_LABELS } from "../../../paper/claims/layer_balance.ts";
import { type End, ENDS, inBits } from "../../../paper/layers/result.ts";
import { type ExtremeRow, extremesIn } from "../../../paper/layers/rows.ts";
import type { MapValues } from "../config.ts";
import type { MapsResult } from "../result.ts";
import type { MapRuleName } from "../variables.ts";

/** Maps of a multiplet that is drawn. */
const SIZE_DRAWN = 3;
/** Images, each of another class. */
const IMAGES = 6;
/** Share of the values that are beyond the scale of a map. */
const BEYOND = 0.01;

const HEADING = 34;
const LABEL_WIDTH = 74;
const GAP = 4;
/** Between the image, one multiplet and the other. */
const GROUP_GAP = 14;

/** Options of {@link mapsOnImagesFigure}. */
export interface MapsOnImagesOptions {
  /** Its name, such as `"conv1"`. */
  readonly layer: string;
  /** Position of the network in the order of seeds. Default: the first accepted one. */
  readonly network?: number | undefined;
  /** What stood for a map in the search. Default `"components"`. */
  readonly rule?: MapRuleName | undefined;
}

/**
 * Draws test images, the first of each of six classes, and beside each the values of three maps of the
 * triple with the smallest and of that with the largest Ω(X, y). Each map has its own scale of colours, the same for
 * all images.
 *
 * @throws {PlotError} when there is no such network or layer, it has no triple, or inputs are no images of one or
 *   three channels
 */
export function mapsOnImagesFigure(
  result: MapsResult,
  dataset: Dataset,
  { layer, network = result.by.mean.networks[0], rule = "components" }: MapsOnImagesOptions,
): DataFigure {
  const { input, classes, parts: { test } } = dataset;
  const rows = extremesIn(result.by[rule], { network })
    .filter((row) => row.layer === layer && row.size === SIZE_DRAWN);
  const run = result.training.runs.find(({ index }) => index === network);
  if (rows.length === 0 || run === undefined) {
    throw new PlotError(`Cannot draw maps of ${layer} in network ${network}: there is no triple`);
  }
  const shown = firstOfClasses(test, classes.length);
  const samples = selectSamples(test, shown.map(({ row }) => row));
  const maps = valuesOf(result, run.final, samples, layer);
  const ends = ENDS.toReversed().map((end) => rows.find((row) => row.end === end)!);
  const columns = 1 + ends.length * SIZE_DRAWN;
  const width = INNER_WIDTH - LABEL_WIDTH - ends.length * GROUP_GAP - (columns - 1) * GAP;
  const cell = width / columns;
  const left = (column: number) =>
    LABEL_WIDTH + column * (cell + GAP) + Math.ceil(column / SIZE_DRAWN) * GROUP_GAP;
  const { height: mapHeight, width: mapWidth } = maps;
  const { negative, positive } = PALETTE;
  const drawn = shown.flatMap(({ label }, at) => {
    const y = HEADING + at * (cell + GAP);
    const place = (column: number) => ({ x: left(column), y, width: cell, height: cell });
    const name = textElement(classes[label]!, {
      x: LABEL_WIDTH - 8,
      y: y + cell / 2,
      dy: "0.35em",
      "text-anchor": "end",
    });
    const multiplets = ends.flatMap(({ multiplet }, end) =>
      multiplet.map((map, member) => {
        const scale = { negative, positive, limit: maps.limit(map) };
        const pixels = divergingPixels(maps.of(at, map), scale);
        return pixelImage(
          divergingPng(pixels, mapWidth, scale),
          place(1 + end * SIZE_DRAWN + member),
        );
      })
    );
    return [name, pixelImage(imageUri(samples, at, input), place(0)), ...multiplets];
  });
  const headings = ends.flatMap((row, end) =>
    headingOf(row, left(1 + end * SIZE_DRAWN), left, end)
  );
  const grid = {
    svg: element("g", { fill: PALETTE.ink }, ...drawn, ...headings),
    height: HEADING + shown.length * (cell + GAP),
  };
  const unit = { negative, positive, limit: 1 };
  return dataFigure({
    title: titleOf(ends, layer),
    subtitle: [
      `Network ${network}, ${layer}, by ${rule === "mean" ? "means" : "components"} of maps: ` +
      `values ${
        VALUE_WORDS[result.mapValues]
      } (${mapHeight} × ${mapWidth} values) of the triples with the smallest and the largest Ω(X, y), on ` +
      `the first test image of each of ${shown.length} classes.`,
      `Each map has its own scale, the same for all images; at most ${
        threshold(BEYOND)
      } of its values lie beyond.`,
    ],
    description: [
      "A grid: test images in the first column, then the maps of two triples on them.",
      ...ends.map((row) =>
        `${END_LABELS[row.end].adjective}: maps ${row.multiplet.join(", ")} (${
          bits(inBits(row.oInformation))
        }).`
      ),
    ],
    legend: [],
    drawing: stacked([
      grid,
      colourBar(unit, "value, as a share of the limit of its map’s scale"),
    ], 12),
    table: ends.flatMap((row) => row.multiplet.map((map) => ({ ...row, map }))),
    columns: {
      network: (row) => row.network,
      layer: (row) => row.layer,
      extreme: (row) => row.end,
      size: (row) => row.size,
      o_information_bits: (row) => inBits(row.oInformation),
      map: (row) => row.map,
    },
  });
}

/** Both values of Ω: a fact, not a comparison. */
function titleOf(ends: readonly ExtremeRow[], layer: string): string {
  const words = ends.map(({ end, oInformation }) =>
    `${END_LABELS[end].adjective} triple ${bits(inBits(oInformation))}`
  );
  return `Maps of ${layer} on images: ${words.join(", ")}`;
}

function headingOf(
  { end, multiplet, oInformation }: ExtremeRow,
  x: number,
  left: (column: number) => number,
  at: number,
): string[] {
  const text = `${END_SYMBOL[end]} = ${bits(inBits(oInformation))}`;
  const style = { "font-weight": "bold", fill: PALETTE[end], "font-size": SIZE.text };
  const cell = left(1) - left(0) - GAP - GROUP_GAP;
  return [
    textElement(text, { x, y: SIZE.text, ...style }),
    tickTexts(
      multiplet.map((map, member) =>
        textElement(`map ${map}`, {
          x: left(1 + at * SIZE_DRAWN + member) + cell / 2,
          y: HEADING - 5,
        })
      ),
      "middle",
    ),
  ];
}

/** Values of maps in words. */
const VALUE_WORDS: Readonly<Record<MapValues, string>> = {
  "after-relu": "after ReLU",
  "before-relu": "before ReLU",
};

const END_SYMBOL: Readonly<Record<End, string>> = { synergy: "min Ω", redundancy: "max Ω" };

/** The first test image of each of the first classes. */
function firstOfClasses(test: Samples, classes: number): { label: number; row: number }[] {
  return rowsByClass(test.labels, classes).flatMap((rows, label) =>
    rows.length === 0 ? [] : [{ label, row: rows[0]! }]
  ).slice(0, IMAGES);
}

/** The maps of a layer on some samples. */
function valuesOf(
  { training: { spec }, mapValues }: MapsResult,
  parameters: NetworkParameters,
  samples: Samples,
  layer: string,
) {
  const found = activations(spec, parameters, samples).find((one) => one.layer.name === layer);
  const shape = layerShapes(spec).find((one) => one.layer.name === layer);
  if (found === undefined || shape?.entering === undefined) {
    throw new PlotError(`Cannot draw maps of ${layer}: the network has no such convolution`);
  }
  const { layer: { units, columnsPerUnit } } = found;
  const values = mapValues === "after-relu" ? found.postActivations : found.preActivations;
  const { height, width } = shape.entering;
  const of = (sample: number, map: number) => {
    const from = (sample * units + map) * columnsPerUnit;
    return values.subarray(from, from + columnsPerUnit);
  };
  /** A limit that a share of {@link BEYOND} exceed; 1 where it is 0. */
  const limit = (map: number) => {
    const sizes = Array.from({ length: samples.count }, (_, sample) => [...of(sample, map)])
      .flat().map(Math.abs).sort((a, b) => a - b);
    return sizes[Math.floor((1 - BEYOND) * (sizes.length - 1))]! || 1;
  };
  return { height, width, of, limit };
}

/** A test image: grey, dark where the input is 1, or in its colours. */
function imageUri({ inputs, features }: Samples, row: number, input: InputShape): string {
  if (input.kind !== "image" || (input.channels !== 1 && input.channels !== 3)) {
    throw new PlotError("Maps are drawn beside images of one or three channels");
  }
  const values = inputs.subarray(row * features, (row + 1) * features);
  const bytes = values instanceof Uint8Array
    ? values
    : Uint8ClampedArray.from(values, (value) => 255 * value);
  const { channels, width } = input;
  const pixels = channels === 3
    ? Uint8Array.from(bytes)
    : Uint8Array.from({ length: 3 * bytes.length }, (_, at) => 255 - bytes[Math.floor(at / 3)]!);
  return colourPng(pixels, width);
}
