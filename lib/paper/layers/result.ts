/**
 * Results of the study of layers: an artifact per network and layer, and one tidy table of all multiplets that
 * were found. All information is in nats.
 */
import type { ExtremeTest, OtherHalf, ValueTest } from "../../analysis/mod.ts";
import { extremeTests } from "../../analysis/significance/tests.ts";
import type { ScoredMultiplet, TargetEncoding } from "../../information/mod.ts";
import { fromNats } from "../../information/units.ts";
import type { Layer } from "../../models/spec.ts";
import type { MultipletSearch } from "../../selection/strategy.ts";
import type { Table } from "../../studies/table.ts";

/** Number of label permutations per layer. */
export const RENAMINGS = 10;

/** Encodings of the class label beside the paper's. */
export type OtherEncoding = Exclude<TargetEncoding, "copula">;

/** The two ends of Ω(X, y) among the multiplets of one size. */
export interface LayerExtremes {
  /** Number of neurons, k; the target is extra. */
  readonly size: number;
  /** The multiplet with the smallest Ω(X, y). */
  readonly synergy: ScoredMultiplet;
  /** The multiplet with the largest Ω(X, y). */
  readonly redundancy: ScoredMultiplet;
}

/** Information of one multiplet about the class, beside that of its neurons and pairs. */
export interface TargetSummary extends Pick<LayerExtremes, "size"> {
  /** I(X; y) of the whole multiplet, class-conditional Gaussian model. */
  readonly together: number;
  /** Σ_j I(x_j; y) of its neurons, each alone. */
  readonly alone: number;
  /** Ω(X, y) under the copula encoding. */
  readonly oInformation: number;
  /** Σ Ω(x_i, x_j, y) over its pairs: its Ω by a pairwise measure. */
  readonly pairs: number;
}

/** The most extreme multiplet of a layer over all sizes, with Δ for each class. */
export interface BestMultiplet extends ScoredMultiplet {
  /** Δ with the target "class c against the rest", one value per class c. */
  readonly classContributions: readonly number[];
}

/** Artifact: searches in one layer of one network, copula encoding where nothing else is said. */
export interface LayerResult {
  /** Name of the layer. */
  readonly layer: string;
  /** Width of the layer, dropped neurons included. */
  readonly neurons: number;
  /** Neurons that cannot be analysed, and why; the multiplets name the others by their own index. */
  readonly dropped: readonly { readonly neuron: number; readonly reason: string }[];
  /** All multiplets of sizes 2..n compared. */
  readonly exact: readonly LayerExtremes[];
  /** The paper's search. */
  readonly greedy: readonly LayerExtremes[];
  /** The exact search under the other encodings of the target. */
  readonly encodings: Readonly<Record<OtherEncoding, readonly LayerExtremes[]>>;
  /** The exact search with classes renumbered at random, one entry per permutation. */
  readonly renamings: readonly (readonly LayerExtremes[])[];
  /** The same layer of the same network before training. */
  readonly untrained: Pick<LayerResult, "exact" | "greedy">;
  /** I(x_j; y) of every neuron, class-conditional Gaussian model; `null` where that has no estimate. */
  readonly singles: readonly (number | null)[];
  /** The most synergistic multiplet of each size (exact), beside its neurons and pairs. */
  readonly synergyByParts: readonly TargetSummary[];
  /** The same of the most redundant multiplets. */
  readonly redundancyByParts: readonly TargetSummary[];
  /** The smallest Ω(X, y) of all sizes (exact). */
  readonly bestSynergy: BestMultiplet;
  /** The largest Ω(X, y) of all sizes (exact). */
  readonly bestRedundancy: BestMultiplet;
  /** Sentences: where an estimate of I(X; y) exceeds H(y), and what has no estimate of its own. */
  readonly warnings: readonly string[];
}

/** A value at each end of each size. */
export type ByEnd<Value> = readonly (
  & Pick<LayerExtremes, "size">
  & Readonly<Record<End, Value>>
)[];

/** Artifact: the searches of {@link LayerResult} that it lacks under the encodings of the target beside the paper's. */
export interface EncodingsResult {
  /** Name of the layer. */
  readonly layer: string;
  /** Greedy after training; exact and greedy before. */
  readonly searches: readonly (Pick<LayerRow, "state" | "search"> & {
    readonly encoding: OtherEncoding;
    readonly extremes: readonly LayerExtremes[];
  })[];
  /**
   * I(X; y) in the class-conditional Gaussian model of all multiplets that searches under the encoding `"model"` found:
   * exact and greedy, after and before training.
   */
  readonly information: readonly (Pick<LayerRow, "state" | "search"> & {
    readonly sizes: ByEnd<number>;
  })[];
}

/** What ranks and rows do to the estimate of Ω(X, y) of one multiplet. */
export interface RankBias {
  /** Ω(X, y) without ranks, from the covariance of the pre-activations; `null` where the columns are linearly dependent. */
  readonly unranked: number | null;
  /**
   * Bias of the ranks: the mean of Ω(X, y) over ranked Gaussian samples with the correlations of the layer, minus Ω(X, y) of
   * these correlations.
   */
  readonly bias: number;
  /**
   * Standard deviation of Ω(X, y) over bootstrap draws of the rows; `null` for a single draw, and where there are too few
   * rows for draws of different ones.
   */
  readonly deviation: number | null;
}

/** Artifact: the bias of the ranks at both ends of every size of the exact search, trained layer, copula encoding. */
export interface RankBiasResult {
  /** Name of the layer. */
  readonly layer: string;
  /** By size. */
  readonly sizes: ByEnd<RankBias>;
}

/** Tests of one extreme, in nats. */
export interface ExtremeSignificance {
  /** The extreme beside those of searches with permuted classes; absent where these are all the same. */
  readonly target?: ExtremeTest | undefined;
  /** The target contribution Δ of the multiplet with permuted classes. */
  readonly contribution?: ValueTest | undefined;
  /** What one half of the test set has as this extreme, in the other half; absent where a half cannot be analysed. */
  readonly otherHalf?: OtherHalf | undefined;
}

/** Artifact: tests of both ends of every size of the exact search, trained layer, copula encoding. */
export interface SignificanceResult {
  /** Name of the layer. */
  readonly layer: string;
  /** By size. */
  readonly sizes: ByEnd<ExtremeSignificance>;
}

/** Artifact: the extremes of the exact search of independent columns. */
export interface IndependentExtremes {
  /** Draw by draw, of each size from 2 on the smallest and the largest Ω(X, y), in nats. */
  readonly draws: readonly (readonly number[])[];
}

/** What was found in a layer beside {@link LayerResult}. */
export interface LayerSupplements {
  /** The searches under the encodings beside the paper's. */
  readonly encodings?: EncodingsResult | undefined;
  /** The bias of the ranks; absent where no draws were asked for. */
  readonly rankBias?: RankBiasResult | undefined;
  /** Tests of the extremes; absent where no permutations were asked for. */
  readonly significance?: SignificanceResult | undefined;
  /** The extremes of as many independent columns. */
  readonly independent?: IndependentExtremes | undefined;
}

/** All layers of one network. */
export interface NetworkLayers {
  /** Position in the order of seeds. */
  readonly index: number;
  /** In the order of the network. */
  readonly layers: readonly LayerResult[];
  /** In the same order. Default: none. */
  readonly supplements?: readonly LayerSupplements[];
}

/** The two ends of Ω(X, y) among multiplets of one size, from the top of a figure: largest, smallest. */
export const ENDS = ["redundancy", "synergy"] as const;
/** One of {@link ENDS}. */
export type End = typeof ENDS[number];

/** One multiplet that was found under one condition. A column that does not apply is absent. */
export interface LayerRow extends Partial<Omit<ScoredMultiplet, "multiplet">> {
  /** Position of the network in the order of seeds. */
  readonly network: number;
  /** Name of the layer. */
  readonly layer: string;
  /** The network after or before training. */
  readonly state: "trained" | "untrained";
  /** Estimator of Ω: `"gaussian-copula"`, where a study does not compare others with it. */
  readonly estimator: string;
  /** Encoding of the class label in Ω. */
  readonly encoding: TargetEncoding;
  /** The target is "class c against the rest": c, 0..C−1. Absent: the target is the class. */
  readonly classAgainstRest?: number;
  /** Number of the random label permutation, 0..9. Absent: classes as they are numbered. */
  readonly renaming?: number;
  /** Search that found the multiplet. */
  readonly search: MultipletSearch;
  /** Number of neurons, k; the target is extra. */
  readonly size: number;
  /** The end of Ω at which the multiplet was found. Absent for single neurons. */
  readonly end?: End;
  /** The neurons, ascending, by their own numbers. */
  readonly multiplet: readonly number[];
  /** I(X; y) in the class-conditional Gaussian model. */
  readonly informationTogether?: number;
  /** Σ_j I(x_j; y) over its neurons, each alone, in that model. */
  readonly informationAlone?: number;
  /** Σ Ω(x_i, x_j, y) over its pairs. */
  readonly pairsOInformation?: number;
  /** Ω(X, y) without ranks; absent where the columns are linearly dependent. */
  readonly unrankedOInformation?: number;
  /** Whether all multiplets of this size were compared; absent where the name of the search says it. */
  readonly proven?: boolean;
  /** Bias that ranks add to Ω(X, y) of Gaussian variables with these correlations, simulated. */
  readonly rankBias?: number;
  /** Standard deviation of Ω(X, y) over bootstrap draws of the rows. */
  readonly bootstrapDeviation?: number;
  /** The extreme beside those of searches with permuted classes. */
  readonly permutedClasses?: ExtremeTest;
  /** The target contribution Δ of the multiplet with permuted classes. */
  readonly contributionTest?: ValueTest;
  /** The extreme beside those of independent columns. */
  readonly independentColumns?: ExtremeTest;
  /** What one half of the test set has as this extreme, in the other half. */
  readonly otherHalf?: OtherHalf;
}

/** The study of layers: every multiplet that was found, and what is no multiplet. */
export interface LayerSearchResult {
  /** The layers of every network, in order. */
  readonly layers: readonly Layer[];
  /** The accepted networks by their position in the order of seeds, ascending. */
  readonly networks: readonly number[];
  /** Number of test samples behind every estimate. */
  readonly samples: number;
  /** Entropy of the class labels, H(y), in nats. */
  readonly targetEntropy: number;
  /** Number of label permutations per layer. */
  readonly renamings: number;
  /** Neurons that could not be analysed, and why. */
  readonly leftOut: readonly (LayerPlace & { readonly neuron: number; readonly reason: string })[];
  /** Sentences: where an estimate of I(x_j; y) exceeds H(y), and what has no estimate of its own. */
  readonly warnings: readonly (LayerPlace & { readonly warning: string })[];
  /** Network by network, layer by layer. */
  readonly rows: readonly LayerRow[];
}

/** A layer of a network. */
export type LayerPlace = Pick<LayerRow, "network" | "layer">;

/** Everything that was found in one layer of one network, as rows of the table. */
export function layerRows(
  network: number,
  result: LayerResult,
  { encodings, rankBias, significance, independent }: LayerSupplements = {},
): LayerRow[] {
  const usual = {
    network,
    layer: result.layer,
    state: "trained",
    estimator: "gaussian-copula",
    encoding: "copula",
    search: "exact",
  } as const;
  type More = (size: number, end: End) => Partial<LayerRow>;
  const rows = (
    found: readonly LayerExtremes[],
    condition: Partial<LayerRow>,
    more: More = () => ({}),
  ): LayerRow[] =>
    found.flatMap(({ size, ...extremes }) =>
      ENDS.map((end) => (
        { ...usual, ...condition, size, end, ...extremes[end], ...more(size, end) }
      ))
    );
  const parts = { synergy: result.synergyByParts, redundancy: result.redundancyByParts };
  const partsOf: More = (size, end) => {
    const found = parts[end].find((one) => one.size === size);
    return found === undefined ? {} : {
      informationTogether: found.together,
      informationAlone: found.alone,
      pairsOInformation: found.pairs,
    };
  };
  const informationOf =
    ({ state, search }: Pick<LayerRow, "state" | "search">): More => (size, end) => {
      const own = encodings?.information.find((one) =>
        one.state === state && one.search === search
      );
      const found = own?.sizes.find((one) => one.size === size)?.[end];
      return found === undefined ? {} : { informationTogether: found };
    };
  const testsOf = significanceColumns(result.exact, significance, independent);
  const { none, model, "one-hot": oneHot } = result.encodings;
  return [
    ...rows(result.exact, {}, (size, end) => ({
      ...partsOf(size, end),
      ...rankBiasColumns(rankBias, size, end),
      ...testsOf(size, end),
    })),
    ...rows(result.greedy, { search: "greedy" }),
    ...rows(none, { encoding: "none" }),
    ...rows(model, { encoding: "model" }, informationOf(usual)),
    ...rows(oneHot, { encoding: "one-hot" }),
    ...result.renamings.flatMap((found, renaming) => rows(found, { renaming })),
    ...rows(result.untrained.exact, { state: "untrained" }),
    ...rows(result.untrained.greedy, { state: "untrained", search: "greedy" }),
    ...ENDS.flatMap((end) => {
      const { multiplet, classContributions } =
        result[end === "synergy" ? "bestSynergy" : "bestRedundancy"];
      return classContributions.map((targetContribution, classAgainstRest): LayerRow => (
        { ...usual, classAgainstRest, size: multiplet.length, end, multiplet, targetContribution }
      ));
    }),
    ...result.singles.flatMap((information, neuron): LayerRow[] =>
      information === null ? [] : [{
        ...usual,
        encoding: "model",
        size: 1,
        multiplet: [neuron],
        informationTogether: information,
        informationAlone: information,
      }]
    ),
    ...(encodings?.searches ?? []).flatMap(({ extremes, ...condition }) =>
      rows(
        extremes,
        condition,
        condition.encoding === "model" ? informationOf(condition) : undefined,
      )
    ),
  ];
}

/** Columns of one extreme: what ranks and rows do to its estimate. None where that was not estimated. */
export function rankBiasColumns(
  rankBias: RankBiasResult | undefined,
  size: number,
  end: End,
): Pick<LayerRow, "unrankedOInformation" | "rankBias" | "bootstrapDeviation"> {
  const found = rankBias?.sizes.find((one) => one.size === size)?.[end];
  return found === undefined ? {} : {
    ...(found.unranked !== null && { unrankedOInformation: found.unranked }),
    rankBias: found.bias,
    ...(found.deviation !== null && { bootstrapDeviation: found.deviation }),
  };
}

/** Columns of the extremes of the exact search: their tests. None where they were not tested. */
function significanceColumns(
  exact: readonly LayerExtremes[],
  significance: SignificanceResult | undefined,
  independent: IndependentExtremes | undefined,
): (size: number, end: End) => Partial<LayerRow> {
  const observed = exact.flatMap(({ synergy, redundancy }) => [
    synergy.oInformation,
    redundancy.oInformation,
  ]);
  // Layers that lost neurons have fewer sizes than the draws.
  const isComparable = independent?.draws.every(({ length }) => length === observed.length);
  const tests = isComparable ? extremeTests(observed, independent!.draws) : [];
  return (size, end) => {
    const own = significance?.sizes.find((one) => one.size === size)?.[end];
    const at = exact.findIndex((one) => one.size === size);
    const columns = tests[2 * at + (end === "synergy" ? 0 : 1)];
    return {
      ...(own?.target && { permutedClasses: own.target }),
      ...(own?.contribution && { contributionTest: own.contribution }),
      ...(own?.otherHalf && { otherHalf: own.otherHalf }),
      ...(columns && { independentColumns: columns }),
    };
  };
}

/**
 * The result of the study, from the artifacts of all networks.
 *
 * @param layers of every network, in order
 * @param networks in the order of seeds
 * @throws {RangeError} when a network does not have these layers, in this order
 */
export function layerSearchResult(
  layers: readonly Layer[],
  networks: readonly NetworkLayers[],
  about: Pick<LayerSearchResult, "samples" | "targetEntropy" | "renamings">,
): LayerSearchResult {
  const needed = layers.map(({ name }) => name).join(", ");
  for (const { index, layers: own } of networks) {
    const found = own.map(({ layer }) => layer).join(", ");
    if (found !== needed) {
      throw new RangeError(
        `All networks of one result need the layers [${needed}], network ${index} has [${found}]`,
      );
    }
  }
  const all = networks.flatMap(({ index: network, layers, supplements = [] }) =>
    layers.map((result, at) => (
      { place: { network, layer: result.layer }, result, supplements: supplements[at] }
    ))
  );
  return {
    layers,
    networks: networks.map(({ index }) => index),
    ...about,
    leftOut: all.flatMap(({ place, result }) =>
      result.dropped.map((one) => ({ ...place, ...one }))
    ),
    warnings: all.flatMap(({ place, result }) =>
      result.warnings.map((warning) => ({ ...place, warning }))
    ),
    rows: all.flatMap(({ place, result, supplements }) =>
      layerRows(place.network, result, supplements)
    ),
  };
}

/** An amount of information in nats, in bits: results are in nats, figures and tables in bits. */
export const inBits = (nats: number): number => fromNats(nats, "bits");

/** The one tidy table of the study; information is in bits. */
export function layerTable(
  { rows, targetEntropy }: Pick<LayerSearchResult, "rows" | "targetEntropy">,
): Table<LayerRow> {
  const bits = (nats: number | undefined) => nats === undefined ? undefined : inBits(nats);
  return {
    columns: {
      network: (row) => row.network,
      layer: (row) => row.layer,
      state: (row) => row.state,
      estimator: (row) => row.estimator,
      encoding: (row) => row.encoding,
      class_against_rest: (row) => row.classAgainstRest,
      label_permutation: (row) => row.renaming,
      search: (row) => row.search,
      size: (row) => row.size,
      extreme: (row) => row.end && { synergy: "minimum", redundancy: "maximum" }[row.end],
      multiplet: (row) => row.multiplet.join(" "),
      o_information_bits: (row) => bits(row.oInformation),
      features_o_information_bits: (row) => bits(row.featuresOInformation),
      target_contribution_bits: (row) => bits(row.targetContribution),
      information_together_bits: (row) => bits(row.informationTogether),
      information_alone_bits: (row) => bits(row.informationAlone),
      pairs_o_information_bits: (row) => bits(row.pairsOInformation),
      unranked_o_information_bits: (row) => bits(row.unrankedOInformation),
      rank_bias_bits: (row) => bits(row.rankBias),
      bootstrap_deviation_bits: (row) => bits(row.bootstrapDeviation),
      target_entropy_bits: () => bits(targetEntropy),
      rank_bias_exceeds_deviation: ({ rankBias, bootstrapDeviation: deviation }) =>
        rankBias === undefined || deviation === undefined
          ? undefined
          : Math.abs(rankBias) > deviation
          ? "yes"
          : "no",
      other_half_multiplet: ({ otherHalf }) => otherHalf?.multiplet.join(" "),
      other_half_o_information_bits: ({ otherHalf }) => bits(otherHalf?.value),
      other_half_lower_bits: ({ otherHalf }) => bits(otherHalf?.interval[0]),
      other_half_upper_bits: ({ otherHalf }) => bits(otherHalf?.interval[1]),
      other_half_shift_bits: ({ otherHalf }) => bits(otherHalf?.shift),
      carried_over: ({ otherHalf }) =>
        otherHalf?.carriedOver === undefined ? undefined : otherHalf.carriedOver ? "yes" : "no",
      permuted_classes_bound_bits: (row) => bits(row.permutedClasses?.nullBound),
      permuted_classes_effect: (row) => row.permutedClasses?.effect,
      permuted_classes_p: (row) => row.permutedClasses?.pValue,
      contribution_effect: (row) => row.contributionTest?.effect,
      contribution_p: (row) => row.contributionTest?.pValue,
      independent_columns_bound_bits: (row) => bits(row.independentColumns?.nullBound),
      independent_columns_p: (row) => row.independentColumns?.pValue,
    },
    rows,
  };
}
