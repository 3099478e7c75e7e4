/**
 * The most synergistic neurons: the paper's method.
 * @module
 */
import { searchedStrategy, type SearchedStrategyOptions } from "./searched_strategy.ts";
import type { Strategy } from "./strategy.ts";

/**
 * Keeps, in every hidden layer, the multiplet of the size asked for with the smallest Ω(X, y).
 *
 * Size 1 has Ω = 0 by definition: the first neuron that can be analysed stays.
 *
 * @throws SubnetworkError for an unknown option or search
 * @example
 * ```ts
 * import { discreteTarget } from "@multiplet/multiplet/information";
 * import { initialParameters } from "@multiplet/multiplet/models";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { synergy } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Three neurons: two tell the class together, the third repeats the first, with noise.
 * const random = randomSource(1);
 * const draws = Array.from({ length: 1000 }, () => [0, 1, 2].map(() => uniform(random)));
 * const values = Float64Array.from(draws.flatMap(([a, b, c]) => [a!, b!, a! + c!]));
 * const spec = { widths: [5, 3, 2] };
 * const select = synergy().prepare({
 *   spec,
 *   initial: initialParameters(spec, "default", random),
 *   final: initialParameters(spec, "default", random),
 *   layers: [{ samples: 1000, variables: 3, values }],
 *   target: discreteTarget(draws.map(([a, b]) => a! + b! > 1 ? 1 : 0)),
 *   retrain: () => Promise.reject(new Error("not needed")),
 * });
 * deepEqual(await select({ sizes: [2], seed: 1 }), [[0, 1]]);
 * ```
 */
export function synergy(options: SearchedStrategyOptions = {}): Strategy {
  return searchedStrategy(
    "synergy",
    options,
    ({ extremes }, size) => extremes[size - 1]!.synergy[0]!.multiplet,
  );
}
