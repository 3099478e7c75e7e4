/**
 * All but the most synergistic neurons.
 * @module
 */
import { allNeurons } from "./hidden_layers.ts";
import { searchedStrategy, type SearchedStrategyOptions } from "./searched_strategy.ts";
import type { Strategy } from "./strategy.ts";

/**
 * Keeps m of the n neurons of every hidden layer: those outside the multiplet of size n − m with the
 * smallest Ω(X, y). If synergistic neurons carry a network, this is what is left without them.
 *
 * n counts the neurons that can be analysed; the others are removed first. At m = n − 1 the first
 * neuron is removed, since Ω of one neuron is 0 by definition.
 *
 * @throws InformationError for an unknown option or search
 */
export function complement(options: SearchedStrategyOptions = {}): Strategy {
  return searchedStrategy("complement", options, ({ neurons, extremes }, size) => {
    // All neurons stay at size n: there is no multiplet of size 0.
    const removed = extremes[neurons.length - size - 1]?.synergy[0];
    return allNeurons(neurons.length).filter((at) => !removed?.multiplet.includes(at));
  });
}
