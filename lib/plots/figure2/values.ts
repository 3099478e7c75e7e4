/** Accuracies of sub-networks: by network, as rows of a table, and as means over networks. */
import {
  drawsOf,
  type Figure2Result,
  type KeptNeurons,
  type NetworkSubnetworks,
  type SubnetworkChoice,
  type SubnetworkSize,
} from "../../experiments/figure2_result.ts";
import { STRATEGY_NAMES, type StrategyName } from "../../selection/strategies.ts";
import { type Removal, REMOVALS } from "../../selection/treatments.ts";
import { type Estimate, estimate } from "../kit/estimate.ts";
import { type Columns, PlotError } from "../kit/figure.ts";
import { capitalised, enumerate, withInterval } from "../kit/format.ts";
import { type Look, REMOVAL_NAMES, STRATEGY_LOOKS } from "./looks.ts";

/** A value of one network: an accuracy in per cent, or a difference of accuracies in points. */
export interface NetworkValue {
  /** Position of the network in the order of seeds. */
  readonly network: number;
  readonly value: number;
}

/** The mean test accuracy of a network's draws. */
export interface NetworkAccuracy extends NetworkValue {
  readonly draws: number;
  /** Neurons kept in each layer. */
  readonly sizes: readonly number[];
  /** Test accuracy of the whole network, in per cent. */
  readonly whole: number;
}

/** The same after re-training, with what was re-trained. */
export interface RetrainedAccuracy extends NetworkAccuracy, Required<SubnetworkChoice> {}

/** @throws {PlotError} when there is no network */
export function requireNetworks({ networks }: Figure2Result): void {
  if (networks.length === 0) throw new PlotError("Cannot draw figure 2 without networks");
}

/** Test accuracies after re-training; networks without such a sub-network are left out. */
export function retrainedAccuracies(
  result: Figure2Result,
  { strategy, size, removal, start = "rewound" }: SubnetworkChoice,
): RetrainedAccuracy[] {
  const choice = { strategy, size, removal, start };
  return meansOverDraws(result, (network) => drawsOf(network, choice))
    .map((accuracy) => ({ ...choice, ...accuracy }));
}

/** Test accuracies right after removal; networks without such a sub-network are left out. */
export function ablatedAccuracies(
  result: Figure2Result,
  { strategy, size }: Pick<SubnetworkChoice, "strategy" | "size">,
): NetworkAccuracy[] {
  return meansOverDraws(
    result,
    ({ ablations }) => ablations.filter((one) => one.strategy === strategy && one.size === size),
  );
}

function meansOverDraws(
  { networks }: Figure2Result,
  read: (
    network: NetworkSubnetworks,
  ) => readonly { readonly kept: KeptNeurons; readonly testAccuracy: number }[],
): NetworkAccuracy[] {
  return networks.flatMap((network) => {
    const drawn = read(network);
    const [first] = drawn;
    if (first === undefined) return [];
    const sum = drawn.reduce((total, { testAccuracy }) => total + testAccuracy, 0);
    return [{
      network: network.index,
      value: 100 * sum / drawn.length,
      draws: drawn.length,
      sizes: first.kept.map(({ length }) => length),
      whole: 100 * network.testAccuracy,
    }];
  });
}

/** Test accuracies of the whole networks. */
export function wholeAccuracies({ networks }: Figure2Result): NetworkValue[] {
  return networks.map(({ index, testAccuracy }) => ({ network: index, value: 100 * testAccuracy }));
}

/** Mean accuracy of the whole networks, in per cent. */
export function wholeEstimate(result: Figure2Result): Estimate {
  return estimate(wholeAccuracies(result).map(({ value }) => value));
}

/** What the first has more than the second, in networks that have both. */
export function pairedDifferences(
  first: readonly NetworkValue[],
  second: readonly NetworkValue[],
): NetworkValue[] {
  const values = new Map(second.map(({ network, value }) => [network, value]));
  return first.flatMap(({ network, value }) => {
    const other = values.get(network);
    return other === undefined ? [] : [{ network, value: value - other }];
  });
}

/** How many draws means are over, in one sentence; empty where no network has several. */
export function drawsNote(accuracies: readonly Pick<NetworkAccuracy, "draws">[]): string {
  const most = accuracies.reduce((sum, { draws }) => Math.max(sum, draws), 1);
  const random = STRATEGY_LOOKS.random.label;
  return most === 1 ? "" : `${capitalised(random)}: mean over ${most} draws a network.`;
}

/** Columns of a {@link NetworkAccuracy}. */
export const NETWORK_COLUMNS = {
  network: (row) => row.network,
  neurons_kept_by_layer: (row) => row.sizes.join(" "),
  draws: (row) => row.draws,
  test_accuracy_percent: (row) => row.value,
  whole_network_test_accuracy_percent: (row) => row.whole,
} as const satisfies Columns<NetworkAccuracy>;

/** Columns of a {@link RetrainedAccuracy}. */
export const RETRAINED_COLUMNS = {
  strategy: (row) => row.strategy,
  size: (row) => row.size,
  removal: (row) => row.removal,
  start: (row) => row.start,
  ...NETWORK_COLUMNS,
} as const satisfies Columns<RetrainedAccuracy>;

/** Columns of a difference; those of the interval are empty for a single network. */
export const DIFFERENCE_COLUMNS = {
  networks: (row) => row.count,
  mean_difference_points: (row) => row.mean,
  interval_95_low_points: (row) => row.confidenceInterval?.[0],
  interval_95_high_points: (row) => row.confidenceInterval?.[1],
} as const satisfies Columns<Estimate>;

/** A mean over networks at one size, in one column of panels. */
export interface SizeEstimate extends Estimate {
  readonly column: string;
  readonly size: SubnetworkSize;
  readonly values: readonly NetworkValue[];
}

/** Means of one kind, in all columns. */
export interface SizeLine<Point extends SizeEstimate = SizeEstimate> {
  readonly look: Look;
  /** In the order of sizes. */
  readonly points: readonly Point[];
}

/** Means at the sizes where there are values, in their order. */
export function sizeEstimates(
  column: string,
  sizes: readonly SubnetworkSize[],
  valuesAt: (size: SubnetworkSize) => readonly NetworkValue[],
): SizeEstimate[] {
  return sizes.flatMap((size) => {
    const values = valuesAt(size);
    if (values.length === 0) return [];
    return [{ column, size, values, ...estimate(values.map(({ value }) => value)) }];
  });
}

/** What networks have of one strategy under one removal. */
export interface StrategyEstimate extends SizeEstimate {
  readonly strategy: StrategyName;
  readonly removal: Removal;
}

/** Accuracy in per cent after re-training: by removal, then by strategy, then by size. */
export function strategyAccuracies(
  result: Figure2Result,
  sizes: readonly SubnetworkSize[],
): StrategyEstimate[] {
  return strategyEstimates(sizes, (choice) => retrainedAccuracies(result, choice));
}

/** Accuracy minus that of random neurons (mean over their draws), in points, network by network. */
export function differencesToRandom(
  result: Figure2Result,
  sizes: readonly SubnetworkSize[],
): StrategyEstimate[] {
  return strategyEstimates(sizes, (choice) => {
    if (choice.strategy === "random") return [];
    const random = retrainedAccuracies(result, { ...choice, strategy: "random" });
    return pairedDifferences(retrainedAccuracies(result, choice), random);
  });
}

function strategyEstimates(
  sizes: readonly SubnetworkSize[],
  read: (choice: SubnetworkChoice) => readonly NetworkValue[],
): StrategyEstimate[] {
  return REMOVALS.flatMap((removal) =>
    STRATEGY_NAMES.flatMap((strategy) =>
      sizeEstimates(REMOVAL_NAMES[removal], sizes, (size) => read({ strategy, size, removal }))
        .map((point) => ({ ...point, strategy, removal }))
    )
  );
}

/** A line for every strategy under every removal. */
export function strategyLines(points: readonly StrategyEstimate[]): SizeLine<StrategyEstimate>[] {
  const lines = Map.groupBy(points, ({ strategy, removal }) => `${strategy}, ${removal}`);
  return [...lines.values()].map((own) => (
    { look: STRATEGY_LOOKS[own[0]!.strategy], points: own }
  ));
}

/** Strategies that occur, in their order. */
export function strategiesAmong(
  all: readonly { readonly strategy: StrategyName }[],
): StrategyName[] {
  return STRATEGY_NAMES.filter((strategy) => all.some((one) => one.strategy === strategy));
}

/** "synergy 95.12 (94.90 to 95.34) % and random 94.20 (94.01 to 94.39) %". */
export function inWords(estimates: readonly StrategyEstimate[], unit: string): string {
  return enumerate(
    estimates.map((one) => `${STRATEGY_LOOKS[one.strategy].label} ${withInterval(one, unit)}`),
  );
}
