/** Findings of section 4.1 beside the balance of layers: the titles of its figures, and their numbers. */
import { balanceBySizeFinding, balanceFinding, END_LABELS, estimateOf } from "./layer_balance.ts";
import { classProfiles, specificityFinding } from "./class_findings.ts";
import {
  encodingsFinding,
  renumberedExtremes,
  renumberingFinding,
  targetFinding,
} from "./label_findings.ts";
import { biasedOptima, rankBiasFinding } from "./rank_bias_findings.ts";
import { significanceFinding } from "./significance_findings.ts";
import { titleOf, withoutEstimates } from "./wording.ts";
import { decimal, integer, percent, plural, unbroken } from "../../figures/kit/text.ts";
import { EXHAUSTIVE_UP_TO } from "../../search/cost/cost.ts";
import type { Finding } from "../../studies/finding.ts";
import { ENDS, inBits, type LayerSearchResult } from "../layers/result.ts";
import {
  byPlace,
  type ExtremeRow,
  extremesIn,
  paired,
  placeOf,
  pointsBySize,
} from "../layers/rows.ts";

/** Gaps up to this, in nats, are rounding. */
const ROUNDING = 1e-9;

/** An extreme of `referenceSearch`, and how much less extreme that of the greedy search is, in nats. */
export interface GreedyGap extends ExtremeRow {
  readonly reference: number;
  readonly greedy: number;
  /** 0 or more beside the exact search; below 0 where greedy has a more extreme one than the ladder. */
  readonly gap: number;
  /** Whether the greedy search misses the extreme of the reference, by more than rounding. */
  readonly missed: boolean;
  /** Whether the reference misses the extreme of the greedy search, by more than rounding. */
  readonly greedyAhead: boolean;
  /** Whether the greedy search leaves multiplets of this size out: not up to six neurons, nor of all neurons. */
  readonly canMiss: boolean;
}

/** Both searches wherever both were made. */
export function greedyGaps(result: LayerSearchResult): GreedyGap[] {
  const all = extremesIn(result);
  const largest = new Map(byPlace(all).map((rows) => [placeOf(rows[0]!), largestOf(rows)]));
  return paired(all, extremesIn(result, { search: "greedy" })).map(([row, other]) => {
    const [reference, greedy] = [row.oInformation, other.oInformation];
    const difference = row.end === "redundancy" ? reference - greedy : greedy - reference;
    const gap = row.search === "exact" ? Math.max(0, difference) : difference;
    const canMiss = row.size > EXHAUSTIVE_UP_TO && row.size < largest.get(placeOf(row))!;
    const [missed, greedyAhead] = [gap > ROUNDING, gap < -ROUNDING];
    return { ...row, reference, greedy, gap, missed, greedyAhead, canMiss };
  });
}

const largestOf = (rows: readonly ExtremeRow[]) => Math.max(...rows.map(({ size }) => size));

/**
 * In how many of those searches that can miss the exact extreme the greedy one does; the estimates are that share
 * and the largest mean gap over networks.
 */
export function greedyFinding(gaps: readonly GreedyGap[]): Finding {
  const able = gaps.filter(({ canMiss }) => canMiss);
  const missed = able.filter((one) => one.missed).length;
  const points = ENDS.flatMap((end) =>
    pointsBySize(able.filter((one) => one.end === end), ({ gap }) => inBits(gap))
      .map((point) => ({ ...point, end }))
  );
  const worst = points.toSorted((a, b) => b.mean - a.mean).slice(0, 1);
  if (able.length === 0) return withoutEstimates("Greedy search compares all multiplets here");
  const searches = plural(able.length, "search", "searches");
  const isProven = able.every(({ search }) => search === "exact");
  return {
    statement: !isProven
      ? `Ladder search beats greedy search in ${
        percent(missed / able.length)
      } of cases above k = ${EXHAUSTIVE_UP_TO}`
      : missed === 0
      ? `Greedy search finds the exact extreme in all ${searches} that can miss`
      : `Greedy search misses the extreme in ${
        percent(missed / able.length)
      } of searches that can miss`,
    estimates: [
      { label: `missed, of ${searches}`, mean: 100 * missed / able.length, unit: "%" },
      ...worst.map(({ end, size, layer, ...gap }) =>
        estimateOf(
          `${END_LABELS[end].adjective} ${plural(size, "neuron")} of ${layer}`,
          gap,
          "bits",
        )
      ),
    ],
  };
}

/** Which searches can miss, for the subtitle of a figure. */
export function canMissNote(gaps: readonly GreedyGap[]): string {
  const able = gaps.filter(({ canMiss }) => canMiss).length;
  return `${integer(able)} of ${plural(gaps.length, "search", "searches")} can miss: up to ` +
    `${EXHAUSTIVE_UP_TO} neurons greedy compares all multiplets, and there is one of all neurons.`;
}

/**
 * How often greedy has the more extreme multiplet, and what the ladder search does not say, for the subtitle of a figure;
 * empty beside the exact search.
 */
export function greedyAheadNote(gaps: readonly GreedyGap[]): string {
  if (gaps.every(({ search }) => search === "exact")) return "";
  const ahead = (ones: readonly GreedyGap[]) =>
    integer(ones.filter(({ greedyAhead }) => greedyAhead).length);
  const first =
    `Greedy has the more extreme multiplet in ${ahead(gaps.filter(({ canMiss }) => canMiss))} of ` +
    "these searches.";
  const largest = gaps.filter(isCompared);
  if (largest.length === 0) return first;
  return (
    `${first} At ${EXHAUSTIVE_UP_TO} neurons, where greedy compares all multiplets, the ladder ` +
    `search misses the extreme in ${ahead(largest)} of ` +
    `${plural(largest.length, "search", "searches")}: above, the true extremes can be farther ` +
    "away, too."
  );
}

/** Whether greedy compares all multiplets of a size that the ladder search does not compare as a whole. */
export const isCompared = ({ size, proven = false }: Pick<GreedyGap, "size" | "proven">): boolean =>
  size === EXHAUSTIVE_UP_TO && !proven;

/** Sums over pairs give Ω of larger multiplets from the first R² on, and do not up to the second. */
const GIVEN = 0.8;
const NOT_GIVEN = 0.2;

/** Prediction of Ω of larger multiplets by sums over pairs. */
export interface PairsPrediction {
  /** R² = 1 − Σ (Ω − Σ pairs)² / Σ Ω²: 1 where the sums are Ω; in words "R² = 0.75" or "R² ≤ 0". */
  readonly explained: number;
  readonly words: string;
  /** Share of multiplets for which the sum has the other sign, 0..1. */
  readonly wrongSigns: number;
}

/** Of the multiplets of at least three neurons; `undefined` where there is none. */
export function predictionByPairs(rows: readonly ExtremeRow[]): PairsPrediction | undefined {
  const larger = rows.filter(({ size }) => size > 2);
  if (larger.length === 0) return undefined;
  let [squares, errors, wrong] = [0, 0, 0];
  for (const { oInformation, pairsOInformation: pairs = 0 } of larger) {
    squares += oInformation ** 2;
    errors += (oInformation - pairs) ** 2;
    if (oInformation * pairs < 0) wrong++;
  }
  const explained = 1 - errors / squares;
  const words = explained > 0 ? `R² = ${decimal(explained)}` : "R² ≤ 0";
  return { explained, words, wrongSigns: wrong / larger.length };
}

/** Whether sums of Ω over pairs of neurons, each with y, are Ω of larger multiplets. */
export function pairsFinding(result: LayerSearchResult): Finding {
  const prediction = predictionByPairs(extremesIn(result));
  if (prediction === undefined) {
    return withoutEstimates("No layer has multiplets larger than pairs");
  }
  const { explained, words, wrongSigns } = prediction;
  const outcome = explained >= GIVEN
    ? "give Ω"
    : explained > NOT_GIVEN
    ? "give part of Ω"
    : "do not give Ω";
  return {
    statement: titleOf(
      result.networks,
      `sums over pairs of neurons with y ${outcome} (${unbroken(words)})`,
    ),
    estimates: [
      { label: "R²", mean: explained, unit: "" },
      { label: "wrong sign", mean: 100 * wrongSigns, unit: "%" },
    ],
  };
}

/** Findings of the study of layers: the titles of its figures over all networks, in their order. */
export const LAYER_FINDINGS: readonly ((result: LayerSearchResult) => Finding)[] = [
  (result) => balanceFinding(result),
  (result) => significanceFinding(result),
  (result) => balanceBySizeFinding(result),
  (result) => rankBiasFinding(result, biasedOptima(result)),
  (result) => greedyFinding(greedyGaps(result)),
  targetFinding,
  (result) => balanceFinding(result, { networks: "difference" }),
  encodingsFinding,
  (result) => renumberingFinding(result, renumberedExtremes(result)),
  pairsFinding,
  (result) => specificityFinding(result, classProfiles(result)),
];
