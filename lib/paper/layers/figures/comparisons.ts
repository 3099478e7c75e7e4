/** The extremes beside those of the other search, those before training, and sums over their parts. */
import { layerDominance, type LayerSearchResult, type TargetSummary } from "../result.ts";
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { bits, enumerate, meanInWords, percent, plural } from "../../../figures/kit/text.ts";
import { lineAcross, REFERENCE_LOOK, referenceEntry } from "../../../figures/kit/panel.ts";
import type { SearchedFigureOptions } from "./figure1.ts";
import { endLines, endRow, linesFigure } from "./layer_panels.ts";
import {
  type End,
  END_COLUMNS,
  END_LOOKS,
  ENDS,
  EXTREME_COLUMNS,
  inBits,
  Layers,
  matchedSizes,
  type NetworkLayer,
  OUTWEIGHS,
  sidesInWords,
  sidesTitle,
  type SideWords,
  type SizePoint,
} from "./layers.ts";

/** Mean gaps below this, in bits, are not told apart. */
const SMALL = 0.01;
/** Gaps up to this, in nats, are rounding. */
const SAME = 1e-9;

/**
 * Draws the extremes of the exact search and of the paper's greedy one, the gap between them in bits,
 * and the share of networks where the greedy search is not optimal, by size and layer.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function greedyGapFigure(result: LayerSearchResult): DataFigure {
  const layers = new Layers(result);
  const all = layers.endRows(comparisons);
  const gapsAt = (end: End) => layers.points((own) => comparisons(own, end), ({ gap }) => gap);
  const gaps = ENDS.flatMap((end) => gapsAt(end).map((point): Gap => ({ ...point, end })));
  const worst = layers.groups.map(({ name }) => {
    const { mean, size, end } = worstOf(gaps.filter(({ layer }) => layer === name));
    return `${bits(mean)} in ${name} (${END_LOOKS[end].adjective}, ${size} neurons)`;
  });
  return linesFigure(layers, {
    title: gapTitle(gaps, all),
    subtitle: [
      "Extremes found by the exact search and by the paper’s greedy one, the gap between them, " +
      "and the share of networks where greedy misses the exact extreme.",
    ],
    description: [
      "Line charts over multiplet size, a column for every layer. Largest mean gaps: " +
      `${enumerate(worst)}.`,
    ],
    rows: [
      endRow("Ω(X, y) (bits)", 150, (end) => [
        { points: layers.extremes(({ exact }) => exact, end) },
        { points: layers.extremes(({ greedy }) => greedy, end), dashed: true },
      ]),
      endRow("Gap (bits)", 90, (end) => [{ points: gapsAt(end), band: true }]),
      endRow("Missed (%)", 80, (end) => {
        const missed = (one: Comparison) => isMissed(one) ? 100 : 0;
        return [{ points: layers.points((own) => comparisons(own, end), missed, Number) }];
      }, { values: [100] }),
    ],
    key: { solid: "exact", dashed: "greedy" },
    table: all,
    columns: {
      ...END_COLUMNS,
      exact_bits: (row) => inBits(row.exact),
      greedy_bits: (row) => inBits(row.greedy),
      gap_bits: (row) => inBits(row.gap),
    },
  });
}

/** Both searches at one end, size by size, in nats; `gap`: how much less extreme the greedy one is. */
function comparisons(own: NetworkLayer, end: End) {
  return matchedSizes(own.exact, own.greedy).map(({ size, first, second }) => {
    const [exact, greedy] = [first[end].oInformation, second[end].oInformation];
    const gap = Math.max(0, END_LOOKS[end].sign * (exact - greedy));
    return { size, exact, greedy, gap };
  });
}

type Comparison = ReturnType<typeof comparisons>[number];

const isMissed = ({ gap }: Comparison): boolean => gap > SAME;

/** A mean gap in bits. */
type Gap = SizePoint & { readonly end: End };

const worstOf = (gaps: readonly Gap[]): Gap =>
  gaps.reduce((worst, one) => one.mean > worst.mean ? one : worst);

function gapTitle(gaps: readonly Gap[], all: readonly Comparison[]): string {
  const missed = all.filter(isMissed).length;
  const searches = plural(all.length, "search", "searches");
  if (missed === 0) return `Greedy search finds the exact extreme in all of ${searches}`;
  const { mean, size, end, layer } = worstOf(gaps);
  const gap = mean < SMALL
    ? `stays below ${bits(SMALL)}`
    : `reaches ${bits(mean)} (${END_LOOKS[end].adjective} ${size} neurons of ${layer})`;
  return `Greedy search misses the exact extreme in ${percent(missed / all.length)} of ` +
    `${searches}; the mean gap ${gap}`;
}

/** What the sign of d after training minus d before means. */
const SHIFTS: SideWords = {
  above: "towards redundancy",
  below: "towards synergy",
  around: "neither way",
};

/**
 * Draws the extremes of the networks before and after training, and the difference after − before of
 * each network's own values. The title says in which layers training changes the balance d, the mean
 * over sizes below n of max Ω + min Ω.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function untrainedFigure(
  result: LayerSearchResult,
  { search = "greedy" }: SearchedFigureOptions = {},
): DataFigure {
  const layers = new Layers(result);
  const shifts = layers.estimates((own) =>
    inBits(layerDominance(own[search]) - layerDominance(own.untrained[search]))
  );
  const changes = shifts.map((shift) => `${meanInWords(shift, "bits")} in ${shift.layer}`);
  const before = layers.estimates((own) => layerDominance(own.untrained[search]));
  const untrained = before.length === 0
    ? ""
    : `Before training ${sidesInWords(before, OUTWEIGHS)}.`;
  return linesFigure(layers, {
    title: sidesTitle(result, shifts, SHIFTS, "training shifts the balance "),
    subtitle: [
      `Extremes of the ${search} search in the same networks before and after training, and the ` +
      "difference after − before.",
      untrained,
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: extremes before and after " +
      "training, then their difference.",
      untrained,
      shifts.length === 0
        ? ""
        : `The mean over sizes below n of max Ω + min Ω changes by ${enumerate(changes)}.`,
    ],
    rows: [
      endRow("Ω(X, y) (bits)", 170, (end) => [
        { points: layers.extremes((own) => own[search], end) },
        { points: layers.extremes((own) => own.untrained[search], end), dashed: true },
      ]),
      endRow("Difference (bits)", 130, (end) => [{
        points: layers.points(
          (own) => matchedSizes(own[search], own.untrained[search]),
          ({ first, second }) => first[end].oInformation - second[end].oInformation,
        ),
        band: true,
      }]),
    ],
    key: { solid: "after training, difference", dashed: "before training" },
    table: layers.extremeRows(
      ["after", "before"],
      (own, training) => training === "after" ? own[search] : own.untrained[search],
    ),
    columns: { search: () => search, training: (row) => row.variant, ...EXTREME_COLUMNS },
  });
}
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
export function partsAgainstWholeFigure(result: LayerSearchResult): DataFigure {
  const layers = new Layers(result);
  const entropy = inBits(result.targetEntropy);
  const comparison = (whole: Measure, parts: Measure) =>
    endLines((end) => {
      const points = (measure: Measure) =>
        layers.points((own) => summariesOf(own, end), (one) => one[measure]);
      return [{ points: points(whole) }, { points: points(parts), dashed: true }];
    });
  return linesFigure(layers, {
    title: pairsTitle(result, predictionByPairs(layers.all)),
    subtitle: [
      "The extreme multiplets as a whole, and the sum over their pairs (Ω) or single neurons (I). " +
      "True information cannot exceed H(y): estimates above it are none.",
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: Ω(X, y) and the sum of " +
      "Ω(xᵢ, xⱼ, y) over pairs, then I(X; y) and the sum of I(xⱼ; y) over neurons, in the " +
      `class-conditional Gaussian model, with H(y) = ${bits(entropy)} as a line.`,
      ...layers.groups.map(({ name, results }) =>
        predictionInWords(name, predictionByPairs(results))
      ),
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
    table: layers.endRows(summariesOf),
    columns: {
      ...END_COLUMNS,
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
 * when pairs say all and 0 or less when they say nothing. In words: that `share`, and how many signs differ.
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
  const explained = 1 - errors / squares;
  const share = explained > 0 ? percent(explained) : "none";
  return { explained, share, wrongSigns: percent(wrong / larger.length) };
}

type Prediction = ReturnType<typeof predictionByPairs>;

function pairsTitle({ networks }: LayerSearchResult, prediction: Prediction): string {
  if (prediction === undefined) return "No layer has multiplets larger than pairs";
  const { explained, share, wrongSigns } = prediction;
  const where = networks.length === 1 ? ` in network ${networks[0]!.index}` : "";
  const verdict = explained >= PREDICTED
    ? "Pairs predict the larger multiplets"
    : explained > NOT_PREDICTED
    ? "Pairs predict the larger multiplets only in part"
    : "Pairs do not predict the larger multiplets";
  return `${verdict}${where}: their sum explains ${share} of Ω and has the wrong sign for ` +
    `${wrongSigns} of them`;
}

function predictionInWords(layer: string, prediction: Prediction): string {
  return prediction === undefined
    ? ""
    : `In ${layer} pairs explain ${prediction.share} of Ω and have the wrong sign for ` +
      `${prediction.wrongSigns} of the multiplets.`;
}
