/** Accuracies of sub-networks: by network, as rows of a table, and as means over networks. */
import {
  drawsOf,
  type KeptNeurons,
  type NetworkSubnetworks,
  type RetrainingResult,
  type SubnetworkChoice,
  type SubnetworkSize,
} from "../result.ts";
import type { StrategyName } from "../../../selection/strategies.ts";
import { type Removal, REMOVALS } from "../../../selection/treatments.ts";
import { type Estimate, estimate } from "../../../figures/kit/estimate.ts";
import { PlotError } from "../../../figures/kit/figure.ts";
import type { Columns } from "../../../studies/table.ts";
import { capitalised, enumerate, meanInWords } from "../../../figures/kit/text.ts";
import { type Kind, REMOVAL_NAMES, STRATEGY_KINDS, STRATEGY_LOOKS } from "./looks.ts";

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
export function requireNetworks({ networks }: RetrainingResult): void {
  if (networks.length === 0) throw new PlotError("Cannot draw figure 2 without networks");
}

/** Test accuracies after re-training; networks without such a sub-network are left out. */
export function retrainedAccuracies(
  result: RetrainingResult,
  { strategy, size, removal, start = "rewound" }: SubnetworkChoice,
): RetrainedAccuracy[] {
  const choice = { strategy, size, removal, start };
  return meansOverDraws(result, (network) => drawsOf(network, choice))
    .map((accuracy) => ({ ...choice, ...accuracy }));
}

/** Test accuracies right after removal; networks without such a sub-network are left out. */
export function ablatedAccuracies(
  result: RetrainingResult,
  { strategy, size }: Pick<SubnetworkChoice, "strategy" | "size">,
): NetworkAccuracy[] {
  return meansOverDraws(
    result,
    ({ ablations }) => ablations.filter((one) => one.strategy === strategy && one.size === size),
  );
}

function meansOverDraws(
  { networks }: RetrainingResult,
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
export function wholeAccuracies({ networks }: RetrainingResult): NetworkValue[] {
  return networks.map(({ index, testAccuracy }) => ({ network: index, value: 100 * testAccuracy }));
}

/** Mean accuracy of the whole networks, in per cent. */
export function wholeEstimate(result: RetrainingResult): Estimate {
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
export const NETWORK_COLUMNS = {
  network: (row) => row.network,
  neurons_kept_by_layer: (row) => row.sizes.join(" "),
  draws: (row) => row.draws,
  test_accuracy_percent: (row) => row.value,
  whole_network_test_accuracy_percent: (row) => row.whole,
} as const satisfies Columns<NetworkAccuracy>;
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

/** A mean over networks of sub-networks of one kind and size, in one column of panels. */
export interface SizeEstimate<Value extends NetworkValue = NetworkValue> extends Estimate {
  readonly look: Kind;
  readonly strategy: StrategyName;
  readonly column: string;
  readonly size: SubnetworkSize;
  readonly values: readonly Value[];
}

/** Means by kind, then by size, where there are values. */
export function sizeEstimates<Value extends NetworkValue>(
  column: string,
  sizes: readonly SubnetworkSize[],
  kinds: readonly Kind[],
  read: (kind: Kind, size: SubnetworkSize) => readonly Value[],
): SizeEstimate<Value>[] {
  return kinds.flatMap((look) =>
    sizes.flatMap((size) => {
      const values = read(look, size);
      if (values.length === 0) return [];
      const mean = estimate(values.map(({ value }) => value));
      return [{ look, strategy: look.strategy, column, size, values, ...mean }];
    })
  );
}

/** What networks have under one removal. */
export interface RemovalEstimate<Value extends NetworkValue = NetworkValue>
  extends SizeEstimate<Value> {
  readonly removal: Removal;
}

/** Accuracy in per cent after re-training: by removal, then by kind, then by size. */
export function retrainedEstimates(
  result: RetrainingResult,
  sizes: readonly SubnetworkSize[],
  kinds = STRATEGY_KINDS,
): RemovalEstimate<RetrainedAccuracy>[] {
  return removalEstimates(sizes, kinds, (choice) => retrainedAccuracies(result, choice));
}

/** The same minus that of `reference`, in points, network by network; the reference is left out. */
export function estimatedDifferences(
  result: RetrainingResult,
  sizes: readonly SubnetworkSize[],
  kinds = STRATEGY_KINDS,
  reference: Kind = STRATEGY_LOOKS.random,
): RemovalEstimate[] {
  return removalEstimates(sizes, kinds.filter((kind) => kind !== reference), (choice) => {
    const other = retrainedAccuracies(result, { ...choice, ...reference });
    return pairedDifferences(retrainedAccuracies(result, choice), other);
  });
}

function removalEstimates<Value extends NetworkValue>(
  sizes: readonly SubnetworkSize[],
  kinds: readonly Kind[],
  read: (choice: SubnetworkChoice) => readonly Value[],
): RemovalEstimate<Value>[] {
  return REMOVALS.flatMap((removal) =>
    sizeEstimates(
      REMOVAL_NAMES[removal],
      sizes,
      kinds,
      (kind, size) => read({ ...kind, size, removal }),
    ).map((point) => ({ ...point, removal }))
  );
}

/** Strategies that occur, in their order. */
export function strategiesAmong(all: readonly SizeEstimate[]): Kind[] {
  return STRATEGY_KINDS.filter((kind) => all.some(({ look }) => look === kind));
}

/** "synergy 95.12 (94.90 to 95.34) % and random 94.20 (94.01 to 94.39) %". */
export function inWords(estimates: readonly SizeEstimate[], unit: string): string {
  return enumerate(estimates.map((one) => `${one.look.label} ${meanInWords(one, unit)}`));
}
