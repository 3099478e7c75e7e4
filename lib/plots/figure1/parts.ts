/** What multiplets are made of: Ω(X) and the target's part; neurons and pairs against the whole. */
import type { Figure1Result, TargetSummary } from "../../experiments/figure1_result.ts";
import type { DataFigure } from "../kit/figure.ts";
import { bits, bitsRange, enumerate, percent, unbroken } from "../kit/format.ts";
import { lineAcross, REFERENCE_LOOK, referenceEntry } from "../kit/panel.ts";
import {
  allResults,
  type End,
  ENDS,
  EXTREME_COLUMNS,
  extremeRows,
  inBits,
  layerGroups,
  type NetworkLayer,
  PLACE_COLUMNS,
  placeOf,
} from "./layers.ts";
import {
  bandKey,
  endLines,
  extremePoints,
  linesFigure,
  type Part,
  type SizePoint,
  sizePoints,
} from "./lines.ts";

/** The smaller of both parts has this share of their sizes or less: the other one decides. */
const MINOR = 0.25;

/**
 * Draws the parts of the most redundant and the most synergistic multiplets of each size: Ω(X, y) with
 * Ω(X), and the target's part Δ = Ω(X, y) − Ω(X) on an axis of its own.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function partsFigure(result: Figure1Result): DataFigure {
  const groups = layerGroups(result);
  const points = (end: End, part: Part) => extremePoints(groups, ({ exact }) => exact, end, part);
  const targets = ENDS.flatMap((end) => points(end, "targetContribution"));
  return linesFigure({
    result,
    groups,
    title: partsTitle(targetShare(allResults(groups))),
    subtitle: [
      "Ω of the extreme multiplets with and without the target y, and the target’s part " +
      `${unbroken("Δ = Ω(X, y) − Ω(X)")}; for two neurons ${unbroken("Ω(X) = 0")}.`,
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: total and Ω(X), then Δ. Δ lies " +
      `${enumerate(groups.map(({ name }) => rangeInWords(name, targets)))}.`,
    ],
    rows: [
      {
        label: "Ω (bits)",
        height: 170,
        lines: endLines((end) => [
          { points: points(end, "oInformation") },
          { points: points(end, "featuresOInformation"), dashed: true },
        ]),
      },
      {
        label: "Δ (bits)",
        height: 110,
        lines: endLines((end) => [{ points: points(end, "targetContribution"), band: true }]),
      },
    ],
    key: { solid: "Ω(X, y) and Δ", dashed: "Ω(X)", ...bandKey(result) },
    table: allResults(groups).flatMap((own) => extremeRows(own, own.exact)),
    columns: EXTREME_COLUMNS,
  });
}

function rangeInWords(layer: string, targets: readonly SizePoint[]): string {
  const means = targets.filter((point) => point.layer === layer).map(({ mean }) => mean);
  return `${bitsRange(Math.min(...means), Math.max(...means))} bits in ${layer}`;
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

/** The measures of a {@link TargetSummary}. */
type Measure = Exclude<keyof TargetSummary, "size">;

/** Pairs predict larger multiplets from the first share on, and do not up to the second. */
const PREDICTED = 0.8;
const NOT_PREDICTED = 0.2;

/**
 * Draws Ω(X, y) of the most redundant and the most synergistic multiplets beside the sum of
 * Ω(xᵢ, xⱼ, y) over their pairs, and I(X; y) beside the sum of I(xⱼ; y) over their neurons. The title
 * says how much of Ω the pairs explain, as 1 − Σ (Ω − Σ pairs)² / Σ Ω² over all multiplets of at least
 * three neurons.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function partsAgainstWholeFigure(result: Figure1Result): DataFigure {
  const groups = layerGroups(result);
  const entropy = inBits(result.targetEntropy);
  const comparison = (whole: Measure, parts: Measure) =>
    endLines((end) => {
      const points = (measure: Measure) =>
        sizePoints(groups, (own) => summariesOf(own, end), (one) => one[measure]);
      return [{ points: points(whole) }, { points: points(parts), dashed: true }];
    });
  return linesFigure({
    result,
    groups,
    title: pairsTitle(result, predictionByPairs(allResults(groups))),
    subtitle: [
      "The extreme multiplets as a whole, and the sum over their pairs (Ω) or single neurons (I). " +
      "True information cannot exceed H(y): estimates above it are none.",
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: Ω(X, y) and the sum of " +
      "Ω(xᵢ, xⱼ, y) over pairs, then I(X; y) and the sum of I(xⱼ; y) over neurons, in the " +
      `class-conditional Gaussian model, with H(y) = ${bits(entropy)} as a line.`,
      ...groups.map(({ name, results }) => predictionInWords(name, predictionByPairs(results))),
    ],
    rows: [
      { label: "Ω(X, y) (bits)", height: 170, lines: comparison("oInformation", "pairs") },
      {
        label: "I(X; y) (bits)",
        height: 150,
        lines: comparison("together", "alone"),
        behind: [lineAcross("y", [entropy], REFERENCE_LOOK)],
      },
    ],
    key: { solid: "whole multiplet", dashed: "sum over its parts" },
    legend: [referenceEntry("H(y)")],
    table: allResults(groups).flatMap((own) =>
      ENDS.flatMap((end) => summariesOf(own, end).map((one) => ({ ...placeOf(own), end, ...one })))
    ),
    columns: {
      ...PLACE_COLUMNS,
      size: (row) => row.size,
      extreme: (row) => row.end,
      o_information_bits: (row) => inBits(row.oInformation),
      pairs_o_information_bits: (row) => inBits(row.pairs),
      information_together_bits: (row) => inBits(row.together),
      information_alone_bits: (row) => inBits(row.alone),
    },
  });
}

const summariesOf = (own: NetworkLayer, end: End): readonly TargetSummary[] =>
  end === "synergy" ? own.synergyByParts : own.redundancyByParts;

/**
 * How well sums over pairs stand for Ω of larger multiplets: `explained`, 1 − Σ (Ω − pairs)² / Σ Ω², is 1
 * when pairs say all and 0 or less when they say nothing; `wrongSign` is the share where signs differ.
 */
function predictionByPairs(results: readonly NetworkLayer[]) {
  const larger = results.flatMap((own) => ENDS.flatMap((end) => summariesOf(own, end)))
    .filter(({ size }) => size > 2);
  if (larger.length === 0) return undefined;
  let squares = 0;
  let errors = 0;
  let wrong = 0;
  for (const { oInformation, pairs } of larger) {
    squares += oInformation ** 2;
    errors += (oInformation - pairs) ** 2;
    if (oInformation * pairs < 0) wrong++;
  }
  return { explained: 1 - errors / squares, wrongSign: wrong / larger.length };
}

type Prediction = ReturnType<typeof predictionByPairs>;

function pairsTitle({ networks }: Figure1Result, prediction: Prediction): string {
  if (prediction === undefined) return "No layer has multiplets larger than pairs";
  const { explained, wrongSign } = prediction;
  const where = networks.length === 1 ? ` in network ${networks[0]!.index}` : "";
  const verdict = explained >= PREDICTED
    ? "Pairs predict the larger multiplets"
    : explained > NOT_PREDICTED
    ? "Pairs predict the larger multiplets only in part"
    : "Pairs do not predict the larger multiplets";
  const share = explained > 0 ? percent(explained) : "none";
  return `${verdict}${where}: their sum explains ${share} of Ω and has the wrong sign for ` +
    `${percent(wrongSign)} of them`;
}

function predictionInWords(layer: string, prediction: Prediction): string {
  if (prediction === undefined) return "";
  const { explained, wrongSign } = prediction;
  return `In ${layer} pairs explain ${explained > 0 ? percent(explained) : "none"} of Ω and ` +
    `have the wrong sign for ${percent(wrongSign)} of the multiplets.`;
}
