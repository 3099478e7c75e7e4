/**
 * Accuracies of sub-networks as rows of a table.
 * @module
 */
import type { Figure2Result, SubnetworkChoice } from "../../experiments/figure2_result.ts";
import type { CsvRow } from "../csv.ts";
import { type NetworkAccuracy, retrainedAccuracies } from "./network_values.ts";

/** Columns that say which sub-networks a row is about. */
const CELL_COLUMNS = {
  strategy: "strategy",
  size: "size",
  removal: "removal",
  start: "start",
} as const;

/** Columns of {@link networkRows}. */
export const NETWORK_COLUMNS = {
  network: "network",
  neurons: "neurons_kept_by_layer",
  draws: "draws",
  accuracy: "test_accuracy_percent",
  whole: "whole_network_test_accuracy_percent",
} as const;

/** A row for every network: its accuracy, the mean over its draws, and that of the whole network. */
export function networkRows(
  { networks }: Figure2Result,
  accuracies: readonly NetworkAccuracy[],
): CsvRow[] {
  const whole = new Map(networks.map((one) => [one.index, 100 * one.testAccuracy]));
  return accuracies.map(({ network, value, draws, sizes }) => ({
    network,
    neurons: sizes.join(" "),
    draws,
    accuracy: value,
    whole: whole.get(network),
  }));
}

/** Columns of {@link retrainedRows}. */
export const RETRAINED_COLUMNS = { ...CELL_COLUMNS, ...NETWORK_COLUMNS } as const;

/** Rows of re-trained sub-networks. */
export function retrainedRows(result: Figure2Result, cell: SubnetworkChoice): CsvRow[] {
  const { strategy, size, removal, start = "rewound" } = cell;
  return networkRows(result, retrainedAccuracies(result, cell))
    .map((row) => ({ strategy, size, removal, start, ...row }));
}
