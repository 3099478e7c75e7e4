/** Results of the study of sub-networks: one tidy table. Accuracies are 0..1, losses in nats. */
import type { Layer } from "../../models/spec.ts";
import type { MultipletSearch, Removal, StrategyName } from "../../selection/mod.ts";
import { summarise } from "../../statistics/mod.ts";
import { decimal } from "../../statistics/words.ts";
import type { Columns, Table } from "../../studies/table.ts";
import type { EpochMetrics } from "../../training/trainer.ts";

/**
 * Size of sub-networks:
 * - a number: so many neurons in every hidden layer, synergy and redundancy by the search that the result
 *   names;
 * - `"half"`: half of the units of each hidden layer, for layers of different widths;
 * - `"k*"`: the paper's best synergistic multiplet, k*_l = argmin_k min Ω_k in each layer, by its greedy
 *   search; the other strategies keep as many neurons;
 * - `"k* exact"`, `"k* ladder"`: the same by the exact search, or by the ladder search of wide layers.
 */
export type SubnetworkSize = number | "half" | BestSizeName;

/** Names of the sizes that are the best of each layer, not a number. */
export type BestSizeName = "k*" | "k* exact" | "k* ladder";

/** The search that finds the best size of each layer, in the order of tables and axes. */
export const SEARCH_OF_BEST: Readonly<Record<BestSizeName, MultipletSearch>> = {
  "k*": "greedy",
  "k* exact": "exact",
  "k* ladder": "ladder",
};

/** For each hidden layer, in the order of the network, the neurons that stay: 0-based, ascending. */
export type KeptNeurons = readonly (readonly number[])[];

/**
 * Treatment of the neurons that are not kept. `"frozen-final"`: they take part with the weights of the trained network
 * and are never updated; a weight between two kept neurons starts from its initial value.
 */
export type SubnetworkRemoval = Removal | "frozen-final";

/**
 * Weights that training starts from: the network's own initial weights, or new ones: those of the whole network, or
 * of a dense network that is as wide as the sub-network.
 */
export type Start = "rewound" | "fresh" | "dense";

/** The order in which a cumulative ablation removes neurons: by their mutual information, or at random. */
export type RemovalOrder = "highest-first" | "lowest-first" | "random";

/** What sub-networks have in common beside strategy, size and treatment. */
export interface RowConditions {
  /** The name of the one layer that loses neurons; `"all"`: every hidden layer does. */
  readonly layers: string;
  /** The samples whose activations strategies saw. */
  readonly selection: "test" | "validation" | "training";
  /** Steps of training. */
  readonly updates: number;
  /** Only of re-trainings: that of the network's own training, or another one. */
  readonly batchOrder?: "original" | "other";
  /** Only of cumulative ablations. */
  readonly order?: RemovalOrder;
}

/** The trained network right after neurons were removed, without re-training. Conditions: default those of the result. */
export interface Ablation extends Partial<RowConditions> {
  /** The strategy that chose the neurons. */
  readonly strategy: StrategyName;
  /** Neurons that the strategy was asked for in each hidden layer. */
  readonly size: SubnetworkSize;
  /** 0, 1, … for strategies and starts that draw; else 0. */
  readonly draw: number;
  /** The neurons that were kept. */
  readonly kept: KeptNeurons;
  /** Accuracy on the test set. */
  readonly testAccuracy: number;
}

/** Of a whole network or a re-trained sub-network after the last epoch. */
export type Accuracies = Omit<EpochMetrics, "epoch" | "trainLoss">;

/** One re-trained sub-network. */
export interface Retraining extends Ablation, Accuracies {
  /** Whether the other neurons were removed or frozen. */
  readonly removal: SubnetworkRemoval;
  /**
   * `"fresh"` is the control of the lottery ticket hypothesis, with random neurons of that size; `"dense"` has the
   * first neurons.
   */
  readonly start: Start;
}

/** Best synergistic sizes of the hidden layers, in the order of the network. */
export interface BestSizes {
  /** k*_l of the paper's greedy search. */
  readonly greedy: readonly number[];
  /** k*_l of the exact search. Absent where a layer has more than 24 neurons. */
  readonly exact?: readonly number[];
  /** k*_l of the ladder search, where it was made. */
  readonly ladder?: readonly number[];
}

/** All results of one network, its own accuracies included: what {@link retrainingResult} makes rows of. */
export interface NetworkSubnetworks extends Accuracies {
  /** Position in the order of seeds. */
  readonly index: number;
  /** The sizes `"k*"` and `"k* exact"` of this network. */
  readonly bestSizes: BestSizes;
  /** Every strategy, size, removal, start and draw that was planned. */
  readonly retrainings: readonly Retraining[];
  /** The same choices of neurons without re-training. */
  readonly ablations: readonly Ablation[];
}

/**
 * A sub-network, or a whole network to compare them with: one row of the study's table. `removal` and `start` are
 * absent without re-training, `trainAccuracy` and `testLoss` right after removal.
 */
export interface SubnetworkRow
  extends
    RowConditions,
    Pick<Ablation, "draw" | "kept" | "testAccuracy">,
    Partial<Pick<Retraining, "removal" | "start" | "trainAccuracy" | "testLoss">> {
  /** The network that it is a part of: position in the order of seeds. */
  readonly network: number;
  /** The strategy that chose its neurons; `"whole network"` keeps all. */
  readonly strategy: StrategyName | "whole network";
  /** Neurons that the strategy was asked for in each hidden layer; `"all"` of the whole network. */
  readonly size: SubnetworkSize | "all";
  /** Whether it was trained again without the other neurons. */
  readonly retrained: boolean;
}

/** k* of one layer of one network by one search. */
export type BestSize = {
  readonly network: number;
  readonly layer: string;
  readonly search: MultipletSearch;
  /** Neurons of the layer's most synergistic multiplet. */
  readonly size: number;
};

/** Conditions that apply to all sub-networks of a result. */
export interface RetrainingConditions {
  /** The hidden layers, in the order of the network. */
  readonly layers: readonly Layer[];
  /** The strategies that are compared, in the order of tables and legends; rows of others are controls. */
  readonly strategies: readonly StrategyName[];
  /** The samples whose activations strategies saw. */
  readonly selection: "test" | "validation";
  /** The search for multiplets of a size that is a number. */
  readonly sizeSearch: MultipletSearch;
  /** Number of classes that networks tell apart. */
  readonly classes: number;
  /** Steps of training. */
  readonly updates: number;
  /** Steps of the second, longer training. Absent: there was none. */
  readonly longUpdates?: number;
  /** The only layer that loses neurons, by the configuration. Absent: all hidden layers do. */
  readonly onlyLayer?: string;
}

/** The study of section 4.2 and its controls. */
export interface RetrainingResult extends RetrainingConditions {
  /** The accepted networks: their positions in the order of seeds. */
  readonly networks: readonly number[];
  /** k* of every network, search and layer; none of the exact search where a layer is too wide for it. */
  readonly bestSizes: readonly BestSize[];
  /** Whole networks and their sub-networks, network by network. */
  readonly rows: readonly SubnetworkRow[];
}

/**
 * The result of networks that were re-trained by one plan.
 *
 * @param long the same networks after the longer training
 */
export function retrainingResult(
  conditions: RetrainingConditions,
  networks: readonly NetworkSubnetworks[],
  long: readonly NetworkSubnetworks[] = [],
): RetrainingResult {
  const { layers, updates, longUpdates = NaN } = conditions;
  return {
    ...conditions,
    networks: networks.map(({ index }) => index),
    bestSizes: networks.flatMap(({ index: network, bestSizes }) =>
      Object.values(SEARCH_OF_BEST).flatMap((search) =>
        bestSizes[search]?.map((size, at) => (
          { network, layer: layers[at]!.name, search, size }
        )) ?? []
      )
    ),
    rows: [
      ...networks.flatMap((one) => networkRows(conditions, updates, one)),
      ...long.flatMap((one) => networkRows(conditions, longUpdates, one)),
    ],
  };
}

/** A whole network after so many updates, and its sub-networks. */
function networkRows(
  { layers, selection, onlyLayer = "all" }: RetrainingConditions,
  updates: number,
  { index, trainAccuracy, testAccuracy, testLoss, retrainings, ablations }: NetworkSubnetworks,
): SubnetworkRow[] {
  const own = { network: index, layers: onlyLayer, selection, updates };
  const whole = { strategy: "whole network", size: "all", draw: 0 } as const;
  const kept = layers.map(({ units }) => Array.from({ length: units }, (_, unit) => unit));
  const accuracies = { trainAccuracy, testAccuracy, testLoss };
  return [
    { ...own, ...whole, kept, retrained: false, ...accuracies },
    ...retrainings.map((one) => (
      { ...own, batchOrder: "original" as const, ...one, retrained: true }
    )),
    ...ablations.map((one) => ({ ...own, ...one, retrained: false })),
  ];
}

const COLUMNS: Columns<SubnetworkRow> = {
  network: (row) => row.network,
  selection: (row) => row.selection,
  strategy: (row) => row.strategy,
  size: (row) => row.size,
  retrained: (row) => row.retrained ? "yes" : "no",
  removal: (row) => row.removal,
  start: (row) => row.start,
  draw: (row) => row.draw,
  kept_neurons_by_layer: (row) => row.kept.map((neurons) => neurons.join(" ")).join(";"),
  train_accuracy: (row) => row.trainAccuracy,
  test_accuracy: (row) => row.testAccuracy,
  test_loss_nats: (row) => row.testLoss,
  layers: (row) => row.layers,
  updates: (row) => row.updates,
  batch_order: (row) => row.batchOrder,
  removal_order: (row) => row.order,
};

/**
 * The study's table: a row for each sub-network, and one for each whole network. Layers of
 * `kept_neurons_by_layer` are separated by semicolons, their neurons (0-based) by spaces; accuracies are 0..1.
 */
export function subnetworkTable({ rows }: RetrainingResult): Table<SubnetworkRow> {
  return { columns: COLUMNS, rows };
}

/**
 * Whole networks and sub-networks under the same conditions. Default, condition by condition: those of the result
 * itself, in the original order of batches, and no cumulative ablation. That leaves out the arms beside figure 2.
 */
export function rowsUnder(
  result: RetrainingResult,
  conditions: Partial<RowConditions> = {},
): SubnetworkRow[] {
  const { layers = result.onlyLayer ?? "all", selection = result.selection } = conditions;
  const { updates = result.updates, batchOrder = "original", order } = conditions;
  return result.rows.filter((row) =>
    row.layers === layers && row.selection === selection && row.updates === updates &&
    row.order === order && (!row.retrained || row.batchOrder === batchOrder)
  );
}

/** Sub-networks that differ only in their network and draw. Conditions have the defaults of {@link rowsUnder}. */
export interface SubnetworkChoice
  extends Pick<Ablation, "strategy" | "size">, Partial<RowConditions> {
  /** Absent: right after removal, without re-training. */
  readonly removal?: SubnetworkRemoval;
  /** Default `"rewound"`. */
  readonly start?: Start;
}

/** The rows of a choice, network by network. */
export function rowsOf(result: RetrainingResult, choice: SubnetworkChoice): SubnetworkRow[] {
  const { strategy, size, removal, start = "rewound" } = choice;
  return rowsUnder(result, choice).filter((row) =>
    row.strategy === strategy && row.size === size && row.removal === removal &&
    (removal === undefined || row.start === start)
  );
}

/** The sizes that are the best of each layer, not a number. */
export const BEST_SIZES = Object.keys(SEARCH_OF_BEST) as readonly BestSizeName[];

/** The sizes that are no number, in the order of tables and axes. */
export const NAMED_SIZES = ["half", ...BEST_SIZES] as const;

/** Sizes of sub-networks that occur, numbers first and ascending. */
export function sizesAmong(all: readonly Pick<SubnetworkRow, "size">[]): SubnetworkSize[] {
  const sizes = new Set(all.map(({ size }) => size));
  return [...numbersAmong([...sizes]), ...NAMED_SIZES.filter((size) => sizes.has(size))];
}

/** The sizes that are a number, ascending. */
export function numbersAmong(sizes: readonly SubnetworkRow["size"][]): number[] {
  return sizes.filter((size) => typeof size === "number").sort((a, b) => a - b);
}

/** A number per network: an accuracy in per cent, or a difference of accuracies in points. */
export type NetworkValue = Pick<SubnetworkRow, "network"> & { readonly value: number };

/** The mean test accuracy of a network's draws. */
export type NetworkAccuracy = NetworkValue & {
  /** Number of draws. */
  readonly draws: number;
  /** Neurons kept in each layer. */
  readonly sizes: readonly number[];
  /** Test accuracy of the whole network, in per cent. */
  readonly whole: number;
};

/** Error: some networks of a result lack a re-training that others have, so networks cannot be paired. */
export class UnpairedNetworksError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "UnpairedNetworksError";
}

/**
 * Test accuracies of the whole networks, in per cent, in the order of the result.
 *
 * @param updates steps of their training; default: those of the result
 */
export function wholeAccuracies(
  result: RetrainingResult,
  updates: number = result.updates,
): NetworkValue[] {
  return rowsUnder(result, { updates }).filter(({ strategy }) => strategy === "whole network")
    .map(({ network, testAccuracy }) => ({ network, value: 100 * testAccuracy }));
}

/**
 * Test accuracies of sub-networks in per cent, the mean over draws where a strategy draws: one per network, in
 * the order of the result. None where no network has such a sub-network.
 *
 * @throws {UnpairedNetworksError} when only some networks have one
 */
export function networkAccuracies(
  result: RetrainingResult,
  choice: SubnetworkChoice,
): NetworkAccuracy[] {
  const drawn = Map.groupBy(rowsOf(result, choice), ({ network }) => network);
  if (drawn.size === 0) return [];
  const lacking = result.networks.filter((network) => !drawn.has(network));
  if (lacking.length > 0) {
    const { strategy, size, removal, start = "rewound" } = choice;
    const kind = removal === undefined ? "ablation" : "re-training";
    const conditions = removal === undefined ? "" : ` (${removal}, ${start})`;
    throw new UnpairedNetworksError(
      `Cannot compare networks: ${lacking.join(", ")} lack the ${kind} of ${strategy} at size ` +
        `${size}${conditions} that others have; all networks must be re-trained by the same plan`,
    );
  }
  return wholeAccuracies(result, choice.updates).map(({ network, value: whole }) => {
    const draws = drawn.get(network)!;
    const sum = draws.reduce((total, { testAccuracy }) => total + testAccuracy, 0);
    const sizes = draws[0]!.kept.map(({ length }) => length);
    return { network, value: 100 * sum / draws.length, draws: draws.length, sizes, whole };
  });
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
  /** By the ladder search; absent where it was not made. */
  readonly ladder?: string;
  /** By the greedy search after the longer training; absent where there was none. */
  readonly longer?: string;
};

/** One row per hidden layer. */
export function bestSizeRows(result: RetrainingResult): BestSizeRow[] {
  const { networks, layers, bestSizes, longUpdates } = result;
  const text = (sizes: readonly number[]) => {
    if (sizes.length === 0) return "not searched";
    const { mean, minimum, maximum } = summarise(sizes);
    return `${decimal(mean)} (${minimum} to ${maximum})`;
  };
  const over = (search: MultipletSearch, layer: string) =>
    text(
      bestSizes.filter((one) => one.search === search && one.layer === layer)
        .map(({ size }) => size),
    );
  const longer = longUpdates === undefined ? [] : rowsOf(result, {
    ...{ strategy: "synergy", size: "k*", removal: "zero", updates: longUpdates },
  });
  return networks.length === 0 ? [] : layers.map(({ name, units }, at) => ({
    layer: name,
    neurons: units,
    greedy: over("greedy", name),
    exact: over("exact", name),
    ...(bestSizes.some(({ search }) => search === "ladder") && { ladder: over("ladder", name) }),
    ...(longer.length > 0 && { longer: text(longer.map(({ kept }) => kept[at]!.length)) }),
  }));
}
