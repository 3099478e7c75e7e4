/** Findings of section 4.1 beside the balance of layers: the titles of its figures, and their numbers. */
import {
  balanceBySizeFinding,
  balanceFinding,
  END_LABELS,
  estimateOf,
  judgedLayers,
  layersInWords,
  sideOf,
} from "./layer_balance.ts";
import { type ConditionedFinding, titleOf } from "./wording.ts";
import { TARGET_ENCODINGS, type TargetEncoding } from "../../information/target_encoding.ts";
import {
  bits,
  decimal,
  enumerate,
  integer,
  percent,
  plural,
  sentences,
  unbroken,
} from "../../figures/kit/text.ts";
import { EXHAUSTIVE_UP_TO } from "../../search/cost/cost.ts";
import { holmDifferences, intervalSide, medianOf, summarise } from "../../statistics/mod.ts";
import { withInterval } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import { type End, ENDS, inBits, type LayerRow, type LayerSearchResult } from "../layers/result.ts";
import {
  byPlace,
  endByEnd,
  type ExtremeRow,
  extremesIn,
  paired,
  placeOf,
  pointsBySize,
  type SizePoint,
} from "../layers/rows.ts";

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
  /** Whether the greedy search leaves multiplets of this size out: not up to six neurons, nor of all neurons. */
  readonly canMiss: boolean;
}

/** Both searches wherever both were made. */
export function greedyGaps(result: LayerSearchResult): GreedyGap[] {
  const all = extremesIn(result);
  const largest = new Map(byPlace(all).map((rows) => [placeOf(rows[0]!), largestOf(rows)]));
  return paired(all, extremesIn(result, { search: "greedy" })).map(([row, other]) => {
    const [exact, greedy] = [row.oInformation, other.oInformation];
    const gap = Math.max(0, row.end === "redundancy" ? exact - greedy : greedy - exact);
    const canMiss = row.size > EXHAUSTIVE_UP_TO && row.size < largest.get(placeOf(row))!;
    return { ...row, exact, greedy, gap, missed: gap > ROUNDING, canMiss };
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
  return {
    statement: missed === 0
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
 * Sizes of layers, as `"fc1 7"`, at which the class-conditional model estimates more than H(y) in any network:
 * Ω(X, y) under the encoding `model` is no evidence there.
 */
function overestimated(result: LayerSearchResult): ReadonlySet<string> {
  const excessive = extremesIn(result, { encoding: "model" })
    .filter(({ informationTogether = 0 }) => informationTogether > result.targetEntropy);
  return new Set(excessive.map(sizeOf));
}
const sizeOf = ({ layer, size }: Pick<ExtremeRow, "layer" | "size">) => `${layer} ${size}`;

/** For the subtitle of a figure that leaves sizes out of what it says about the encoding `model`. */
const OVERESTIMATED =
  "Sizes where the model’s I(X; y) exceeds H(y) in any network are left out for it";

/** The part of the labels in the extremes under one encoding. */
export interface LabelShare {
  readonly encoding: Exclude<TargetEncoding, "none">;
  /** |Δ| of |Δ| + |Ω(X)|, both summed over the extremes of at least three neurons: 0..1. */
  readonly share: number;
}

/** By encoding; those without any such extreme are left out. */
export function labelShares(result: LayerSearchResult): LabelShare[] {
  const excessive = overestimated(result);
  return TARGET_ENCODINGS.flatMap((encoding) => {
    if (encoding === "none") return [];
    const rows = extremesIn(result, { encoding }).filter((row) =>
      row.size > 2 && !(encoding === "model" && excessive.has(sizeOf(row)))
    );
    const sum = (column: "targetContribution" | "featuresOInformation") =>
      rows.reduce((total, row) => total + Math.abs(row[column]), 0);
    const target = sum("targetContribution");
    const both = target + sum("featuresOInformation");
    return both === 0 ? [] : [{ encoding, share: target / both }];
  });
}

/** The share of the labels in the extremes under the encoding `copula`; the note has that of the others. */
export function targetFinding(result: LayerSearchResult): ConditionedFinding {
  const shares = labelShares(result);
  const [own, ...others] = shares;
  if (own?.encoding !== "copula") {
    return { ...withoutEstimates("Ω(X, y) of two neurons is the target contribution Δ"), note: "" };
  }
  const left = overestimated(result).size > 0 ? `. ${OVERESTIMATED}` : "";
  const words = others.map(({ encoding, share }) => `${encoding} ${percent(share)}`);
  return {
    statement: `The labels contribute ${percent(own.share)} of |Ω(X)| + |Δ| ` +
      `(copula, ${unbroken("k ≥ 3")})`,
    estimates: shares.map(({ encoding, share }) => (
      { label: `|Δ| of |Ω(X)| + |Δ|, ${encoding}, k ≥ 3`, mean: 100 * share, unit: "%" }
    )),
    note: words.length === 0
      ? ""
      : `Share of |Δ| under the other encodings: ${enumerate(words)}${left}.`,
  };
}

/** d of every layer in the exact search under an encoding, without sizes that are left out. */
function judgedWithout(
  result: LayerSearchResult,
  encoding: TargetEncoding,
  leftOut: ReadonlySet<string>,
) {
  const rows = byPlace(extremesIn(result, { encoding })).flatMap((own) => {
    // d is over sizes below the largest, which stays for that.
    const largest = largestOf(own);
    return own.filter((row) => row.size === largest || !leftOut.has(sizeOf(row)));
  });
  return judgedLayers({ ...result, rows }, { search: "exact", encoding })
    .flatMap(({ layer, dominance }) => dominance ? [{ layer, encoding, dominance }] : []);
}

/**
 * In which layers two encodings of the target give opposite signs of d, in the exact search. A significant d beside
 * one that is not significant is no difference: the note names those layers. The encoding `model` is compared with
 * the others over the sizes at which it is an estimate.
 */
export function encodingsFinding(result: LayerSearchResult): ConditionedFinding {
  const excessive = overestimated(result);
  const others = TARGET_ENCODINGS.filter((encoding) => encoding !== "model")
    .flatMap((encoding) => judgedWithout(result, encoding, new Set()));
  const common = TARGET_ENCODINGS.flatMap((encoding) => judgedWithout(result, encoding, excessive));
  const names = result.layers.map(({ name }) => name)
    .filter((name) => others.some(({ layer }) => layer === name));
  if (names.length === 0) {
    const none = "No layer has the three neurons needed to compare target encodings";
    return { ...withoutEstimates(none), note: "" };
  }
  const sidesOf = (name: string) =>
    [others, common].map((judged) =>
      new Set(judged.filter(({ layer }) => layer === name).map((one) => sideOf(one.dominance)))
    );
  const depends = names.filter((name) =>
    sidesOf(name).some((sides) => sides.has("above") && sides.has("below"))
  );
  const some = names.filter((name) =>
    !depends.includes(name) && sidesOf(name).some((sides) => sides.size > 1)
  );
  const significant = names.every((name) => sidesOf(name).every((sides) => !sides.has("around")));
  const words = depends.length > 0
    ? `whether redundancy dominates depends on the encoding in ${
      layersInWords(depends, result.layers.length)
    }`
    : significant
    ? "all target encodings agree which end of Ω dominates each layer"
    : "no target encodings disagree significantly on the dominant end of Ω";
  return {
    statement: titleOf(result.networks, words),
    estimates: [...others, ...common.filter(({ encoding }) => encoding === "model")]
      .map(({ layer, encoding, dominance }) =>
        estimateOf(`d of ${layer}, ${encoding}`, dominance, "bits")
      ),
    note: sentences(
      some.length === 0 ? "" : `In ${enumerate(some)} d is significant under some encodings only.`,
      excessive.size === 0 ? "" : `${OVERESTIMATED} and for what it is compared with.`,
    ),
  };
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

/** Root mean squares of the changes and of the target contribution Δ of the same extremes. */
export function renumberingFinding(
  result: LayerSearchResult,
  renumbered: readonly Renumbered[],
): Finding {
  if (renumbered.length === 0) {
    return withoutEstimates("Not tested: the classes were not renumbered");
  }
  const change = inBits(rootMeanSquare(renumbered.flatMap(({ changes }) => changes)));
  const target = inBits(rootMeanSquare(renumbered.map((row) => row.targetContribution)));
  const share = target === 0 ? "Δ is 0" : `${percent(change / target)} of |Δ|`;
  return {
    statement: titleOf(
      result.networks,
      `renumbering the classes changes Ω by ${bits(change)}, ${share}`,
    ),
    estimates: [
      { label: "root mean square change", mean: change, unit: "bits" },
      { label: "root mean square Δ", mean: target, unit: "bits" },
    ],
  };
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(summarise(values.map((value) => value ** 2)).mean);
}

/** A synergy optimum of which the bias of the ranks was estimated. */
export type BiasedRow = ExtremeRow & Required<Pick<ExtremeRow, "rankBias">>;

/** The most synergistic multiplet of every size, exact search, in trained networks; none where it was not estimated. */
export const biasedOptima = (result: LayerSearchResult): BiasedRow[] =>
  extremesIn(result, { end: "synergy" }).filter((row): row is BiasedRow =>
    row.rankBias !== undefined
  );

/** Whether the bias of the ranks is larger than one bootstrap standard deviation, which it needs. */
const exceedsDeviation = ({ rankBias, bootstrapDeviation = Infinity }: BiasedRow): boolean =>
  Math.abs(rankBias) > bootstrapDeviation;

/** Mean bias of the ranks at one size of a layer, in bits. */
export interface BiasPoint extends SizePoint {
  /** Mean bootstrap standard deviation, in bits; absent where there is none. */
  readonly deviation?: number | undefined;
}

/** Means over networks by layer and size. */
export function biasPoints(optima: readonly BiasedRow[]): BiasPoint[] {
  const deviations = pointsBySize(
    optima.filter(({ bootstrapDeviation }) => bootstrapDeviation !== undefined),
    ({ bootstrapDeviation }) => inBits(bootstrapDeviation!),
  );
  const known = new Map(deviations.map((point) => [sizeOf(point), point.mean]));
  return pointsBySize(optima, ({ rankBias }) => inBits(rankBias))
    .map((point) => ({ ...point, deviation: known.get(sizeOf(point)) }));
}

/** The first point with the largest mean, whatever its sign. */
const farthest = (points: readonly SizePoint[]): SizePoint | undefined =>
  points.toSorted((a, b) => Math.abs(b.mean) - Math.abs(a.mean))[0];

/**
 * The median change of Ω of synergy optima without ranks, where the covariance is regular; where it is nowhere, in how
 * many of them the bias of the ranks exceeds one bootstrap standard deviation. The estimates are that share, the largest
 * mean bias, and the median change if there is one.
 */
export function rankBiasFinding(
  { networks }: LayerSearchResult,
  optima: readonly BiasedRow[],
): Finding {
  const compared = optima.filter((row) => row.bootstrapDeviation !== undefined);
  if (compared.length === 0) {
    return withoutEstimates("Not tested: rank bias or bootstrap deviation was not estimated");
  }
  const share = compared.filter(exceedsDeviation).length / compared.length;
  const which = share === 0 ? "no synergy optimum" : `${percent(share)} of synergy optima`;
  const { size, layer, ...worst } = farthest(biasPoints(optima))!;
  const changes = optima.flatMap(({ unrankedOInformation: unranked, oInformation }) =>
    unranked === undefined ? [] : inBits(unranked - oInformation)
  );
  const change = changes.length === 0 ? undefined : medianOf(changes);
  return {
    statement: titleOf(
      networks,
      change === undefined
        ? `the rank bias exceeds one bootstrap deviation in ${which}`
        : `without ranks, min Ω changes by ${bits(change)} (median)`,
    ),
    estimates: [
      {
        label: `exceeds, of ${plural(compared.length, "optimum", "optima")}`,
        mean: 100 * share,
        unit: "%",
      },
      estimateOf(
        `${END_LABELS.synergy.adjective} ${plural(size, "neuron")} of ${layer}`,
        worst,
        "bits",
      ),
      ...(change === undefined
        ? []
        : [{ label: "Ω without ranks − Ω (median)", mean: change, unit: "bits" }]),
    ],
  };
}

/** Synergy optima of one layer as the row of a table: means over networks, in bits. */
export type RankBiasRow = {
  readonly layer: string;
  /** Multiplet size. */
  readonly size: string;
  /** Ω(X, y) as estimated. */
  readonly estimate: string;
  /** Ω(X, y) without ranks, over the networks that have one. */
  readonly unranked: string;
  /** The bias of the ranks, with its 95 % interval. */
  readonly bias: string;
  /** One bootstrap standard deviation. */
  readonly deviation: string;
  /** Networks in which the bias exceeds it. */
  readonly exceeding: string;
};

/**
 * By layer: the synergy optima of the size k* of each network, at which Ω(X, y) is smallest, and those of the size
 * with the largest mean bias of the ranks.
 */
export function rankBiasRows(result: LayerSearchResult): RankBiasRow[] {
  const optima = biasedOptima(result);
  return [...Map.groupBy(optima, ({ layer }) => layer)].flatMap(([layer, own]) => {
    const best = byPlace(own).map((rows) =>
      rows.reduce((least, row) => row.oInformation < least.oInformation ? row : least)
    );
    const sizes = best.map(({ size }) => size);
    const [first, last] = [Math.min(...sizes), Math.max(...sizes)];
    const { size: worst } = farthest(biasPoints(own))!;
    return [
      rankBiasRow(layer, `k* = ${first === last ? first : `${first} to ${last}`}`, best),
      rankBiasRow(layer, `${worst}, largest bias`, own.filter(({ size }) => size === worst)),
    ];
  });
}

function rankBiasRow(layer: string, size: string, rows: readonly BiasedRow[]): RankBiasRow {
  const meanOf = (column: "oInformation" | "unrankedOInformation" | "bootstrapDeviation") => {
    const values = rows.flatMap((row) => row[column] ?? []).map(inBits);
    if (values.length === 0) return "";
    const some = values.length < rows.length ? `; ${values.length} of ${rows.length} networks` : "";
    return decimal(summarise(values).mean) + some;
  };
  const bias = summarise(rows.map(({ rankBias }) => inBits(rankBias)));
  return {
    layer,
    size: unbroken(size),
    estimate: meanOf("oInformation"),
    unranked: meanOf("unrankedOInformation"),
    bias: withInterval(bias.mean, bias.confidenceInterval),
    deviation: meanOf("bootstrapDeviation"),
    exceeding: `${rows.filter(exceedsDeviation).length} of ${rows.length}`,
  };
}

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

/** How the intervals of {@link specificityFinding} are corrected, for the subtitle of a figure. */
export const SPECIFICITY_NOTE =
  "The title takes intervals that are Holm-corrected over the layers compared.";

/**
 * Class specificity of the most synergistic multiplets of each layer against the first layer's, by network, with
 * Holm-corrected intervals over these layers.
 */
export function specificityFinding(
  result: LayerSearchResult,
  profiles: readonly ClassProfile[],
): Finding {
  const [first, ...others] = result.layers.map(({ name }) => name);
  if (others.length === 0) {
    return withoutEstimates(`No other layer to compare the specificity of ${first} with`);
  }
  const sharesIn = (layer: string) =>
    new Map(
      profiles.filter((one) => one.layer === layer && one.end === "synergy")
        .filter(({ specificity }) => !Number.isNaN(specificity))
        .map(({ network, specificity }) => [network, 100 * specificity]),
    );
  const reference = sharesIn(first!);
  const compared = others.map((layer) => {
    const own = sharesIn(layer);
    return { layer, own, both: [...own.keys()].filter((network) => reference.has(network)) };
    // One network of several has no interval.
  }).filter(({ both }) => both.length >= Math.min(2, result.networks.length));
  if (compared.length === 0) {
    return withoutEstimates("No multiplet has a target contribution to compare by class");
  }
  const differences = holmDifferences(
    compared.map(({ own, both }) => [
      both.map((network) => own.get(network)!),
      both.map((network) => reference.get(network)!),
    ]),
  ).map((difference, at) => ({ ...difference, layer: compared[at]!.layer }));
  const layersOn = (wanted: "above" | "below") => {
    const layers = differences.filter(({ mean, interval }) =>
      intervalSide(interval ?? [mean, mean]) === wanted
    );
    return layersInWords(layers.map(({ layer }) => layer), result.layers.length);
  };
  const [more, less] = [layersOn("above"), layersOn("below")];
  const [subject, property] = ["synergistic multiplets", "class-specific"];
  const words = more === "" && less === ""
    ? `no layer differs significantly from ${first} in class specificity`
    : more === "" || less === ""
    ? `${subject} are ${
      less === "" ? "more" : "less"
    } ${property} in ${more}${less} than in ${first}`
    : `${subject}: more ${property} in ${more}, less in ${less}, than ${first}`;
  return {
    statement: titleOf(result.networks, words),
    estimates: differences.map(({ layer, mean, interval, level }) => (
      { label: `${layer} − ${first}`, mean, interval, level, unit: "points" }
    )),
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
