/**
 * Accuracies of strategies over the size of their sub-networks.
 * @module
 */
import type { Figure2Result, SubnetworkSize } from "../../experiments/figure2_result.ts";
import { STRATEGY_NAMES, type StrategyName } from "../../selection/strategies.ts";
import { type Removal, REMOVALS } from "../../selection/treatments.ts";
import { type NetworkValue, pairedDifferences, retrainedAccuracies } from "./network_values.ts";
import { REMOVAL_NAMES } from "./removals.ts";
import { sizeEstimates, type SizeLine } from "./size_estimates.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";

/** The line of one strategy in one panel. */
export interface StrategyCurve extends SizeLine {
  readonly strategy: StrategyName;
  readonly removal: Removal;
}

/** Accuracy in per cent after re-training, for all removals and strategies that have any. */
export function accuracyCurves(
  result: Figure2Result,
  sizes: readonly SubnetworkSize[],
): StrategyCurve[] {
  return curves(
    sizes,
    (strategy, removal, size) => retrainedAccuracies(result, { strategy, size, removal }),
  );
}

/** Accuracy minus that of random neurons, in points, network by network. */
export function differenceCurves(
  result: Figure2Result,
  sizes: readonly SubnetworkSize[],
): StrategyCurve[] {
  return curves(sizes, (strategy, removal, size) => {
    if (strategy === "random") return [];
    const [own, random] = [strategy, "random" as const].map((one) =>
      retrainedAccuracies(result, { strategy: one, size, removal })
    );
    return pairedDifferences(own!, random!);
  });
}

function curves(
  sizes: readonly SubnetworkSize[],
  read: (strategy: StrategyName, removal: Removal, size: SubnetworkSize) => readonly NetworkValue[],
): StrategyCurve[] {
  return REMOVALS.flatMap((removal) =>
    STRATEGY_NAMES.flatMap((strategy): StrategyCurve[] => {
      const column = REMOVAL_NAMES[removal];
      const points = sizeEstimates(column, sizes, (size) => read(strategy, removal, size));
      const look = STRATEGY_LOOKS[strategy];
      return points.length === 0 ? [] : [{ strategy, removal, look, points }];
    })
  );
}
