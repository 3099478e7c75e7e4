/**
 * All but the most synergistic neurons.
 * @module
 */
import { searchedStrategy, type SearchedStrategyOptions } from "./searched_strategy.ts";
import type { Strategy } from "./strategy.ts";

/**
 * Keeps m of the n neurons of every hidden layer: those outside the multiplet of size n − m with the
 * smallest Ω(X, y). If synergistic neurons carry a network, this is what is left without them.
 *
 * n counts the neurons that can be analysed; the others are removed first. At m = n − 1 the first
 * neuron is removed, since Ω of one neuron is 0 by definition.
 *
 * @throws SubnetworkError for an unknown option or search
 * @example
 * ```ts
 * import { discreteTarget } from "@multiplet/multiplet/information";
 * import { initialParameters } from "@multiplet/multiplet/models";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { complement } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Three neurons: two tell the class together, the third repeats the first, with noise.
 * const random = randomSource(1);
 * const draws = Array.from({ length: 1000 }, () => [0, 1, 2].map(() => uniform(random)));
 * const values = Float64Array.from(draws.flatMap(([a, b, c]) => [a!, b!, a! + c!]));
 * const spec = { widths: [5, 3, 2] };
 * const select = complement().prepare({
 *   spec,
 *   initial: initialParameters(spec, "default", random),
 *   final: initialParameters(spec, "default", random),
 *   layers: [{ samples: 1000, variables: 3, values }],
 *   target: discreteTarget(draws.map(([a, b]) => a! + b! > 1 ? 1 : 0)),
 *   retrain: () => Promise.reject(new Error("not needed")),
 * });
 * deepEqual(await select({ sizes: [1], seed: 1 }), [[2]]); // Without 0 and 1.
 * ```
 */
export function complement(options: SearchedStrategyOptions = {}): Strategy {
  return searchedStrategy("complement", options, ({ neurons, extremes }, size) => {
    // All neurons stay at size n: there is no multiplet of size 0.
    const removed = extremes[neurons.length - size - 1]?.synergy[0];
    return neurons.filter((neuron) => !removed?.multiplet.includes(neuron));
  });
}
