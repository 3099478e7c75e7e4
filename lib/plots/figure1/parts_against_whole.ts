/**
 * Single neurons and pairs against larger multiplets: the paper's point against pairwise measures.
 * @module
 */
import type { Figure1Result, TargetSummary } from "../../experiments/figure1_result.ts";
import { REFERENCE_DASHES, referenceLine } from "../axes.ts";
import { composeFigure } from "../compose.ts";
import { type CsvRow, csvText } from "../csv.ts";
import type { DataFigure } from "../figure.ts";
import { bits, percent, sentences } from "../format.ts";
import { lineSample } from "../legend.ts";
import { PALETTE } from "../theme.ts";
import { type End, ENDS } from "./ends.ts";
import { PLACE_COLUMNS, placeOf } from "./extreme_rows.ts";
import { inBits } from "./in_bits.ts";
import {
  droppedNote,
  type LayerGroup,
  layerGroups,
  meansNote,
  type NetworkLayer,
} from "./layer_groups.ts";
import { drawLayerPanels } from "./layer_panels.ts";
import { lineRow, linesLegend, type MeanLine } from "./mean_lines.ts";
import { type SizePoint, sizePoints } from "./size_points.ts";

/** The measures of a {@link TargetSummary}. */
type Measure = Exclude<keyof TargetSummary, "size">;

/** How well the sum over pairs stands for Ω of multiplets of at least three neurons. */
interface Prediction {
  /** 1 − Σ (Ω − pairs)² / Σ Ω²: 1 when pairs say all, 0 or less when they say nothing. */
  readonly explained: number;
  /** Share of multiplets whose Ω has the other sign than the sum over their pairs. */
  readonly wrongSign: number;
}

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
  const line = (end: End, measure: Measure, stroke: MeanLine["stroke"]): MeanLine => ({
    points: summaryPoints(groups, end, measure),
    colour: PALETTE[end],
    stroke,
  });
  const comparison = (whole: Measure, parts: Measure) =>
    ENDS.flatMap((end) => [line(end, whole, "solid"), line(end, parts, "dashed")]);
  const { svg, height } = drawLayerPanels({
    layers: groups,
    sizes: ENDS.flatMap((end) => summaryPoints(groups, end, "pairs").map(({ size }) => size)),
    rows: [
      lineRow({ label: "Ω(X, y) (bits)", height: 170, lines: comparison("oInformation", "pairs") }),
      lineRow({
        label: "I(X; y) (bits)",
        height: 150,
        lines: comparison("together", "alone"),
        behind: [referenceLine(entropy)],
      }),
    ],
  });
  const prediction = predictionByPairs(groups);
  return {
    ...composeFigure({
      title: titleOf(result, prediction),
      subtitle: sentences(
        "The extreme multiplets as a whole, and the sum over their pairs (Ω) or single neurons (I). " +
          "True information cannot exceed H(y): estimates above it are none.",
        meansNote(result),
        droppedNote(groups),
      ),
      description: sentences(
        "Line charts over multiplet size, a column for every layer: Ω(X, y) and the sum of " +
          "Ω(xᵢ, xⱼ, y) over pairs, then I(X; y) and the sum of I(xⱼ; y) over neurons, in the " +
          `class-conditional Gaussian model, with H(y) = ${bits(entropy)} as a line.`,
        ...groups.map((group) => describe(group)),
        droppedNote(groups),
      ),
      legend: [
        ...linesLegend({ solid: "whole multiplet", dashed: "sum over its parts" }),
        { sample: lineSample(PALETTE.reference, { dashes: REFERENCE_DASHES }), label: "H(y)" },
      ],
      drawing: svg,
      height,
    }),
    csv: csvText(
      {
        ...PLACE_COLUMNS,
        size: "size",
        end: "extreme",
        oInformation: "o_information_bits",
        pairs: "pairs_o_information_bits",
        together: "information_together_bits",
        alone: "information_alone_bits",
      },
      groups.flatMap(({ results }) => results.flatMap(csvRows)),
    ),
  };
}

function summariesOf(own: NetworkLayer, end: End): readonly TargetSummary[] {
  return end === "synergy" ? own.synergyByParts : own.redundancyByParts;
}

function summaryPoints(groups: readonly LayerGroup[], end: End, measure: Measure): SizePoint[] {
  return sizePoints(
    groups,
    (own) => summariesOf(own, end).map((one) => ({ size: one.size, value: one[measure] })),
  );
}

/** Nothing without multiplets of three neurons. */
function predictionByPairs(groups: readonly LayerGroup[]): Prediction | undefined {
  const larger = groups.flatMap(({ results }) =>
    results.flatMap((own) => ENDS.flatMap((end) => summariesOf(own, end)))
  ).filter(({ size }) => size > 2);
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

function titleOf({ networks }: Figure1Result, prediction: Prediction | undefined): string {
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

function describe(group: LayerGroup): string {
  const prediction = predictionByPairs([group]);
  if (prediction === undefined) return "";
  const { explained, wrongSign } = prediction;
  return `In ${group.name} pairs explain ${explained > 0 ? percent(explained) : "none"} of Ω and ` +
    `have the wrong sign for ${percent(wrongSign)} of the multiplets.`;
}

function csvRows(own: NetworkLayer): CsvRow[] {
  return ENDS.flatMap((end) =>
    summariesOf(own, end).map(({ size, oInformation, pairs, together, alone }) => ({
      ...placeOf(own),
      size,
      end,
      oInformation: inBits(oInformation),
      pairs: inBits(pairs),
      together: inBits(together),
      alone: inBits(alone),
    }))
  );
}
