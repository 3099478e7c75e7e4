/** How much the target decides: its part of Ω, the way it is encoded, the numbers of its classes. */
import {
  layerDominance,
  type LayerExtremes,
  type LayerResult,
  type LayerSearchResult,
} from "../result.ts";
import { TARGET_ENCODINGS, type TargetEncoding } from "../../../information/target_encoding.ts";
import { summarise } from "../../../statistics/summary.ts";
import { rangeText } from "../../../statistics/words.ts";
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { bits, enumerate, percent, plural, unbroken } from "../../../figures/kit/text.ts";
import { endLines, endRow, linesFigure, type MeanLine } from "./layer_panels.ts";
import {
  type End,
  END_COLUMNS,
  ENDS,
  EXTREME_COLUMNS,
  inBits,
  type LayerEstimate,
  Layers,
  matchedSizes,
  type NetworkLayer,
  OUTWEIGHS,
  type Part,
  sidesInWords,
  type SizePoint,
} from "./layers.ts";

/**
 * The smaller part of Ω has this share of both or less: the other one decides. Renumbering hardly matters
 * when it changes less than this share of the spread between networks.
 */
const MINOR = 0.25;

/**
 * Draws the parts of the most redundant and the most synergistic multiplets of each size: Ω(X, y) with
 * Ω(X), and the target's part Δ = Ω(X, y) − Ω(X) on an axis of its own.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function partsFigure(result: LayerSearchResult): DataFigure {
  const layers = new Layers(result);
  const points = (end: End, part: Part) => layers.extremes(({ exact }) => exact, end, part);
  const targets = ENDS.flatMap((end) => points(end, "targetContribution"));
  return linesFigure(layers, {
    title: partsTitle(targetShare(layers.all)),
    subtitle: [
      "Ω of the extreme multiplets with and without the target y, and the target’s part " +
      `${unbroken("Δ = Ω(X, y) − Ω(X)")}; for two neurons ${unbroken("Ω(X) = 0")}.`,
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: total and Ω(X), then Δ. Δ lies " +
      `${enumerate(layers.groups.map(({ name }) => rangeInWords(name, targets)))}.`,
    ],
    rows: [
      endRow("Ω (bits)", 170, (end) => [
        { points: points(end, "oInformation") },
        { points: points(end, "featuresOInformation"), dashed: true },
      ]),
      endRow("Δ (bits)", 110, (end) => [{ points: points(end, "targetContribution"), band: true }]),
    ],
    key: { solid: "Ω(X, y) and Δ", dashed: "Ω(X)" },
    table: layers.extremeRows(["exact"], ({ exact }) => exact),
    columns: EXTREME_COLUMNS,
  });
}

function rangeInWords(layer: string, targets: readonly SizePoint[]): string {
  const means = targets.filter((point) => point.layer === layer).map(({ mean }) => mean);
  const range = rangeText([Math.min(...means), Math.max(...means)]);
  return `${unbroken(range)} bits in ${layer}`;
}

/** |Δ| as a share of |Δ| + |Ω(X)|, summed over extremes of at least three neurons. */
function targetShare(results: readonly NetworkLayer[]): number | undefined {
  let target = 0;
  let features = 0;
  for (const { exact } of results) {
    for (const extremes of exact) {
      if (extremes.size < 3) continue;
      for (const end of ENDS) {
        target += Math.abs(extremes[end].targetContribution);
        features += Math.abs(extremes[end].featuresOInformation);
      }
    }
  }
  return target + features === 0 ? undefined : target / (target + features);
}

function partsTitle(share: number | undefined): string {
  if (share === undefined) return "Of two neurons all of Ω(X, y) is the target’s part";
  const [own, other] = [percent(share), percent(1 - share)];
  if (share <= MINOR) {
    return `The extremes are made by the neurons among themselves: the target’s part is only ${own} of |Ω(X)| + |Δ|`;
  }
  if (share >= 1 - MINOR) {
    return `The extremes are made by the target: its part is ${own} of |Ω(X)| + |Δ|`;
  }
  return `Neurons and target both make the extremes: Ω(X) is ${other} and the target’s part ${own} of |Ω(X)| + |Δ|`;
}

/**
 * Draws the extremes of the exact search under each encoding of the target, one below the other on the
 * same axes, with those of the literal `copula` encoding dashed behind the others. The title says in
 * which layers the encoding decides whether redundancy outweighs synergy.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function encodingsFigure(result: LayerSearchResult): DataFigure {
  const layers = new Layers(result);
  const linesOf = (encoding: TargetEncoding, dashed: boolean) =>
    endLines((end) => [
      { points: layers.extremes((own) => extremesUnder(own, encoding), end), dashed },
    ]);
  const dominances = TARGET_ENCODINGS.map((encoding) => ({
    encoding,
    layers: layers.estimates((own) => layerDominance(extremesUnder(own, encoding))),
  }));
  return linesFigure(layers, {
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
    table: layers.extremeRows(TARGET_ENCODINGS, extremesUnder),
    columns: { encoding: (row) => row.variant, ...EXTREME_COLUMNS },
  });
}

function extremesUnder(own: LayerResult, encoding: TargetEncoding): readonly LayerExtremes[] {
  return encoding === "copula" ? own.exact : own.encodings[encoding];
}

/** @param encodings sides of the layers under each encoding, `copula` first */
function encodingsTitle(
  { networks }: LayerSearchResult,
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

/**
 * Draws the extremes of Ω(X, y) with the classes as they are numbered, and how far they move when the
 * classes are renumbered at random: the mean and the range over the renumberings, each a mean over the
 * networks. The title compares the root mean square of the changes with that of the standard
 * deviations between networks.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function renamingFigure(result: LayerSearchResult): DataFigure {
  const layers = new Layers(result);
  const all = layers.endRows(renamedExtremes);
  const none = all.length === 0;
  const largest = Math.max(...all.flatMap(({ changes }) => changes.map(Math.abs)));
  const count = plural(result.renamings, "random renumbering");
  return linesFigure(layers, {
    title: renamingTitle(result, layers, all),
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
      endRow("Ω(X, y) (bits)", 160, (end) => [
        { points: layers.extremes(({ exact }) => exact, end) },
      ]),
      ...(none ? [] : [
        endRow("Change (bits)", 130, (end) => [
          { points: changePoints(layers, end), band: true },
        ]),
      ]),
    ],
    key: { band: "range over renumberings" },
    table: all.map((row) => (
      { ...row, renamed: summarise(row.changes.map((change) => row.original + change)) }
    )),
    columns: {
      ...END_COLUMNS,
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
    return changes.length === 0 ? [] : [{ size, original, changes }];
  });
}

type Renamed = ReturnType<typeof renamedExtremes>[number];

/** Mean change, and from `low` to `high` its range over renumberings; means over networks. */
function changePoints(layers: Layers, end: End): MeanLine["points"] {
  const [means, lows, highs] = (["mean", "minimum", "maximum"] as const).map((statistic) =>
    layers.points(
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
  { networks }: LayerSearchResult,
  layers: Layers,
  all: readonly Renamed[],
): string {
  if (all.length === 0) return "Not tested: the classes were not renumbered";
  const change = inBits(rootMeanSquare(all.flatMap(({ changes }) => changes)));
  const moves = `moves the extremes by ${bits(change)}`;
  if (networks.length === 1) {
    return `Renumbering the classes ${moves} in network ${networks[0]!.index} (root mean square)`;
  }
  const deviations = ENDS.flatMap((end) =>
    layers.extremes(({ exact }) => exact, end)
      .map(({ standardDeviation = 0 }) => standardDeviation)
  );
  const ratio = change / rootMeanSquare(deviations);
  const compared = `${percent(ratio)} of the spread between networks`;
  if (ratio <= MINOR) return `Renumbering the classes hardly matters: it ${moves}, ${compared}`;
  if (ratio < 1) return `Renumbering the classes ${moves}, ${compared}`;
  return `Renumbering the classes matters as much as the choice of the network: it ${moves}, ` +
    compared;
}
