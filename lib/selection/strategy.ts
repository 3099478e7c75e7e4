/**
 * Which neurons to keep: what every strategy has in common. A new one is a file, its name in
 * {@link STRATEGIES} and its line in `strategies.ts`.
 * @module
 */
import type { DiscreteTarget, Variables } from "../information/mod.ts";
import type { MlpParameters } from "../models/parameters.ts";
import type { MlpSpec } from "../models/spec.ts";

/** Names of the strategies, in the order of tables and legends. */
export const STRATEGIES = [
  "synergy",
  "redundancy",
  "complement",
  "random",
  "mi-model",
  "mi-mixture",
  "magnitude",
  "iterative-magnitude",
] as const;

/** Name of a strategy. */
export type StrategyName = typeof STRATEGIES[number];

/** Those that search for multiplets. */
export const SEARCHED_STRATEGIES = [
  "synergy",
  "redundancy",
  "complement",
] as const satisfies StrategyName[];

/** For each hidden layer, first layer first, the neurons that stay: 0-based, ascending. */
export type KeptNeurons = readonly (readonly number[])[];

/**
 * A trained network and what it did on the samples that selection may see. Strategies remember by
 * identity what they computed for a subject, so it must not change.
 */
export interface SelectionSubject {
  /** Shape of the network. */
  readonly spec: MlpSpec;
  /** Before training: where a sub-network is rewound to. */
  readonly initial: MlpParameters;
  /** After training. */
  readonly final: MlpParameters;
  /** Pre-activations of each hidden layer, a variable per neuron, first layer first. */
  readonly layers: readonly Variables[];
  /** Classes of the same samples. */
  readonly target: DiscreteTarget;
  /**
   * Trains the sub-network of `kept` from the initial weights, all other neurons held at zero, and
   * returns its parameters in the shape of `spec`. Only strategies that need it call it, and never
   * twice with the same neurons, nor with all of them.
   */
  readonly retrain: (kept: KeptNeurons) => Promise<MlpParameters>;
  /** Aborting it makes selectors reject with its reason. */
  readonly signal?: AbortSignal;
}

/** How many neurons to keep, and from which draw. */
export interface Selection {
  /** Neurons to keep in each hidden layer, 1 to its width; at its width all stay. */
  readonly sizes: readonly number[];
  /** Integer seed of a strategy that draws; others give the same neurons for every seed. */
  readonly seed: number;
}

/**
 * Chooses neurons of one network, for any number of sizes: what sizes share is computed once. Rejects
 * with a SubnetworkError for sizes or a seed that cannot be, and with what the strategy needs and the
 * subject does not give.
 */
export type Selector = (selection: Selection) => Promise<KeptNeurons>;

/** A way of choosing neurons. */
export interface Strategy {
  /** One of {@link STRATEGIES}. */
  readonly name: StrategyName;
  /**
   * Prepares for one network; work that all sizes share is done on first use.
   *
   * @throws SubnetworkError, NetworkError or InformationError for a subject that does not fit together
   */
  prepare(subject: SelectionSubject): Selector;
}
