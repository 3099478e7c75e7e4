/**
 * How far strategies lie apart, in words.
 * @module
 */
import { STRATEGY_NAMES, type StrategyName } from "../../selection/strategies.ts";
import { summarise } from "../../statistics/summary.ts";
import { percent, points } from "../format.ts";
import type { NetworkValue } from "./network_values.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";

/** Mean accuracy of a strategy, in per cent. */
interface StrategyMean {
  readonly strategy: StrategyName;
  readonly mean: number;
}

/** The best and the worst of some strategies; the same where there is one. */
export interface StrategySpread {
  readonly best: StrategyMean;
  readonly worst: StrategyMean;
}

/** The extremes among strategies that have values; nothing without any. */
export function strategySpread(
  valuesOf: (strategy: StrategyName) => readonly NetworkValue[],
): StrategySpread | undefined {
  const means = STRATEGY_NAMES.flatMap((strategy): StrategyMean[] => {
    const values = valuesOf(strategy).map(({ value }) => value);
    return values.length === 0 ? [] : [{ strategy, mean: summarise(values).mean }];
  });
  const ascending = means.toSorted((a, b) => a.mean - b.mean);
  const [worst, best] = [ascending[0], ascending.at(-1)];
  return worst === undefined || best === undefined ? undefined : { best, worst };
}

/** "60.1 % for synergy, 40.2 % for random". */
export function spreadInWords({ best, worst }: StrategySpread): string {
  const ends = best.strategy === worst.strategy ? [best] : [best, worst];
  return ends.map(({ strategy, mean }) =>
    `${percent(mean / 100)} for ${STRATEGY_LOOKS[strategy].label}`
  ).join(", ");
}

/**
 * What re-training does to the spread of strategies right after removal.
 *
 * @param where the size, in words
 * @param retrained nothing where no sub-network was re-trained
 */
export function spreadFinding(
  where: string,
  ablated: StrategySpread,
  retrained: StrategySpread | undefined,
): string {
  const gap = ({ best, worst }: StrategySpread) => best.mean - worst.mean;
  const before = `${points(gap(ablated))} apart right after removal (${spreadInWords(ablated)})`;
  if (ablated.best.strategy === ablated.worst.strategy) {
    const after = retrained === undefined ? "" : `, re-trained ${spreadInWords(retrained)}`;
    return `${where} accuracy right after removal is ${spreadInWords(ablated)}${after}`;
  }
  if (retrained === undefined) return `${where} strategies lie ${before}`;
  const verb = gap(retrained) < gap(ablated) ? "narrows" : "widens";
  return `re-training ${verb} the gap between strategies: ${where} they lie ${before} and ` +
    `${points(gap(retrained))} re-trained`;
}
