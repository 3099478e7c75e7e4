/**
 * Which sub-networks figure 2 asks for.
 * @module
 */
import { MOST_EXACT, type MultipletSearch } from "../selection/layer_extremes.ts";
import type { StrategyName } from "../selection/strategy.ts";
import type { Removal } from "../selection/treatments.ts";
import type { ExperimentConfig } from "./config.ts";
import type { BestSizes, Start, SubnetworkSize } from "./figure2_result.ts";

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

/** Whether all hidden layers are narrow enough for the exact search. */
export function isExact(hiddenWidths: readonly number[]): boolean {
  return hiddenWidths.every((width) => width <= MOST_EXACT);
}

/**
 * How multiplets are searched at a size: as k* says; for a number exactly, or greedily where a hidden
 * layer is too wide for that.
 */
export function searchAt(size: SubnetworkSize, hiddenWidths: readonly number[]): MultipletSearch {
  if (size === "k*") return "greedy";
  return size === "k* exact" || isExact(hiddenWidths) ? "exact" : "greedy";
}

/** All choices of neurons in one network: every strategy at every size. */
export function plannedSelections(config: PlanConfig): PlannedSelection[] {
  return config.subnetworkSizes.flatMap((size) =>
    config.strategies
      .filter((strategy) => size !== "k* exact" || PAPER_STRATEGIES.includes(strategy))
      .flatMap((strategy) =>
        Array.from({ length: strategy === "random" ? config.draws : 1 }, (_, draw) => ({
          strategy,
          size,
          search: searchAt(size, config.hiddenWidths),
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
  const fresh = strategy === "random" && draw < freshDraws && size !== "k* exact";
  return [
    { removal: "zero", start: "rewound" },
    ...(frozen ? [{ removal: "frozen", start: "rewound" } as const] : []),
    ...(fresh ? [{ removal: "zero", start: "fresh" } as const] : []),
  ];
}

/**
 * Neurons to keep in each hidden layer: all of them in every layer but `prunedLayer`, unless that is
 * `null`.
 */
export function sizesOf(
  size: SubnetworkSize,
  hiddenWidths: readonly number[],
  best: BestSizes,
  prunedLayer: number | null,
): readonly number[] {
  return hiddenWidths.map((width, layer) => {
    if (prunedLayer !== null && layer !== prunedLayer) return width;
    if (size === "k*") return best.greedy[layer]!;
    if (size === "k* exact") return exactOf(best)[layer]!;
    return Math.min(size, width);
  });
}

/** The best sizes by the exact search, which a plan has asked for. */
function exactOf({ exact }: BestSizes): readonly number[] {
  if (exact === undefined) throw new TypeError("No best sizes by the exact search were planned");
  return exact;
}
