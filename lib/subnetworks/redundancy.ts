/**
 * The most redundant neurons.
 * @module
 */
import { searchedStrategy, type SearchedStrategyOptions } from "./searched_strategy.ts";
import type { Strategy } from "./strategy.ts";

/**
 * Keeps, in every hidden layer, the multiplet of the size asked for with the largest Ω(X, y).
 *
 * Size 1 has Ω = 0 by definition: the first neuron that can be analysed stays.
 *
 * @throws InformationError for an unknown option or search
 */
export function redundancy(options: SearchedStrategyOptions = {}): Strategy {
  return searchedStrategy(
    "redundancy",
    options,
    ({ extremes }, size) => extremes[size - 1]!.redundancy[0]!.multiplet,
  );
}
