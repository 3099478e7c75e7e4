/** The strategies by their names. */
import { type Catalogue, catalogue } from "../system/checks/catalogue.ts";
import { hiddenLayers } from "../models/spec.ts";
import { deriveSeed, randomSource, shuffle } from "../system/random/mod.ts";
import { allUnits, type Strategy, SubnetworkError } from "./strategy.ts";
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
 * import { STRATEGIES, synergy } from "@multiplet/multiplet/selection";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(STRATEGIES.get("synergy"), synergy);
 * const twin = { ...synergy, name: "twin" };
 * equal(STRATEGIES.with(twin).names.length, 9);
 * ```
 */
export const STRATEGIES: Catalogue<Strategy> = catalogue("strategy", SubnetworkError, BUILT_IN);
