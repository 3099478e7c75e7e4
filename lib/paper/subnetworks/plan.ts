/**
 * Which sub-networks figure 2 asks for, and its control that chooses neurons without the test set.
 */
import type { MultipletSearch, SizeRule } from "../../selection/strategy.ts";
import { searchAt } from "../../selection/selector.ts";
import { STRATEGIES, type StrategyName } from "../../selection/strategies.ts";
import type { ExperimentConfig } from "../config.ts";
import type { Retraining, SubnetworkSize } from "./result.ts";

/** One choice of neurons to be made. */
export interface PlannedSelection {
  readonly strategy: StrategyName;
  readonly size: SubnetworkSize;
  /** How the strategies that search multiplets do it. */
  readonly search: MultipletSearch;
  readonly draw: number;
}

/** What the plan depends on. */
type PlanConfig = Pick<
  ExperimentConfig,
  "strategies" | "subnetworkSizes" | "frozenSizes" | "draws" | "freshDraws" | "hiddenWidths"
>;

/** The strategies that the paper compares: the ones at `"k* exact"`, which stands beside its reading. */
export const PAPER_STRATEGIES: readonly StrategyName[] = [
  "synergy",
  "random",
  "mi-model",
  "mi-mixture",
];

/** How multiplets of a size are searched where the hidden layers have these widths. */
export function plannedSearch(
  size: SubnetworkSize,
  hiddenWidths: readonly number[],
): MultipletSearch {
  if (typeof size === "number") return searchAt({ units: size }, hiddenWidths);
  return size === "k*" ? "greedy" : "exact";
}

/** A planned size as strategies take it. */
export function sizeRule({ size, search }: Pick<PlannedSelection, "size" | "search">): SizeRule {
  return typeof size === "number" ? { units: size, search } : { best: search };
}

/** All choices of neurons in one network: every strategy at every size. */
export function plannedSelections(config: PlanConfig): PlannedSelection[] {
  return config.subnetworkSizes.flatMap((size) =>
    config.strategies
      .filter((strategy) => size !== "k* exact" || PAPER_STRATEGIES.includes(strategy))
      .flatMap((strategy) =>
        Array.from({ length: STRATEGIES.get(strategy).draws ? config.draws : 1 }, (_, draw) => ({
          strategy,
          size,
          search: plannedSearch(size, config.hiddenWidths),
          draw,
        }))
      )
  );
}

/** What is re-trained for a choice: rewound always, frozen and freshly initialised where asked for. */
export function plannedRetrainings(
  { strategy, size, draw }: Pick<PlannedSelection, "strategy" | "size" | "draw">,
  { frozenSizes, freshDraws }: PlanConfig,
): Pick<Retraining, "removal" | "start">[] {
  const frozen = frozenSizes.includes(size);
  const fresh = STRATEGIES.get(strategy).draws && draw < freshDraws && size !== "k* exact";
  return [
    { removal: "zero", start: "rewound" },
    ...(frozen ? [{ removal: "frozen", start: "rewound" } as const] : []),
    ...(fresh ? [{ removal: "zero", start: "fresh" } as const] : []),
  ];
}

/**
 * The same configuration with selection on validation samples, set aside from all training, so that
 * its networks are others. Only what the paper compares at its best synergistic size: the strategies
 * it names, or all where none of those was asked for, the other neurons removed. Every network counts:
 * to accept some by their accuracy would look at the test set.
 *
 * @example
 * ```ts
 * import { resolveConfig, validationConfig } from "@multiplet/multiplet/paper";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const { selection, strategies } = validationConfig(resolveConfig("paper"));
 * deepEqual(selection, "validation");
 * deepEqual(strategies, ["synergy", "random", "mi-model", "mi-mixture"]);
 * ```
 */
export function validationConfig(config: ExperimentConfig): ExperimentConfig {
  const named = config.strategies.filter((strategy) => PAPER_STRATEGIES.includes(strategy));
  return {
    ...config,
    selection: "validation",
    minAccuracy: 0,
    strategies: named.length > 0 ? named : config.strategies,
    subnetworkSizes: ["k*"],
    frozenSizes: [],
    freshDraws: 0,
  };
}
