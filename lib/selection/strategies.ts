/**
 * The strategies by their names.
 * @module
 */
import { type Catalogue, catalogue } from "../system/checks/catalogue.ts";
import { hiddenLayers } from "../models/spec.ts";
import { deriveSeed, randomSource, shuffle } from "../system/random/mod.ts";
import { allUnits } from "./checks.ts";
import { type Strategy, SubnetworkError } from "./strategy.ts";
import { iterativeMagnitude, magnitude, miMixture, miModel } from "./ranked_strategy.ts";
import { complement, redundancy, synergy } from "./searched_strategy.ts";
import { keepIn, selectorOf } from "./selector.ts";

/**
 * Keeps units drawn uniformly among the subsets of the size asked for, in each layer by itself: what
 * every other strategy is compared with. The same seed draws the same units in every network; with one
 * seed a smaller subset lies within a larger one.
 */
export const randomUnits: Strategy<"random"> = {
  name: "random",
  label: "random",
  draws: true,
  prepare: (subject) => {
    // Seeds go by position, so that layers of other names draw the same.
    const positions = hiddenLayers(subject.spec).map(({ name }) => name);
    return selectorOf(subject, (layers, { seed }) =>
      keepIn(layers, ({ name, units, size }) => {
        const own = deriveSeed(seed, "kept neurons", positions.indexOf(name));
        return shuffle(allUnits(units), randomSource(own)).slice(0, size).sort((a, b) => a - b);
      }));
  },
};

/** Name of a strategy of this library. */
export type StrategyName =
  | "synergy"
  | "redundancy"
  | "complement"
  | "random"
  | "mi-model"
  | "mi-mixture"
  | "magnitude"
  | "iterative-magnitude";

const BUILT_IN: readonly Strategy<StrategyName>[] = [
  synergy,
  redundancy,
  complement,
  randomUnits,
  miModel,
  miMixture,
  magnitude,
  iterativeMagnitude,
];

/** Their names, in the order of tables and legends. */
export const STRATEGY_NAMES: readonly StrategyName[] = BUILT_IN.map(({ name }) => name);

/**
 * The strategies of this library, in the order of tables and legends. `STRATEGIES.with(…)` is a catalogue
 * that has one more.
 *
 * @example
 * ```ts
 * import { discreteTarget, toVariables } from "@multiplet/multiplet/information";
 * import { initialParameters, mlp } from "@multiplet/multiplet/models";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { STRATEGIES } from "@multiplet/multiplet/selection";
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
 * const spec = mlp([8, 4, 6]);
 * const parameters = initialParameters(spec, "default", random);
 * const select = (name: string) =>
 *   STRATEGIES.get(name).prepare({
 *     spec,
 *     initial: parameters,
 *     final: parameters,
 *     activations: [{ layer: "fc1", ...toVariables({ samples: 500, variables: 4, values }) }],
 *     target: discreteTarget(labels),
 *     retrain: () => Promise.reject(new Error("no part of these strategies")),
 *   });
 * deepEqual(await select("synergy")({ units: 2 }, 0), { fc1: [1, 3] });
 * deepEqual(await select("redundancy")({ units: 2 }, 0), { fc1: [0, 2] });
 * ```
 */
export const STRATEGIES: Catalogue<Strategy> = catalogue("strategy", SubnetworkError, BUILT_IN);
