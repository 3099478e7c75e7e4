/**
 * Which sub-networks figure 2 asks for.
 * @module
 */
import type { MultipletSearch } from "../selection/strategy.ts";
import { searchAt } from "../selection/selector.ts";
import { STRATEGIES, type StrategyName } from "../selection/strategies.ts";
import type { SizeRule } from "../selection/strategy.ts";
import type { Removal } from "../selection/treatments.ts";
import type { ExperimentConfig } from "./config.ts";
import type { Start, SubnetworkSize } from "./figure2_result.ts";

/** One choice of neurons to be made. */
export interface PlannedSelection {
  readonly strategy: StrategyName;
  readonly size: SubnetworkSize;
  /** How the strategies that search multiplets do it. */
  readonly search: MultipletSearch;
  readonly draw: number;
}

/** What is re-trained for one choice of neurons. */
export interface PlannedRetraining {
  readonly removal: Removal;
  readonly start: Start;
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

/** The size as strategies take it. */
export function sizeRule(size: SubnetworkSize): SizeRule {
  if (typeof size === "number") return { units: size };
  return { best: size === "k*" ? "greedy" : "exact" };
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
          search: searchAt(sizeRule(size), config.hiddenWidths),
          draw,
        }))
      )
  );
}

/** What is re-trained for a choice: rewound always, frozen and freshly initialised where asked for. */
export function plannedRetrainings(
  { strategy, size, draw }: Pick<PlannedSelection, "strategy" | "size" | "draw">,
  { frozenSizes, freshDraws }: PlanConfig,
): PlannedRetraining[] {
  const frozen = frozenSizes.includes(size);
  const fresh = STRATEGIES.get(strategy).draws && draw < freshDraws && size !== "k* exact";
  return [
    { removal: "zero", start: "rewound" },
    ...(frozen ? [{ removal: "frozen", start: "rewound" } as const] : []),
    ...(fresh ? [{ removal: "zero", start: "fresh" } as const] : []),
  ];
}
