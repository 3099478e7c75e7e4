/**
 * Re-trained sub-networks of one size, by strategy and removal.
 * @module
 */
import type { Figure2Result, SubnetworkSize } from "../../experiments/figure2_result.ts";
import { STRATEGY_NAMES } from "../../selection/strategies.ts";
import { type Removal, REMOVALS } from "../../selection/treatments.ts";
import { estimate } from "../estimate.ts";
import { retrainedAccuracies } from "./network_values.ts";
import { REMOVAL_NAMES } from "./removals.ts";
import type { StrategyDots } from "./strategy_dots.ts";

/** One strategy under one removal. */
export interface StrategyGroup extends StrategyDots {
  readonly removal: Removal;
}

/** All groups that have any network, by removal, then by strategy. */
export function groupsOf(result: Figure2Result, size: SubnetworkSize): StrategyGroup[] {
  return REMOVALS.flatMap((removal) =>
    STRATEGY_NAMES.flatMap((strategy): StrategyGroup[] => {
      const accuracies = retrainedAccuracies(result, { strategy, size, removal });
      if (accuracies.length === 0) return [];
      const mean = estimate(accuracies.map(({ value }) => value));
      return [{ removal, column: REMOVAL_NAMES[removal], strategy, accuracies, mean }];
    })
  );
}

/** Those of one removal. */
export function groupsUnder(groups: readonly StrategyGroup[], removal: Removal): StrategyGroup[] {
  return groups.filter((group) => group.removal === removal);
}
