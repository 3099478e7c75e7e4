/**
 * What figure 2 finds.
 * @module
 */
import type { Figure2Result, SubnetworkSize } from "../../experiments/figure2_result.ts";
import type { Removal } from "../../selection/treatments.ts";
import { finding } from "../finding.ts";
import { points } from "../format.ts";
import { baselinesClause, baselineSides } from "./baselines.ts";
import { clausesByRemoval } from "./removals.ts";
import { groupsUnder, type StrategyGroup } from "./strategy_groups.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";
import { atSize } from "./subnetwork_sizes.ts";
import { wholeEstimate } from "./whole_network.ts";

/**
 * Which of the paper's baselines the synergistic neurons beat; or, without synergy or without
 * baselines, which strategy loses least on average.
 */
export function figure2Title(
  result: Figure2Result,
  size: SubnetworkSize,
  groups: readonly StrategyGroup[],
  removals: readonly Removal[],
): string {
  const clauses = (clauseOf: (own: readonly StrategyGroup[]) => string | undefined) =>
    clausesByRemoval(removals, (removal) => clauseOf(groupsUnder(groups, removal)));
  const synergy = clauses(synergyClause);
  return finding(
    result,
    synergy === ""
      ? `${atSize(size)} ${clauses((own) => lowestDrop(result, own))}`
      : `synergistic neurons re-trained ${atSize(size)} ${synergy}`,
  );
}

/** What synergy and the paper's baselines have to do with each other; nothing where one side lacks. */
function synergyClause(groups: readonly StrategyGroup[]): string | undefined {
  const sides = baselineSides((name) =>
    groups.find(({ strategy }) => strategy === name)?.accuracies ?? []
  );
  return sides.length === 0 ? undefined : baselinesClause(sides);
}

/** The strategy with the highest mean, for results without synergy or without baselines. */
function lowestDrop(result: Figure2Result, groups: readonly StrategyGroup[]): string {
  const best = groups.reduce((first, second) =>
    second.mean.mean > first.mean.mean ? second : first
  );
  const drop = wholeEstimate(result).mean - best.mean.mean;
  return `${STRATEGY_LOOKS[best.strategy].label} loses least (${points(drop)})`;
}
