/**
 * Sub-networks compared with others of the same networks.
 * @module
 */
import type { Figure2Result, SubnetworkChoice } from "../../experiments/figure2_result.ts";
import { STRATEGY_NAMES, type StrategyName } from "../../selection/strategies.ts";
import { type Estimate, estimate } from "../estimate.ts";
import { enumerate } from "../format.ts";
import { type Side, sideOf } from "../side.ts";
import { type NetworkValue, pairedDifferences, retrainedAccuracies } from "./network_values.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";

/** A paired difference of accuracies, in points, and its sign. */
export interface Comparison extends Estimate {
  readonly side: Side;
}

/** A strategy compared with another one. */
export interface StrategyComparison extends Comparison {
  readonly strategy: StrategyName;
}

/** How much more accuracy the first has, over the networks that have both; nothing without any. */
export function compare(
  first: readonly NetworkValue[],
  second: readonly NetworkValue[],
): Comparison | undefined {
  const differences = pairedDifferences(first, second).map(({ value }) => value);
  if (differences.length === 0) return undefined;
  const difference = estimate(differences);
  return { ...difference, side: sideOf(difference.summary) };
}

/** All other strategies minus random neurons (mean over their draws), re-trained. */
export function comparedWithRandom(
  result: Figure2Result,
  cell: Omit<SubnetworkChoice, "strategy">,
): StrategyComparison[] {
  const random = retrainedAccuracies(result, { ...cell, strategy: "random" });
  return STRATEGY_NAMES.filter((strategy) => strategy !== "random").flatMap((strategy) => {
    const compared = compare(retrainedAccuracies(result, { ...cell, strategy }), random);
    return compared === undefined ? [] : [{ strategy, ...compared }];
  });
}

/** Strategies whose difference lies on one side. */
function strategiesOn(
  comparisons: readonly StrategyComparison[],
  side: Side,
): StrategyName[] {
  return comparisons.filter((one) => one.side === side).map(({ strategy }) => strategy);
}

/**
 * What holds of strategy − random: "synergy and MI model keep more accuracy than random neurons, and
 * redundancy keeps less".
 */
export function randomClause(comparisons: readonly StrategyComparison[]): string {
  const [more, less] = (["above", "below"] as const).map((side) =>
    strategiesOn(comparisons, side).map((strategy) => STRATEGY_LOOKS[strategy].label)
  );
  const verb = (names: readonly string[]) => names.length === 1 ? "keeps" : "keep";
  const than = "than random neurons";
  if (more!.length > 0) {
    const also = less!.length > 0 ? ` while ${enumerate(less!)} ${verb(less!)} less` : "";
    return `${enumerate(more!)} ${verb(more!)} more accuracy ${than}${also}`;
  }
  return less!.length > 0
    ? `no strategy keeps more accuracy ${than}, and ${enumerate(less!)} ${verb(less!)} less`
    : `no strategy is told apart from random neurons`;
}
