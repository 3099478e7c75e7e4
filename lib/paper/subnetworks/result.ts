/**
 * What the experiment behind figure 2 leaves behind: plain data, read by figures and verdicts.
 * Accuracies are 0..1, losses in nats.
 */
import type { Layer } from "../../models/spec.ts";
import type { MultipletSearch, Removal, StrategyName } from "../../selection/mod.ts";
import { summarise } from "../../statistics/mod.ts";

/**
 * How large the sub-networks are:
 * - a number: so many neurons in every hidden layer, synergy and redundancy by the search that the result
 *   names;
 * - `"k*"`: the paper's best synergistic multiplet, k*_l = argmin_k min Ω_k in each layer, by its greedy
 *   search; the other strategies keep as many neurons;
 * - `"k* exact"`: the same by the exact search.
 */
export type SubnetworkSize = number | "k*" | "k* exact";

/** For each hidden layer, in the order of the network, the neurons that stay: 0-based, ascending. */
export type KeptNeurons = readonly (readonly number[])[];

/** Where re-training starts: the network's own initial weights, or new ones. */
export type Start = "rewound" | "fresh";

/** The trained network right after neurons were removed, without re-training. */
export interface Ablation {
  /** What chose its neurons. */
  readonly strategy: StrategyName;
  /** How many neurons it was asked for in each hidden layer. */
  readonly size: SubnetworkSize;
  /** 0, 1, … for strategies and starts that draw; else 0. */
  readonly draw: number;
  /** The neurons that were kept. */
  readonly kept: KeptNeurons;
  /** Accuracy on the test set. */
  readonly testAccuracy: number;
}

/** One re-trained sub-network; accuracies and loss are those after the last epoch. */
export interface Retraining extends Ablation {
  /** What became of the other neurons. */
  readonly removal: Removal;
  /** `"fresh"` is the control of the lottery ticket hypothesis, with random neurons of that size. */
  readonly start: Start;
  /** Accuracy on the training set. */
  readonly trainAccuracy: number;
  /** Mean cross-entropy on the test set, in nats. */
  readonly testLoss: number;
}

/** Best synergistic sizes of the hidden layers, in the order of the network. */
export interface BestSizes {
  /** k*_l of the paper's greedy search. */
  readonly greedy: readonly number[];
  /** k*_l of the exact search. Absent where a layer has more than 24 neurons. */
  readonly exact?: readonly number[];
}

/** All sub-networks of one network. */
export interface NetworkSubnetworks {
  /** Position in the order of seeds. */
  readonly index: number;
  /** Of the whole network, after its own training. */
  readonly trainAccuracy: number;
  /** The same on the test set: what sub-networks are compared with. */
  readonly testAccuracy: number;
  /** What `"k*"` and `"k* exact"` mean in this network. */
  readonly bestSizes: BestSizes;
  /** Every strategy, size, removal, start and draw that was planned. */
  readonly retrainings: readonly Retraining[];
  /** The same choices of neurons without re-training. */
  readonly ablations: readonly Ablation[];
}

/** Figure 2 and its controls. */
export interface RetrainingResult {
  /** The hidden layers, in the order of the network. */
  readonly layers: readonly Layer[];
  /** The samples whose activations strategies saw. */
  readonly selection: "test" | "validation";
  /** How multiplets of a size that is a number were searched. */
  readonly sizeSearch: MultipletSearch;
  /** The accepted networks, in the order of seeds. */
  readonly networks: readonly NetworkSubnetworks[];
}

/** Sub-networks that differ only in their draw. */
export interface SubnetworkChoice extends Pick<Retraining, "strategy" | "size" | "removal"> {
  /** Default `"rewound"`. */
  readonly start?: Start;
}

/** The re-trainings of one network that a choice means: one, or as many as there are draws. */
export function drawsOf(
  { retrainings }: NetworkSubnetworks,
  { strategy, size, removal, start = "rewound" }: SubnetworkChoice,
): Retraining[] {
  return retrainings.filter((one) =>
    one.strategy === strategy && one.size === size && one.removal === removal && one.start === start
  );
}

/** What the paper compares the synergistic neurons with. */
export const BASELINES = ["random", "mi-model", "mi-mixture"] as const;

/**
 * Some networks of a result have a re-training that others lack, so that nothing can be paired: thrown by all
 * that compares strategies.
 */
export class UnpairedNetworksError extends Error {
  /** Name of the error; kept when it is sent from a worker. */
  override readonly name = "UnpairedNetworksError";
}

/**
 * Test accuracies of re-trained sub-networks, 0..1, the mean over draws where a strategy draws: one per
 * network, in the order of the result. `undefined` when no network has such a sub-network.
 *
 * @throws {UnpairedNetworksError} when only some networks have one
 */
export function subnetworkAccuracies(
  { networks }: RetrainingResult,
  choice: SubnetworkChoice,
): number[] | undefined {
  const accuracies = networks.map((network) => {
    const draws = drawsOf(network, choice);
    if (draws.length === 0) return undefined;
    return draws.reduce((sum, { testAccuracy }) => sum + testAccuracy, 0) / draws.length;
  });
  const lacking = networks.filter((_, i) => accuracies[i] === undefined);
  if (lacking.length === networks.length) return undefined;
  if (lacking.length > 0) {
    const { strategy, size, removal, start = "rewound" } = choice;
    throw new UnpairedNetworksError(
      `Cannot compare networks: ${lacking.map(({ index }) => index).join(", ")} lack the ` +
        `re-training of ${strategy} at size ${size} (${removal}, ${start}) that others have; ` +
        "all networks must be re-trained by the same plan",
    );
  }
  return accuracies.flatMap((accuracy) => accuracy ?? []);
}

/**
 * Differences in accuracy within ± so many percentage points count as similar: the one margin of verdicts
 * and of figures.
 */
export const SIMILAR_MARGIN = 0.5;

/** The largest drop against the whole network, in percentage points, that counts as minimal. */
export const MINIMAL_DROP = 1;

/**
 * Whether a drop in accuracy counts as minimal: the upper end of its two-sided 95 % interval over
 * networks is at most {@link MINIMAL_DROP}. The one criterion of verdicts and of titles.
 *
 * @param interval of the drop, in percentage points
 */
export function isMinimalDrop([, high]: readonly [low: number, high: number]): boolean {
  return high <= MINIMAL_DROP;
}

/**
 * The sizes of one hidden layer: mean over networks with the smallest and the largest; `"not searched"`
 * where a search was left out.
 */
export type BestSizeRow = {
  readonly layer: string;
  readonly neurons: number;
  readonly greedy: string;
  readonly exact: string;
};

/** One row per hidden layer. */
export function bestSizeRows({ networks, layers }: RetrainingResult): BestSizeRow[] {
  const over = (search: MultipletSearch, at: number) => {
    const sizes = networks.flatMap(({ bestSizes }) => bestSizes[search]?.[at] ?? []);
    if (sizes.length === 0) return "not searched";
    const { mean, minimum, maximum } = summarise(sizes);
    return `${mean.toFixed(1)} (${minimum} to ${maximum})`;
  };
  return networks.length === 0 ? [] : layers.map(({ name, units }, at) => ({
    layer: name,
    neurons: units,
    greedy: over("greedy", at),
    exact: over("exact", at),
  }));
}
