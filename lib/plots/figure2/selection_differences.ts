/**
 * Strategies against random neurons, under both selections.
 * @module
 */
import type { Figure2Result, SubnetworkSize } from "../../experiments/figure2_result.ts";
import { type Removal, REMOVALS } from "../../selection/treatments.ts";
import { PlotError } from "../error.ts";
import { comparedWithRandom, type StrategyComparison } from "./comparisons.ts";
import { requireNetworks } from "./network_values.ts";
import { REMOVAL_NAMES } from "./removals.ts";
import { requireSize, retrainedSizes } from "./subnetwork_sizes.ts";

/** Data that strategies see. */
export type SelectionData = Figure2Result["selection"];

/** A strategy minus random neurons under one selection and removal. */
export interface SelectionDifference extends StrategyComparison {
  readonly selection: SelectionData;
  readonly removal: Removal;
  readonly column: string;
}

/** One strategy and removal under both selections. */
export interface SelectionPair {
  readonly test: SelectionDifference;
  readonly validation: SelectionDifference;
}

/**
 * All strategies minus random neurons.
 *
 * @throws {PlotError} when the result has another selection, no network or no sub-networks of that size
 */
export function differencesOf(
  result: Figure2Result,
  selection: SelectionData,
  size: SubnetworkSize,
): SelectionDifference[] {
  requireNetworks(result);
  if (result.selection !== selection) {
    throw new PlotError(
      `Cannot compare selections: the ${selection} result selects on ${result.selection} data`,
    );
  }
  requireSize(retrainedSizes(result), size);
  return REMOVALS.flatMap((removal) =>
    comparedWithRandom(result, { size, removal }).map((one) => (
      { ...one, selection, removal, column: REMOVAL_NAMES[removal] }
    ))
  );
}

/** Pairs up strategies and removals that both selections have. */
export function pairsOf(differences: readonly SelectionDifference[]): SelectionPair[] {
  return differences.filter(({ selection }) => selection === "test").flatMap((test) => {
    const validation = differences.find((one) =>
      one.selection === "validation" && one.strategy === test.strategy &&
      one.removal === test.removal
    );
    return validation === undefined ? [] : [{ test, validation }];
  });
}
