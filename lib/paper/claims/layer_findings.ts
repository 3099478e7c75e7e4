/** Findings of section 4.1 beside the balance of layers: the titles of its figures, and their numbers. */
import {
  balanceFinding,
  clausesOf,
  END_LABELS,
  estimateOf,
  judgedLayers,
  layersInWords,
  sideOf,
} from "./layer_balance.ts";
import { titleOf } from "./wording.ts";
import { TARGET_ENCODINGS } from "../../information/target_encoding.ts";
import { bits, decimal, enumerate, percent, plural } from "../../figures/kit/text.ts";
import { summarise } from "../../statistics/mod.ts";
import type { Finding } from "../../studies/finding.ts";
import { type End, ENDS, inBits, type LayerRow, type LayerSearchResult } from "../layers/result.ts";
import { endByEnd, type ExtremeRow, extremesIn, paired, pointsBySize } from "../layers/rows.ts";

/** A finding without numbers behind it. */
const withoutEstimates = (statement: string): Finding => ({ statement, estimates: [] });

/** Gaps up to this, in nats, are rounding. */
const ROUNDING = 1e-9;

/** An extreme of the exact search, and how much less extreme that of the greedy search is, in nats. */
export interface GreedyGap extends ExtremeRow {
  readonly exact: number;
  readonly greedy: number;
  /** 0 or more. */
  readonly gap: number;
  /** Whether that is more than rounding. */
  readonly missed: boolean;
}

/** Both searches wherever both were made. */
export function greedyGaps(result: LayerSearchResult): GreedyGap[] {
  const pairs = paired(extremesIn(result), extremesIn(result, { search: "greedy" }));
  return pairs.map(([row, other]) => {
    const [exact, greedy] = [row.oInformation, other.oInformation];
    const gap = Math.max(0, row.end === "redundancy" ? exact - greedy : greedy - exact);
    return { ...row, exact, greedy, gap, missed: gap > ROUNDING };
  });
}

/** In how many searches the greedy one misses the exact extreme, and the largest mean gap over networks. */
export function greedyFinding(gaps: readonly GreedyGap[]): Finding {
  const missed = gaps.filter((one) => one.missed).length;
  const points = ENDS.flatMap((end) =>
    pointsBySize(gaps.filter((one) => one.end === end), ({ gap }) => inBits(gap))
      .map((point) => ({ ...point, end }))
  );
  const worst = points.toSorted((a, b) => b.mean - a.mean).slice(0, 1);
  return {
    statement: missed === 0
      ? `Greedy search finds the exact extreme in all ${plural(gaps.length, "search", "searches")}`
      : `Greedy search misses the exact extreme in ${percent(missed / gaps.length)} of searches`,
    estimates: worst.map(({ end, size, layer, ...gap }) =>
      estimateOf(`${END_LABELS[end].adjective} ${plural(size, "neuron")} of ${layer}`, gap, "bits")
    ),
  };
}

/** The target contributes little to Ω up to this share of |Δ| + |Ω(X)|, and most from 1 minus it on. */
const LITTLE = 0.25;

/** The share of the labels in the extremes of at least three neurons: |Δ| of |Δ| + |Ω(X)|. */
export function targetFinding(result: LayerSearchResult): Finding {
  const rows = extremesIn(result).filter(({ size }) => size > 2);
  const sum = (column: "targetContribution" | "featuresOInformation") =>
    rows.reduce((total, row) => total + Math.abs(row[column]), 0);
  const target = sum("targetContribution");
  const both = target + sum("featuresOInformation");
  if (both === 0) return withoutEstimates("Ω(X, y) of two neurons is the target contribution Δ");
  const share = target / both;
  const amount = `${percent(share)} of |Ω(X)| + |Δ|`;
  const statement = share <= LITTLE
    ? `The labels contribute little to the extremes: ${amount}`
    : share >= 1 - LITTLE
    ? `The labels contribute most of the extremes: ${amount}`
    : `Neurons and labels both contribute to the extremes: labels ${amount}`;
  return { statement, estimates: [{ label: "|Δ|", mean: 100 * share, unit: "%" }] };
}

/** In which layers the encoding of the target decides which end of Ω dominates, in the exact search. */
export function encodingsFinding(result: LayerSearchResult): Finding {
  const judged = TARGET_ENCODINGS.map((encoding) =>
    judgedLayers(result, { search: "exact", encoding })
  );
  const sidesOf = (name: string) =>
    judged.flat().flatMap(({ layer, dominance }) =>
      layer === name && dominance ? sideOf(dominance) : []
    );
  const names = result.layers.map(({ name }) => name).filter((name) => sidesOf(name).length > 0);
  if (names.length === 0) {
    return withoutEstimates("No layer has the three neurons needed to compare target encodings");
  }
  const depends = names.filter((name) => new Set(sidesOf(name)).size > 1);
  const words = depends.length > 0
    ? "whether redundancy dominates depends on the target encoding in " +
      layersInWords(depends, result.layers.length)
    : "all target encodings agree which end of Ω dominates each layer";
  return withoutEstimates(titleOf(result.networks, words));
}

/** An extreme, and what renumbering the classes adds to Ω, in nats: one change per label permutation. */
export interface Renumbered extends ExtremeRow {
  readonly original: number;
  readonly changes: readonly number[];
}

/** Extremes that were searched under permuted labels as well. */
export function renumberedExtremes(result: LayerSearchResult): Renumbered[] {
  const originals = extremesIn(result);
  const permuted = Array.from(
    { length: result.renamings },
    (_, renaming) => new Map(paired(originals, extremesIn(result, { renaming }))),
  );
  return endByEnd(originals).flatMap((row) => {
    const changes = permuted.flatMap((found) => found.get(row) ?? [])
      .map(({ oInformation }) => oInformation - row.oInformation);
    return changes.length === 0 ? [] : [{ ...row, original: row.oInformation, changes }];
  });
}

/** Root mean square of the changes, against that of the standard deviations between networks. */
export function renumberingFinding(
  result: LayerSearchResult,
  renumbered: readonly Renumbered[],
): Finding {
  if (renumbered.length === 0) {
    return withoutEstimates("Not tested: the classes were not renumbered");
  }
  const change = inBits(rootMeanSquare(renumbered.flatMap(({ changes }) => changes)));
  const deviations = ENDS.flatMap((end) =>
    pointsBySize(extremesIn(result, { end }), ({ oInformation }) => inBits(oInformation))
      .map(({ standardDeviation = 0 }) => standardDeviation)
  );
  const changes = `renumbering the classes changes Ω by ${bits(change)}`;
  const words = result.networks.length === 1
    ? changes
    : `${changes}, ${percent(change / rootMeanSquare(deviations))} of the networks’ spread`;
  return {
    statement: titleOf(result.networks, words),
    estimates: [{ label: "root mean square change", mean: change, unit: "bits" }],
  };
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(summarise(values.map((value) => value ** 2)).mean);
}

/** Sums over pairs predict Ω of larger multiplets from the first R² on, and do not up to the second. */
const PREDICTED = 0.8;
const NOT_PREDICTED = 0.2;

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

/** Whether sums over pairs predict Ω of larger multiplets. */
export function pairsFinding(result: LayerSearchResult): Finding {
  const prediction = predictionByPairs(extremesIn(result));
  if (prediction === undefined) {
    return withoutEstimates("No layer has multiplets larger than pairs");
  }
  const { explained, words, wrongSigns } = prediction;
  const outcome = explained >= PREDICTED
    ? "predict Ω"
    : explained > NOT_PREDICTED
    ? "predict Ω only in part"
    : "do not predict Ω";
  return {
    statement: titleOf(result.networks, `sums over pairs ${outcome} (${words})`),
    estimates: [
      { label: "R²", mean: explained, unit: "" },
      { label: "wrong sign", mean: 100 * wrongSigns, unit: "%" },
    ],
  };
}

/** The most extreme multiplet of a layer, over all sizes, and which classes it is about. */
export interface ClassProfile extends Pick<ExtremeRow, "network" | "layer" | "end" | "multiplet"> {
  /** Δ with the target "class c against the rest", in nats, by class. */
  readonly contributions: readonly number[];
  /**
   * Share of the largest class in Σ_c |Δ_c|: 1/C where all C classes count alike, 1 where one class is
   * all. Not a number where every Δ_c is 0.
   */
  readonly specificity: number;
}

/** Layer by layer, in each network by network. */
export function classProfiles({ layers, rows }: LayerSearchResult): ClassProfile[] {
  const found = rows.filter((row): row is LayerRow & { readonly end: End } =>
    row.classAgainstRest !== undefined && row.end !== undefined
  );
  const own = layers.flatMap(({ name }) => found.filter(({ layer }) => layer === name));
  const profiles = Map.groupBy(endByEnd(own), (row) => `${row.network} ${row.layer} ${row.end}`);
  return [...profiles.values()].map((classes) => {
    const { network, layer, end, multiplet } = classes[0]!;
    const contributions = classes.map(({ targetContribution = 0 }) => targetContribution);
    const sizes = contributions.map(Math.abs);
    const specificity = Math.max(...sizes) / sizes.reduce((sum, size) => sum + size, 0);
    return { network, layer, end, multiplet, contributions, specificity };
  });
}

/** Class specificity of the most synergistic multiplets of each layer against the first layer's, by network. */
export function specificityFinding(
  result: LayerSearchResult,
  profiles: readonly ClassProfile[],
): Finding {
  const [first, ...others] = result.layers.map(({ name }) => name);
  if (others.length === 0) {
    return withoutEstimates(`No other layer to compare the specificity of ${first} with`);
  }
  const shareIn = (layer: string, network: number) => {
    const profile = profiles.find((one) =>
      one.network === network && one.layer === layer && one.end === "synergy"
    );
    return 100 * (profile?.specificity ?? NaN);
  };
  const changes = others.flatMap((layer) => {
    const values = result.networks.map((n) => shareIn(layer, n) - shareIn(first!, n))
      .filter((value) => !Number.isNaN(value));
    return values.length === 0 ? [] : [{ layer, dominance: summarise(values) }];
  });
  if (changes.length === 0) {
    return withoutEstimates("No multiplet has a target contribution to compare by class");
  }
  const sides = clausesOf(changes, {
    above: (layers) => `more class-specific in ${layers}`,
    below: (layers) => `less class-specific in ${layers}`,
  }, result.layers.length);
  const words = sides.length === 0
    ? `no layer differs significantly from ${first} in class specificity`
    : `synergistic multiplets are ${enumerate(sides)} than in ${first}`;
  return {
    statement: titleOf(result.networks, words),
    estimates: changes.map(({ layer, dominance }) =>
      estimateOf(`${layer} − ${first}`, dominance, "points")
    ),
  };
}

/**
 * The neurons that the two most extreme multiplets of a layer of one network share.
 *
 * @param analysed how many neurons of the layer can be analysed
 */
export function sharedNeuronsFinding(
  layer: string,
  { synergy, redundancy }: Readonly<Record<End, Pick<LayerRow, "multiplet">>>,
  analysed: number,
): Finding {
  const [small, large] = [synergy.multiplet, redundancy.multiplet];
  const shared = small.filter((neuron) => large.includes(neuron)).length;
  const statement = () => {
    if (small.length < analysed && large.length === analysed) {
      return `In ${layer} the most redundant multiplet has all ${analysed} neurons, ` +
        `the most synergistic ${small.length}`;
    }
    const both = `The most synergistic and most redundant multiplets of ${layer}`;
    if (shared === 0) return `${both} share no neuron`;
    if (shared < Math.min(small.length, large.length)) {
      return `${both} share ${plural(shared, "neuron")}`;
    }
    if (small.length === large.length) return `${both} are the same`;
    const [outer, inner] = small.length < large.length
      ? ["redundant", "synergistic"]
      : ["synergistic", "redundant"];
    return `The most ${outer} multiplet of ${layer} contains the most ${inner} one`;
  };
  return {
    statement: statement(),
    estimates: [{ label: "shared neurons", mean: shared, unit: "neurons" }],
  };
}

/** Findings of the study of layers: the titles of its figures over all networks, in their order. */
export const LAYER_FINDINGS: readonly ((result: LayerSearchResult) => Finding)[] = [
  (result) => balanceFinding(result),
  (result) => greedyFinding(greedyGaps(result)),
  targetFinding,
  (result) => balanceFinding(result, { networks: "difference" }),
  encodingsFinding,
  (result) => renumberingFinding(result, renumberedExtremes(result)),
  pairsFinding,
  (result) => specificityFinding(result, classProfiles(result)),
];
