/** Accuracies of sub-networks as points of a figure: means over networks, and the rows behind them. */
import {
  networkAccuracies,
  type NetworkAccuracy,
  type RetrainingResult,
  type Start,
  type SubnetworkSize,
  wholeAccuracies,
} from "../result.ts";
import { STRATEGIES, type StrategyName } from "../../../selection/strategies.ts";
import { type Removal, REMOVALS } from "../../../selection/treatments.ts";
import { type Estimate, estimate } from "../../../figures/kit/estimate.ts";
import { PlotError } from "../../../figures/kit/figure.ts";
import type { Columns } from "../../../studies/table.ts";
import { capitalised, enumerate, meanInWords } from "../../../figures/kit/text.ts";
import { othersText } from "../../claims/wording.ts";
import { type Kind, STRATEGY_KINDS } from "./styles.ts";

/** An accuracy of one network in per cent, or its difference to another one in points; and what it is of. */
export interface SubnetworkValue extends NetworkAccuracy {
  readonly strategy: StrategyName;
  readonly size: SubnetworkSize;
  /** Absent: right after removal, without re-training. */
  readonly removal?: Removal;
  readonly start: Start;
}

/** A mean over networks of sub-networks of one kind, size and treatment, in one column of panels. */
export interface SizeEstimate extends Estimate {
  readonly style: Kind;
  readonly strategy: StrategyName;
  readonly column: string;
  readonly size: SubnetworkSize;
  readonly removal?: Removal;
  readonly values: readonly SubnetworkValue[];
}

/** Which estimates a figure shows. */
export interface EstimatesOptions {
  readonly sizes: readonly SubnetworkSize[];
  /** Default: all strategies. */
  readonly kinds?: readonly Kind[];
  /** Treatments of the other neurons, and the names of their panels. Default: all of re-training. */
  readonly columns?: readonly { readonly removal?: Removal; readonly column: string }[];
  /** What is subtracted, network by network, and left out. Default: nothing. */
  readonly minus?: Kind;
}

const RETRAINED = REMOVALS.map((removal) => ({ removal, column: othersText(removal) }));

/** Those that the result has: by treatment, then by kind, then by size. */
export function estimatesOf(
  result: RetrainingResult,
  { sizes, kinds = STRATEGY_KINDS, columns = RETRAINED, minus }: EstimatesOptions,
): SizeEstimate[] {
  return columns.flatMap(({ column, ...removal }) =>
    kinds.filter((kind) => kind !== minus).flatMap((style) =>
      sizes.flatMap((size) => {
        const { strategy, start = "rewound" } = style;
        const choice = { strategy, size, start, ...removal };
        const other = minus && networkAccuracies(result, { ...choice, ...minus });
        const own = networkAccuracies(result, choice);
        if (own.length === 0 || other?.length === 0) return [];
        const values = own.map((one, at): SubnetworkValue => (
          { ...choice, ...one, value: one.value - (other?.[at]?.value ?? 0) }
        ));
        const mean = estimate(values.map(({ value }) => value));
        return [{ style, strategy, column, size, ...removal, values, ...mean }];
      })
    )
  );
}

/** @throws {PlotError} when there is no network */
export function requireNetworks({ networks }: RetrainingResult): void {
  if (networks.length === 0) throw new PlotError("Cannot draw sub-networks without networks");
}

/** Mean accuracy of the whole networks, in per cent. */
export function wholeEstimate(result: RetrainingResult): Estimate {
  return estimate(wholeAccuracies(result).map(({ value }) => value));
}

/** How many draws means are over, in one sentence; empty where no network has several. */
export function drawsNote(accuracies: readonly Pick<NetworkAccuracy, "draws">[]): string {
  const most = accuracies.reduce((sum, { draws }) => Math.max(sum, draws), 1);
  const random = STRATEGIES.get("random").label;
  return most === 1 ? "" : `${capitalised(random)}: mean over ${most} draws per network.`;
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
} as const satisfies Columns<SubnetworkValue>;

/** Columns of a difference; those of the interval are empty for a single network. */
export const DIFFERENCE_COLUMNS = {
  networks: (row) => row.count,
  mean_difference_points: (row) => row.mean,
  interval_95_low_points: (row) => row.confidenceInterval?.[0],
  interval_95_high_points: (row) => row.confidenceInterval?.[1],
} as const satisfies Columns<Estimate>;

/** Strategies that occur, in their order. */
export function strategiesAmong(all: readonly SizeEstimate[]): Kind[] {
  return STRATEGY_KINDS.filter((kind) => all.some(({ style }) => style === kind));
}

/** "synergy 95.12 (94.90 to 95.34) % and random 94.20 (94.01 to 94.39) %". */
export function inWords(estimates: readonly SizeEstimate[], unit: string): string {
  return enumerate(estimates.map((one) => `${one.style.label} ${meanInWords(one, unit)}`));
}
