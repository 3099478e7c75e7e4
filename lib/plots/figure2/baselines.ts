/**
 * The synergistic neurons against the paper's baselines.
 * @module
 */
import { correctedDifferences } from "../../statistics/paired_difference.ts";
import type { StrategyName } from "../../selection/strategies.ts";
import { enumerate } from "../format.ts";
import { type Side, sideOf } from "../side.ts";
import type { NetworkValue } from "./network_values.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";

/** What the paper compares the synergistic neurons with. */
const BASELINES: readonly StrategyName[] = ["random", "mi-model", "mi-mixture"];

/** Synergy minus one baseline. */
export interface BaselineSide {
  readonly strategy: StrategyName;
  readonly side: Side;
}

/**
 * On which side of 0 the paired differences synergy − baseline lie, by 95 % intervals that are
 * Holm-corrected over the baselines, or by the difference itself in a single network. Over the networks
 * that have synergy and all baselines that any network has; nothing without such a network or baseline.
 *
 * @param accuraciesOf accuracies of a strategy, network by network
 */
export function baselineSides(
  accuraciesOf: (strategy: StrategyName) => readonly NetworkValue[],
): BaselineSide[] {
  const baselines = BASELINES.filter((strategy) => accuraciesOf(strategy).length > 0);
  const [synergy, ...others] = alignedValues(["synergy" as const, ...baselines].map(accuraciesOf));
  if (synergy === undefined || synergy.length === 0) return [];
  return correctedDifferences(synergy, others).map(({ mean, interval }, at) => ({
    strategy: baselines[at]!,
    side: sideOf(interval === undefined ? { mean } : { mean, confidenceInterval: interval }),
  }));
}

/** What holds of the differences: "beat MI model and do not beat random or MI mixture". */
export function baselinesClause(sides: readonly BaselineSide[]): string {
  const labelsOn = (side: Side) =>
    sides.filter((one) => one.side === side).map(({ strategy }) => STRATEGY_LOOKS[strategy].label);
  const [above, neither, below] = [labelsOn("above"), labelsOn("neither"), labelsOn("below")];
  return enumerate([
    ...(above.length > 0 ? [`beat ${enumerate(above)}`] : []),
    ...(neither.length > 0 ? [`do not beat ${enumerate(neither, "or")}`] : []),
    ...(below.length > 0 ? [`lose to ${enumerate(below)}`] : []),
  ]);
}

/** Values of the networks that all lists have, in the order of the first one. */
function alignedValues(lists: readonly (readonly NetworkValue[])[]): number[][] {
  const maps = lists.map((list) => new Map(list.map(({ network, value }) => [network, value])));
  const shared = [...maps[0]!.keys()].filter((network) => maps.every((map) => map.has(network)));
  return maps.map((map) => shared.map((network) => map.get(network)!));
}
