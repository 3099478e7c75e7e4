/** How much depends on the way the target enters: its encoding, and the numbers of its classes. */
import {
  type Figure1Result,
  layerDominance,
  type LayerExtremes,
  type LayerResult,
} from "../../experiments/figure1_result.ts";
import { TARGET_ENCODINGS, type TargetEncoding } from "../../information/target_encoding.ts";
import { summarise } from "../../statistics/summary.ts";
import type { DataFigure } from "../kit/figure.ts";
import { bits, enumerate, percent, plural } from "../kit/format.ts";
import {
  allResults,
  type End,
  ENDS,
  EXTREME_COLUMNS,
  extremeRows,
  inBits,
  type LayerEstimate,
  layerEstimates,
  type LayerGroup,
  layerGroups,
  type NetworkLayer,
  OUTWEIGHS,
  PLACE_COLUMNS,
  placeOf,
  sidesInWords,
} from "./layers.ts";
import {
  endLines,
  extremePoints,
  linesFigure,
  matchedSizes,
  type MeanLine,
  sizePoints,
} from "./lines.ts";

/**
 * Draws the extremes of the exact search under each encoding of the target, one below the other on the
 * same axes, with those of the literal `copula` encoding dashed behind the others. The title says in
 * which layers the encoding decides whether redundancy outweighs synergy.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function encodingsFigure(result: Figure1Result): DataFigure {
  const groups = layerGroups(result);
  const linesOf = (encoding: TargetEncoding, dashed: boolean) =>
    endLines((end) => [
      { points: extremePoints(groups, (own) => extremesUnder(own, encoding), end), dashed },
    ]);
  const dominances = TARGET_ENCODINGS.map((encoding) => ({
    encoding,
    layers: layerEstimates(groups, (own) => layerDominance(extremesUnder(own, encoding))),
  }));
  return linesFigure({
    result,
    groups,
    title: encodingsTitle(result, dominances.map(({ layers }) => layers)),
    subtitle: [
      "Extremes of Ω(X, y) in the exact search, a row for every encoding of the target y; none: y " +
      "is left out.",
    ],
    description: [
      "Line charts over multiplet size, a row for every encoding, a column for every layer.",
      ...dominances.filter(({ layers }) => layers.length > 0)
        .map(({ encoding, layers }) => `Under ${encoding} ${sidesInWords(layers, OUTWEIGHS)}.`),
    ],
    rows: TARGET_ENCODINGS.map((encoding) => ({
      label: `${encoding} (bits)`,
      height: 88,
      lines: [
        ...(encoding === "copula" ? [] : linesOf("copula", true)),
        ...linesOf(encoding, false),
      ],
    })),
    commonAxis: true,
    key: { dashed: "copula, to compare" },
    table: allResults(groups).flatMap((own) =>
      TARGET_ENCODINGS.flatMap((encoding) =>
        extremeRows(own, extremesUnder(own, encoding)).map((row) => ({ encoding, ...row }))
      )
    ),
    columns: { encoding: (row) => row.encoding, ...EXTREME_COLUMNS },
  });
}

function extremesUnder(own: LayerResult, encoding: TargetEncoding): readonly LayerExtremes[] {
  return encoding === "copula" ? own.exact : own.encodings[encoding];
}

/** @param encodings sides of the layers under each encoding, `copula` first */
function encodingsTitle(
  { networks }: Figure1Result,
  encodings: readonly (readonly LayerEstimate[])[],
): string {
  const [copula] = encodings;
  if (copula === undefined || copula.length === 0) {
    return "No layer has the three neurons that it takes to compare target encodings";
  }
  const where = networks.length === 1 ? ` of network ${networks[0]!.index}` : "";
  const agree = (layer: string) => {
    const own = encodings.flat().filter((one) => one.layer === layer);
    return own.every(({ side }) => side === own[0]!.side);
  };
  const layers = copula.map(({ layer }) => layer);
  const depends = layers.filter((layer) => !agree(layer));
  const stable = layers.filter(agree);
  if (depends.length === 0) {
    return `All four target encodings agree: ${sidesInWords(copula, OUTWEIGHS)}${where}`;
  }
  const except = stable.length === 0 ? "" : `, but not in ${enumerate(stable)}`;
  return `How the target is encoded decides whether redundancy outweighs synergy in ` +
    `${enumerate(depends)}${except}${where}`;
}

/** Renumbering hardly matters when it changes less than this share of the spread between networks. */
const MINOR = 0.25;

/**
 * Draws the extremes of Ω(X, y) with the classes as they are numbered, and how far they move when the
 * classes are renumbered at random: the mean and the range over the renumberings, each a mean over the
 * networks. The title compares the root mean square of the changes with that of the standard
 * deviations between networks.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function renamingFigure(result: Figure1Result): DataFigure {
  const groups = layerGroups(result);
  const all = allResults(groups).flatMap((own) => ENDS.flatMap((end) => renamedExtremes(own, end)));
  const none = all.length === 0;
  const largest = Math.max(...all.flatMap(({ changes }) => changes.map(Math.abs)));
  const count = plural(result.renamings, "random renumbering");
  return linesFigure({
    result,
    groups,
    title: renamingTitle(result, groups, all),
    subtitle: [
      "Extremes in the exact search with the classes as they are numbered" +
      (none ? "." : `, and what ${count} of them change: mean and range.`),
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: extremes of Ω(X, y), then how " +
      "far they move when the classes are renumbered.",
      none ? "" : `The largest single change is ${bits(inBits(largest))}.`,
    ],
    rows: [
      {
        label: "Ω(X, y) (bits)",
        height: 160,
        lines: endLines((end) => [{ points: extremePoints(groups, ({ exact }) => exact, end) }]),
      },
      ...(none ? [] : [{
        label: "Change (bits)",
        height: 130,
        lines: endLines((end) => [{ points: changePoints(groups, end), band: true }]),
      }]),
    ],
    key: none ? {} : { band: "range over renumberings" },
    table: all.map((row) => (
      { ...row, renamed: summarise(row.changes.map((change) => row.original + change)) }
    )),
    columns: {
      ...PLACE_COLUMNS,
      size: (row) => row.size,
      extreme: (row) => row.end,
      original_bits: (row) => inBits(row.original),
      renamed_mean_bits: (row) => inBits(row.renamed.mean),
      renamed_minimum_bits: (row) => inBits(row.renamed.minimum),
      renamed_maximum_bits: (row) => inBits(row.renamed.maximum),
      renamings: (row) => row.changes.length,
    },
  });
}

/**
 * Ω in nats, size by size, with the classes as they are numbered, and what each renumbering adds to it;
 * extremes that were searched under renumbered classes as well.
 */
function renamedExtremes(own: NetworkLayer, end: End) {
  return own.exact.flatMap((extremes) => {
    const { size, [end]: { oInformation: original } } = extremes;
    const changes = own.renamings.flatMap((renamed) =>
      matchedSizes([extremes], renamed).map(({ second }) => second[end].oInformation - original)
    );
    return changes.length === 0 ? [] : [{ ...placeOf(own), size, end, original, changes }];
  });
}

type Renamed = ReturnType<typeof renamedExtremes>[number];

/** Mean change, and from `low` to `high` its range over renumberings; means over networks. */
function changePoints(groups: readonly LayerGroup[], end: End): MeanLine["points"] {
  const [means, lows, highs] = (["mean", "minimum", "maximum"] as const).map((statistic) =>
    sizePoints(
      groups,
      (own) => renamedExtremes(own, end),
      ({ changes }) => summarise(changes)[statistic],
    )
  );
  return means!.map((point, at) => ({ ...point, low: lows![at]!.mean, high: highs![at]!.mean }));
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(summarise(values.map((value) => value ** 2)).mean);
}

function renamingTitle(
  { networks }: Figure1Result,
  groups: readonly LayerGroup[],
  all: readonly Renamed[],
): string {
  if (all.length === 0) return "Not tested: the classes were not renumbered";
  const change = inBits(rootMeanSquare(all.flatMap(({ changes }) => changes)));
  const moves = `moves the extremes by ${bits(change)}`;
  if (networks.length === 1) {
    return `Renumbering the classes ${moves} in network ${networks[0]!.index} (root mean square)`;
  }
  const deviations = ENDS.flatMap((end) =>
    extremePoints(groups, ({ exact }) => exact, end)
      .map(({ standardDeviation = 0 }) => standardDeviation)
  );
  const ratio = change / rootMeanSquare(deviations);
  const compared = `${percent(ratio)} of the spread between networks`;
  if (ratio <= MINOR) return `Renumbering the classes hardly matters: it ${moves}, ${compared}`;
  if (ratio < 1) return `Renumbering the classes ${moves}, ${compared}`;
  return `Renumbering the classes matters as much as the choice of the network: it ${moves}, ` +
    compared;
}
