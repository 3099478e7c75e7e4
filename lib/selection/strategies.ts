/**
 * All strategies by their names.
 * @module
 */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { complement } from "./complement.ts";
import { SubnetworkError } from "./error.ts";
import { iterativeMagnitude } from "./iterative_magnitude.ts";
import { magnitude } from "./magnitude.ts";
import { miMixture } from "./mi_mixture.ts";
import { miModel } from "./mi_model.ts";
import { randomNeurons } from "./random.ts";
import { redundancy } from "./redundancy.ts";
import type { SearchedStrategyOptions } from "./searched_strategy.ts";
import { STRATEGIES, type Strategy, type StrategyName } from "./strategy.ts";
import { synergy } from "./synergy.ts";

const MAKERS: Readonly<Record<StrategyName, (options: SearchedStrategyOptions) => Strategy>> = {
  synergy,
  redundancy,
  complement,
  random: () => randomNeurons,
  "mi-model": () => miModel,
  "mi-mixture": () => miMixture,
  magnitude: () => magnitude,
  "iterative-magnitude": () => iterativeMagnitude,
};

/**
 * The strategy of a name.
 *
 * @param options for the strategies that search multiplets; of no consequence to the others
 * @throws SubnetworkError for a name that is not in {@link STRATEGIES}
 * @throws SubnetworkError for an unknown option or search
 * @example
 * ```ts
 * import { discreteTarget } from "@multiplet/multiplet/information";
 * import { initialParameters } from "@multiplet/multiplet/models";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { strategyNamed } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Four neurons on 500 samples. 1 and 3 together make the class; 0 and 2 both tell it.
 * const random = randomSource(1);
 * const values = new Float64Array(500 * 4);
 * const labels = Array.from({ length: 500 }, (_, i) => {
 *   const [a, b] = [uniform(random), uniform(random)];
 *   const telling = () => a + b + 0.2 * uniform(random);
 *   values.set([telling(), a, telling(), b], i * 4);
 *   return Math.floor(3 * (a + b));
 * });
 * const spec = { widths: [8, 4, 6] };
 * const parameters = initialParameters(spec, "default", random);
 * const select = (name: "synergy" | "redundancy") =>
 *   strategyNamed(name).prepare({
 *     spec,
 *     initial: parameters,
 *     final: parameters,
 *     layers: [{ samples: 500, variables: 4, values }],
 *     target: discreteTarget(labels),
 *     retrain: () => Promise.reject(new Error("no part of these strategies")),
 *   });
 * deepEqual(await select("synergy")({ sizes: [2], seed: 0 }), [[1, 3]]);
 * deepEqual(await select("redundancy")({ sizes: [2], seed: 0 }), [[0, 2]]);
 * ```
 */
export function strategyNamed(
  name: StrategyName,
  options: SearchedStrategyOptions = {},
): Strategy {
  if (!Object.hasOwn(MAKERS, name)) {
    throw new SubnetworkError(`Unknown strategy "${name}", use ${STRATEGIES.join(", ")}`);
  }
  rejectUnknownOptions(SubnetworkError, "strategyNamed", options, ["search"]);
  return MAKERS[name](options);
}
