/** The strategies of the library by their names; those by O-information and the random one are defined here. */
import { type Catalogue, catalogue } from "../system/checks/catalogue.ts";
import { hiddenLayers } from "../models/spec.ts";
import { deriveSeed, randomSource, shuffle } from "../system/random/mod.ts";
import { allUnits, type Strategy, SubnetworkError } from "./strategy.ts";
import { iterativeMagnitude, magnitude, miMixture, miModel } from "./ranked_strategy.ts";
import { keepIn, layerExtremes, searchAt, type SearchedLayer, selectorOf } from "./selector.ts";

/**
 * A strategy that keeps the neurons that `choose` takes from the extreme multiplets of a layer. Neurons that
 * cannot be analysed are kept only if the size exceeds the number of the others, in the order of their index.
 *
 * @param choose `size` of `layer.neurons`; `size` is at most their number
 */
function searchedStrategy<Name extends string>(
  name: Name,
  choose: (layer: SearchedLayer, size: number) => readonly number[],
): Strategy<Name> {
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
        const units = subject.activations.map(({ variables }) => variables.length);
        const found = await layerExtremes[searchAt(size, units)](subject);
        return keepIn(layers, (own) =>
          keep(found.find(({ layer }) => layer === own.name)!, own.size));
      }),
  };
}

/**
 * The paper's method: keeps, in every layer, the multiplet of the size asked for with the smallest
 * Ω(X, y). Size 1 has Ω = 0 by definition: the first neuron that can be analysed stays.
 */
export const synergy: Strategy<"synergy"> = searchedStrategy(
  "synergy",
  ({ extremes }, size) => extremes[size - 1]!.synergy[0]!.multiplet,
);

/**
 * Keeps, in every layer, the multiplet of the size asked for with the largest Ω(X, y). Size 1 has Ω = 0
 * by definition: the first neuron that can be analysed stays.
 */
export const redundancy: Strategy<"redundancy"> = searchedStrategy(
  "redundancy",
  ({ extremes }, size) => extremes[size - 1]!.redundancy[0]!.multiplet,
);

/**
 * Keeps m of the n neurons of every layer: those outside the multiplet of size n − m with the smallest Ω(X,
 * y), that is, it removes the most synergistic neurons.
 *
 * n counts the neurons that can be analysed; the others are removed first. At m = n − 1 the first neuron is
 * removed, since Ω of one neuron is 0 by definition.
 */
export const complement: Strategy<"complement"> = searchedStrategy(
  "complement",
  ({ neurons, extremes }, size) => {
    // All neurons stay at size n: there is no multiplet of size 0.
    const removed = extremes[neurons.length - size - 1]?.synergy[0];
    return neurons.filter((neuron) => !removed?.multiplet.includes(neuron));
  },
);

/**
 * Keeps units drawn uniformly among the subsets of the requested size, in each layer independently: the
 * baseline of all other strategies. The same seed draws the same units in every network; with one seed, a
 * smaller subset is part of a larger one.
 */
export const randomUnits: Strategy<"random"> = {
  name: "random",
  label: "random",
  draws: true,
  prepare: (subject) => {
    // Seeds depend on the position of a layer, so that the name of a layer has no effect.
    const positions = hiddenLayers(subject.spec).map(({ name }) => name);
    return selectorOf(subject, (layers, { seed }) =>
      keepIn(layers, ({ name, units, size }) => {
        const own = deriveSeed(seed, "kept neurons", positions.indexOf(name));
        return shuffle(allUnits(units), randomSource(own)).slice(0, size).sort((a, b) => a - b);
      }));
  },
};

/** Name of a strategy of the library. */
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
 * import { STRATEGIES, synergy } from "@multiplet/multiplet/selection";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(STRATEGIES.get("synergy"), synergy);
 * const twin = { ...synergy, name: "twin" };
 * equal(STRATEGIES.with(twin).names.length, 9);
 * ```
 */
export const STRATEGIES: Catalogue<Strategy> = catalogue("strategy", SubnetworkError, BUILT_IN);
