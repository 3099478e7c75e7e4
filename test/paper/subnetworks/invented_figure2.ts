/** Results of re-trained sub-networks as they might be. */
import type {
  Retraining,
  RetrainingResult,
  Start,
  SubnetworkSize,
} from "../../../lib/paper/mod.ts";
import { hiddenLayers, type Layer, mlp } from "../../../lib/models/spec.ts";
import type { Removal, StrategyName } from "../../../lib/selection/mod.ts";

/** What is re-trained beside the paper's own reading. */
export interface InventedPlan {
  readonly sizes?: readonly SubnetworkSize[];
  readonly removals?: readonly Removal[];
  readonly selection?: RetrainingResult["selection"];
  /** Test accuracies of freshly initialised networks, in per cent; default: there are none. */
  readonly fresh?: readonly number[];
}

/** Hidden layers of these widths. */
export const hiddenOf = (...widths: readonly number[]): Layer[] =>
  hiddenLayers(mlp([1, ...widths, 1]));

/**
 * Networks with the given test accuracies in per cent: of the whole network, and of its sub-networks by
 * strategy, alike in all sizes and removals. What is random or fresh has two draws, 3 points above and
 * below its accuracy.
 */
export function inventedFigure2(
  whole: readonly number[],
  strategies: Partial<Record<StrategyName, readonly number[]>>,
  { sizes = ["k*"], removals = ["zero"], selection = "test", fresh }: InventedPlan = {},
): RetrainingResult {
  const networks = whole.map((own, index) => {
    const cells = sizes.flatMap((size) => removals.map((removal) => ({ size, removal })));
    const retrainings = cells.flatMap(({ size, removal }) => {
      const retrained = (strategy: StrategyName, start: Start, accuracy: number): Retraining[] => {
        const draws = strategy === "random" ? [3, -3] : [0];
        return draws.map((offset, draw) => ({
          strategy,
          size,
          removal,
          start,
          draw,
          kept: [[0], [0], [0]],
          trainAccuracy: 0.99,
          testAccuracy: (accuracy + offset) / 100,
          testLoss: 0.1,
        }));
      };
      return [
        ...Object.entries(strategies).flatMap(([strategy, accuracies]) =>
          retrained(strategy as StrategyName, "rewound", accuracies[index]!)
        ),
        ...(fresh === undefined ? [] : retrained("random", "fresh", fresh[index]!)),
      ];
    });
    return {
      index,
      trainAccuracy: 0.99,
      testAccuracy: own / 100,
      bestSizes: { greedy: [1, 1, 1], exact: [1, 1, 1] },
      retrainings,
      ablations: [],
    };
  });
  return { layers: hiddenOf(20, 20, 20), selection, sizeSearch: "exact", networks };
}

/**
 * Accuracies `shift` above `base`, and `noise` more and less in turn. Paired with `base`, ten networks
 * differ by `shift` with a standard error of noise/3: the 95 % interval reaches 0.754·noise to either
 * side of `shift`, the 90 % one 0.611·noise.
 */
export function shifted(base: readonly number[], shift: number, noise = 0.1): number[] {
  return base.map((value, i) => value + shift + (i % 2 === 0 ? noise : -noise));
}

/** Test accuracies of ten whole networks, in per cent. */
export const WHOLE: readonly number[] = [
  95.8,
  96.4,
  95.9,
  96.1,
  96.6,
  95.7,
  96.2,
  96.0,
  96.3,
  95.6,
];
