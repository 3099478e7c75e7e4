/**
 * The best synergistic sizes as rows of a table.
 * @module
 */
import { summarise } from "../statistics/mod.ts";
import type { MultipletSearch } from "../selection/strategy.ts";
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
export function bestSizeRows({ networks, layers }: Figure2Result): BestSizeRow[] {
  const over = (search: MultipletSearch, at: number) => {
    const sizes = networks.flatMap(({ bestSizes }) => bestSizes[search]?.[at] ?? []);
    if (sizes.length === 0) return "not searched";
    const { mean, minimum, maximum } = summarise(sizes);
    return `${mean.toFixed(1)} (${minimum} to ${maximum})`;
  };
  return networks.length === 0 ? [] : layers.map(({ name, units }, at) => ({
    layer: name,
    neurons: units,
    greedy: over("greedy", at),
    exact: over("exact", at),
  }));
}
