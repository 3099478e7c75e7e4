/**
 * How many neurons two choices share.
 * @module
 */
import type {
  Figure2Result,
  KeptNeurons,
  SubnetworkSize,
} from "../../experiments/figure2_result.ts";
import { STRATEGY_NAMES, type StrategyName } from "../../selection/strategies.ts";
import { summarise } from "../../statistics/summary.ts";
import { type Estimate, estimate } from "../estimate.ts";
import { expectedJaccard, jaccardIndex } from "./jaccard.ts";

/** Two strategies, over networks and hidden layers. */
export interface Overlap {
  readonly first: StrategyName;
  readonly second: StrategyName;
  /** Mean Jaccard index: neurons that both keep, as a share of those that either keeps. 0..1. */
  readonly jaccard: Estimate;
  /** Mean Jaccard index of sets of the same sizes drawn at random. */
  readonly chance: number;
  /** Jaccard index minus chance. */
  readonly excess: Estimate;
}

/**
 * Overlaps of all pairs of strategies, each with those before it: means over draws and hidden layers of
 * a network, then over networks.
 */
export function overlaps(result: Figure2Result, size: SubnetworkSize): Overlap[] {
  const kept = new Map(
    STRATEGY_NAMES.map((strategy) => [strategy, keptBy(result, strategy, size)]),
  );
  return STRATEGY_NAMES.flatMap((second, at) =>
    STRATEGY_NAMES.slice(0, at).flatMap((first): Overlap[] => {
      const networks = result.networks.flatMap((_, network) => {
        const pairs = kept.get(first)![network]!.flatMap((one) =>
          kept.get(second)![network]!.map((other) => compareLayers(one, other, result))
        );
        return pairs.length === 0 ? [] : [meanOf(pairs)];
      });
      if (networks.length === 0) return [];
      return [{
        first,
        second,
        jaccard: estimate(networks.map((one) => one.jaccard)),
        chance: summarise(networks.map((one) => one.chance)).mean,
        excess: estimate(networks.map((one) => one.jaccard - one.chance)),
      }];
    })
  );
}

/** A pair of choices in one network. */
interface Pair {
  readonly jaccard: number;
  readonly chance: number;
}

/** For each network, what a strategy kept in each of its draws. */
function keptBy(
  { networks }: Figure2Result,
  strategy: StrategyName,
  size: SubnetworkSize,
): KeptNeurons[][] {
  return networks.map(({ retrainings }) => {
    const draws = new Map(
      retrainings.filter((one) =>
        one.strategy === strategy && one.size === size && one.start === "rewound"
      ).map(({ draw, kept }) => [draw, kept]),
    );
    return [...draws.values()];
  });
}

function compareLayers(
  first: KeptNeurons,
  second: KeptNeurons,
  { layers }: Figure2Result,
): Pair {
  return meanOf(layers.map(({ units }, layer) => {
    const [one, other] = [first[layer]!, second[layer]!];
    return {
      jaccard: jaccardIndex(one, other),
      chance: expectedJaccard(units, one.length, other.length),
    };
  }));
}

function meanOf(pairs: readonly Pair[]): Pair {
  return {
    jaccard: summarise(pairs.map((one) => one.jaccard)).mean,
    chance: summarise(pairs.map((one) => one.chance)).mean,
  };
}
