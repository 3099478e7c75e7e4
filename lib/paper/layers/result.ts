/**
 * Results of the study of layers: an artifact per network and layer, and one tidy table of all multiplets that
 * were found. All information is in nats.
 */
import type { ScoredMultiplet, TargetEncoding } from "../../information/mod.ts";
import { fromNats } from "../../information/units.ts";
import type { Layer } from "../../models/spec.ts";
import type { MultipletSearch } from "../../selection/strategy.ts";
import type { Table } from "../../studies/table.ts";

/** Number of label permutations per layer. */
export const RENAMINGS = 10;

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
  readonly encodings: Readonly<
    Record<Exclude<TargetEncoding, "copula">, readonly LayerExtremes[]>
  >;
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

/** All layers of one network. */
export interface NetworkLayers {
  /** Position in the order of seeds. */
  readonly index: number;
  /** In the order of the network. */
  readonly layers: readonly LayerResult[];
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
  /** Estimator of Ω. */
  readonly estimator: "gaussian-copula";
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
export function layerRows(network: number, result: LayerResult): LayerRow[] {
  const usual = {
    network,
    layer: result.layer,
    state: "trained",
    estimator: "gaussian-copula",
    encoding: "copula",
    search: "exact",
  } as const;
  const rows = (found: readonly LayerExtremes[], condition: Partial<LayerRow>): LayerRow[] =>
    found.flatMap(({ size, ...extremes }) =>
      ENDS.map((end) => ({ ...usual, ...condition, size, end, ...extremes[end] }))
    );
  const parts = { synergy: result.synergyByParts, redundancy: result.redundancyByParts };
  const { none, model, "one-hot": oneHot } = result.encodings;
  return [
    ...rows(result.exact, {}).map((row) => {
      const summary = parts[row.end!].find(({ size }) => size === row.size);
      return summary === undefined ? row : {
        ...row,
        informationTogether: summary.together,
        informationAlone: summary.alone,
        pairsOInformation: summary.pairs,
      };
    }),
    ...rows(result.greedy, { search: "greedy" }),
    ...rows(none, { encoding: "none" }),
    ...rows(model, { encoding: "model" }),
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
  ];
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
  const all = networks.flatMap(({ index: network, layers }) =>
    layers.map((result) => ({ place: { network, layer: result.layer }, result }))
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
    rows: all.flatMap(({ place, result }) => layerRows(place.network, result)),
  };
}

/** An amount of information in nats, in bits: results are in nats, figures and tables in bits. */
export const inBits = (nats: number): number => fromNats(nats, "bits");

/** The one tidy table of the study; information is in bits. */
export function layerTable({ rows }: Pick<LayerSearchResult, "rows">): Table<LayerRow> {
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
    },
    rows,
  };
}
