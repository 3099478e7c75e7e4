/**
 * What the experiment behind figure 1 leaves behind: plain data, read by figures and verdicts. All
 * information is in nats.
 */
import type { ScoredMultiplet, TargetEncoding } from "../../information/mod.ts";
import type { Layer } from "../../models/spec.ts";

/** How many times the classes are renumbered. */
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

/**
 * Which way a layer leans: the mean over k = 2..n−1 of max Ω_k + min Ω_k, in nats. Positive where
 * redundancy outweighs synergy. Not a number for fewer than three neurons, where there is no such k.
 *
 * @param extremes of sizes 2..n; at k = n both ends are one multiplet, which would count twice
 */
export function layerDominance(extremes: readonly LayerExtremes[]): number {
  const inner = extremes.slice(0, -1);
  const sum = inner.reduce(
    (total, { synergy, redundancy }) => total + synergy.oInformation + redundancy.oInformation,
    0,
  );
  return sum / inner.length;
}

/** What the neurons of one multiplet tell about the class, together and alone. */
export interface TargetSummary {
  /** Number of neurons, k; the target is extra. */
  readonly size: number;
  /** I(X; y) of the whole multiplet, class-conditional Gaussian model. */
  readonly together: number;
  /** Σ_j I(x_j; y) of its neurons, each alone. */
  readonly alone: number;
  /** Ω(X, y) under the copula encoding. */
  readonly oInformation: number;
  /** Σ Ω(x_i, x_j, y) over its pairs: what a pairwise measure sees of it. */
  readonly pairs: number;
}

/** The most extreme multiplet of a layer over all sizes, and which classes it is about. */
export interface BestMultiplet extends ScoredMultiplet {
  /** Δ with the target "class c against the rest", one value per class c. */
  readonly classContributions: readonly number[];
}

/** Searches in one layer of one network, copula encoding where nothing else is said. */
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
  readonly untrained: {
    readonly exact: readonly LayerExtremes[];
    readonly greedy: readonly LayerExtremes[];
  };
  /** I(x_j; y) of every neuron, class-conditional Gaussian model; `null` where that has no estimate. */
  readonly singles: readonly (number | null)[];
  /** The most synergistic multiplet of each size (exact), against its neurons and pairs. */
  readonly synergyByParts: readonly TargetSummary[];
  /** The most redundant multiplet of each size (exact), against its neurons and pairs. */
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

/** Figure 1 and its controls. */
export interface LayerSearchResult {
  /** The layers of every network, in order. */
  readonly layers: readonly Layer[];
  /** The accepted networks, in the order of seeds. */
  readonly networks: readonly NetworkLayers[];
  /** Number of test samples behind every estimate. */
  readonly samples: number;
  /** Entropy of the class labels, in nats. */
  readonly targetEntropy: number;
  /** How many label permutations were searched. */
  readonly renamings: number;
}
