/**
 * The strategies that go by O-information: the paper's method, its opposite, and what it leaves.
 * @module
 */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { SubnetworkError } from "./error.ts";
import { layerExtremes, MULTIPLET_SEARCHES, type SearchedLayer } from "./layer_extremes.ts";
import { keepIn, searchAt, selectorOf } from "./selector.ts";
import type { MultipletSearch, Strategy } from "./strategy.ts";

/** Where multiplets come from. */
export interface SearchedStrategyOptions {
  /**
   * Default: that of a best size; for a number of units `"exact"`, or `"greedy"` for networks with a hidden
   * layer of more than 24 units, which are too many for `"exact"`.
   */
  readonly search?: MultipletSearch;
}

/**
 * A strategy that keeps what `choose` takes from the extreme multiplets of a layer. Neurons that cannot
 * be analysed are kept only when the size asks for more than the others, by index.
 *
 * @param choose `size` of `layer.neurons`; `size` is at most their number
 * @throws SubnetworkError for an unknown option or search
 */
export function searchedStrategy<Name extends string>(
  name: Name,
  options: SearchedStrategyOptions,
  choose: (layer: SearchedLayer, size: number) => readonly number[],
): Strategy<Name> {
  rejectUnknownOptions(SubnetworkError, name, options, ["search"]);
  const { search } = options;
  if (search !== undefined) requireChoice(SubnetworkError, "search", search, MULTIPLET_SEARCHES);
  const keep = (layer: SearchedLayer, size: number): number[] => {
    const { neurons, degenerate } = layer;
    const chosen = choose(layer, Math.min(size, neurons.length));
    return [...chosen, ...degenerate.slice(0, size - chosen.length)].sort((a, b) => a - b);
  };
  return {
    name,
    label: name,
    draws: false,
    prepare: (subject) =>
      selectorOf(subject, async (layers, { size }) => {
        const found = await layerExtremes(
          subject,
          search ?? searchAt(size, subject.activations.map(({ variables }) => variables.length)),
        );
        return keepIn(layers, (own) =>
          keep(found.find(({ layer }) => layer === own.name)!, own.size));
      }),
  };
}

/**
 * Keeps, in every hidden layer, the multiplet of the size asked for with the smallest Ω(X, y).
 *
 * Size 1 has Ω = 0 by definition: the first neuron that can be analysed stays.
 *
 * @throws SubnetworkError for an unknown option or search
 * @example
 * ```ts
 * import { discreteTarget, toVariables } from "@multiplet/multiplet/information";
 * import { initialParameters, mlp } from "@multiplet/multiplet/models";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { synergy } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Three neurons: two tell the class together, the third repeats the first, with noise.
 * const random = randomSource(1);
 * const draws = Array.from({ length: 1000 }, () => [0, 1, 2].map(() => uniform(random)));
 * const values = Float64Array.from(draws.flatMap(([a, b, c]) => [a!, b!, a! + c!]));
 * const spec = mlp([5, 3, 2]);
 * const select = synergy().prepare({
 *   spec,
 *   initial: initialParameters(spec, "default", random),
 *   final: initialParameters(spec, "default", random),
 *   activations: [{ layer: "fc1", ...toVariables({ samples: 1000, variables: 3, values }) }],
 *   target: discreteTarget(draws.map(([a, b]) => a! + b! > 1 ? 1 : 0)),
 *   retrain: () => Promise.reject(new Error("not needed")),
 * });
 * deepEqual(await select({ units: 2 }, 1), { fc1: [0, 1] });
 * ```
 */
export function synergy(options: SearchedStrategyOptions = {}): Strategy<"synergy"> {
  return searchedStrategy(
    "synergy",
    options,
    ({ extremes }, size) => extremes[size - 1]!.synergy[0]!.multiplet,
  );
}

/**
 * Keeps, in every hidden layer, the multiplet of the size asked for with the largest Ω(X, y).
 *
 * Size 1 has Ω = 0 by definition: the first neuron that can be analysed stays.
 *
 * @throws SubnetworkError for an unknown option or search
 * @example
 * ```ts
 * import { discreteTarget, toVariables } from "@multiplet/multiplet/information";
 * import { initialParameters, mlp } from "@multiplet/multiplet/models";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { redundancy } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Three neurons: two tell the class together, the third repeats the first, with noise.
 * const random = randomSource(1);
 * const draws = Array.from({ length: 1000 }, () => [0, 1, 2].map(() => uniform(random)));
 * const values = Float64Array.from(draws.flatMap(([a, b, c]) => [a!, b!, a! + c!]));
 * const spec = mlp([5, 3, 2]);
 * const select = redundancy().prepare({
 *   spec,
 *   initial: initialParameters(spec, "default", random),
 *   final: initialParameters(spec, "default", random),
 *   activations: [{ layer: "fc1", ...toVariables({ samples: 1000, variables: 3, values }) }],
 *   target: discreteTarget(draws.map(([a, b]) => a! + b! > 1 ? 1 : 0)),
 *   retrain: () => Promise.reject(new Error("not needed")),
 * });
 * deepEqual(await select({ units: 2 }, 1), { fc1: [0, 2] });
 * ```
 */
export function redundancy(options: SearchedStrategyOptions = {}): Strategy<"redundancy"> {
  return searchedStrategy(
    "redundancy",
    options,
    ({ extremes }, size) => extremes[size - 1]!.redundancy[0]!.multiplet,
  );
}

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
 * import { discreteTarget, toVariables } from "@multiplet/multiplet/information";
 * import { initialParameters, mlp } from "@multiplet/multiplet/models";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { complement } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Three neurons: two tell the class together, the third repeats the first, with noise.
 * const random = randomSource(1);
 * const draws = Array.from({ length: 1000 }, () => [0, 1, 2].map(() => uniform(random)));
 * const values = Float64Array.from(draws.flatMap(([a, b, c]) => [a!, b!, a! + c!]));
 * const spec = mlp([5, 3, 2]);
 * const select = complement().prepare({
 *   spec,
 *   initial: initialParameters(spec, "default", random),
 *   final: initialParameters(spec, "default", random),
 *   activations: [{ layer: "fc1", ...toVariables({ samples: 1000, variables: 3, values }) }],
 *   target: discreteTarget(draws.map(([a, b]) => a! + b! > 1 ? 1 : 0)),
 *   retrain: () => Promise.reject(new Error("not needed")),
 * });
 * deepEqual(await select({ units: 1 }, 1), { fc1: [2] }); // Without 0 and 1.
 * ```
 */
export function complement(options: SearchedStrategyOptions = {}): Strategy<"complement"> {
  return searchedStrategy("complement", options, ({ neurons, extremes }, size) => {
    // All neurons stay at size n: there is no multiplet of size 0.
    const removed = extremes[neurons.length - size - 1]?.synergy[0];
    return neurons.filter((neuron) => !removed?.multiplet.includes(neuron));
  });
}
