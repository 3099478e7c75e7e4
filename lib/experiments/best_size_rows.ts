/**
 * The best synergistic sizes as rows of a table.
 * @module
 */
import { summarise } from "../statistics/mod.ts";
import type { MultipletSearch } from "../selection/layer_extremes.ts";
import type { Figure2Result } from "./figure2_result.ts";

/**
 * The sizes of one hidden layer: mean over networks with the smallest and the largest; `"not searched"`
 * where a search was left out.
 */
export type BestSizeRow = {
  readonly layer: string;
  readonly neurons: number;
  readonly greedy: string;
  readonly exact: string;
};

/** One row per hidden layer. */
export function bestSizeRows({ networks, hiddenWidths }: Figure2Result): BestSizeRow[] {
  const over = (search: MultipletSearch, layer: number) => {
    const sizes = networks.flatMap(({ bestSizes }) => bestSizes[search]?.[layer] ?? []);
    if (sizes.length === 0) return "not searched";
    const { mean, minimum, maximum } = summarise(sizes);
    return `${mean.toFixed(1)} (${minimum} to ${maximum})`;
  };
  return networks.length === 0 ? [] : hiddenWidths.map((neurons, layer) => ({
    layer: `fc${layer + 1}`,
    neurons,
    greedy: over("greedy", layer),
    exact: over("exact", layer),
  }));
}
