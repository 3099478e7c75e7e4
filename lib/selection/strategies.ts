/** The strategies of the library by their names; those by O-information and the random one are defined here. */
import { type Catalogue, catalogue } from "../system/checks/catalogue.ts";
import { hiddenLayers } from "../models/spec.ts";
import { deriveSeed, randomSource, shuffle } from "../system/random/mod.ts";
import {
  allUnits,
  type MultipletSearch,
  type SearchedLayer,
  type SelectionSubject,
  type Strategy,
  SubnetworkError,
} from "./strategy.ts";
import { iterativeMagnitude, magnitude, miMixture, miModel } from "./ranked_strategy.ts";
import {
  keepIn,
  layerExtremes,
  layerExtremesWithoutLabel,
  oncePerSubject,
  searchAt,
  selectorOf,
} from "./selector.ts";

/**
 * A strategy that keeps the units that `choose` takes from the extreme multiplets of a layer. Units that
 * cannot be analysed are kept only if the size exceeds the number of the others, in the order of their index.
 *
 * @param choose `size` of `layer.neurons`; `size` is at most their number
 * @param extremes of which measure; default: Ω(X, y)
 * @param search the one search that it uses; default: that of the size asked for
 */
function searchedStrategy<Name extends string>(
  name: Name,
  choose: (layer: SearchedLayer, size: number) => readonly number[],
  { label = name, extremes = layerExtremes, search }: {
    readonly label?: string;
    readonly extremes?: typeof layerExtremes;
    readonly search?: MultipletSearch;
  } = {},
): Strategy<Name> {
  const keep = (layer: SearchedLayer, size: number): number[] => {
    const { neurons, degenerate } = layer;
    const chosen = choose(layer, Math.min(size, neurons.length));
    return [...chosen, ...degenerate.slice(0, size - chosen.length)].sort((a, b) => a - b);
  };
  return {
    name,
    label,
    draws: false,
    prepare: (subject) =>
      selectorOf(subject, async (layers, { size }) => {
        const units = subject.activations.map(({ variables }) => variables.length);
        const found = await extremes[search ?? searchAt(size, units)](subject);
        return keepIn(layers, (own) =>
          keep(found.find(({ layer }) => layer === own.name)!, own.size));
      }),
  };
}

/**
 * The paper's method: keeps, in every layer, the multiplet of the size asked for with the smallest
 * Ω(X, y). Size 1 has Ω = 0 by definition: the first unit that can be analysed stays.
 */
export const synergy: Strategy<"synergy"> = searchedStrategy(
  "synergy",
  ({ extremes }, size) => extremes[size - 1]!.synergy.multiplet,
);

/** As {@link synergy}, with the largest Ω(X, y). */
export const redundancy: Strategy<"redundancy"> = searchedStrategy(
  "redundancy",
  ({ extremes }, size) => extremes[size - 1]!.redundancy.multiplet,
);

/**
 * Keeps m of the n neurons of every layer: those outside the multiplet of size n − m with the smallest Ω(X,
 * y), that is, it removes the most synergistic units.
 *
 * n counts the units that can be analysed; the others are removed first. At m = n − 1 the first unit is
 * removed, since Ω of one unit is 0 by definition.
 */
export const complement: Strategy<"complement"> = searchedStrategy(
  "complement",
  ({ neurons, extremes }, size) => {
    // All units stay at size n: there is no multiplet of size 0.
    const removed = extremes[neurons.length - size - 1]?.synergy;
    return neurons.filter((neuron) => !removed?.multiplet.includes(neuron));
  },
);

/**
 * As {@link synergy}, with the smallest Ω(X): the classes are not used. Under a size `best` as many units stay as
 * for synergy, whose search uses them. Up to size 2 all multiplets have Ω(X) = 0 by definition: the first units that
 * can be analysed stay.
 */
export const synergyWithoutLabel: Strategy<"synergy-without-label"> = searchedStrategy(
  "synergy-without-label",
  ({ extremes }, size) => extremes[size - 1]!.synergy.multiplet,
  { label: "synergy without label", extremes: layerExtremesWithoutLabel },
);

/**
 * As {@link synergy}, with the multiplets that the paper's greedy search finds, whatever search the size asks for: as
 * many units stay as for synergy.
 */
export const greedySynergy: Strategy<"synergy-greedy"> = searchedStrategy(
  "synergy-greedy",
  ({ extremes }, size) => extremes[size - 1]!.synergy.multiplet,
  { label: "greedy synergy", search: "greedy" },
);

/** A strategy that draws, the units first for which `comesFirst` holds; the others follow in their order. */
function drawnStrategy<Name extends string>(
  about: Pick<Strategy<Name>, "name" | "label">,
  comesFirst: (subject: SelectionSubject, layer: string, unit: number) => boolean,
): Strategy<Name> {
  return {
    ...about,
    draws: true,
    prepare: (subject) => {
      // Seeds depend on the position of a layer, so that the name of a layer has no effect.
      const positions = hiddenLayers(subject.spec).map(({ name }) => name);
      return selectorOf(subject, (layers, { seed }) =>
        keepIn(layers, ({ name, units, size }) => {
          const own = deriveSeed(seed, "kept neurons", positions.indexOf(name));
          const isFirst = (unit: number) => comesFirst(subject, name, unit);
          const drawn = shuffle(allUnits(units), randomSource(own)).filter(isFirst);
          const others = allUnits(units).filter((unit) => !isFirst(unit));
          return [...drawn, ...others].slice(0, size).sort((a, b) => a - b);
        }));
    },
  };
}

/**
 * Keeps units drawn uniformly among the subsets of the requested size, in each layer independently: the
 * baseline of all other strategies. The same seed draws the same units in every network; with one seed, a
 * smaller subset is part of a larger one.
 */
export const randomUnits: Strategy<"random"> = drawnStrategy(
  { name: "random", label: "random" },
  () => true,
);

/** Share of the samples on which a live unit is active at least. */
const LIVE_SHARE = 0.01;

/** Whether each unit is live, by layer. */
const liveUnits = oncePerSubject(({ activations }) =>
  new Map(activations.map(({ layer, samples, columns, variables }) => [
    layer,
    variables.map(({ columns: own }) => {
      const values = own.map((at) => columns[at]!.values);
      let active = 0;
      for (let sample = 0; sample < samples; sample++) {
        if (values.some((column) => column[sample]! > 0)) active++;
      }
      return active >= LIVE_SHARE * samples;
    }),
  ]))
);

/**
 * As {@link randomUnits}, drawn from the live units alone: those with a pre-activation above 0, of a map at some
 * pixel, on at least 1 % of the samples. Where a layer has fewer, all of them stay, and of the others the first ones.
 * The same seed draws in the same order as `randomUnits`: where all units are live, it keeps the same ones.
 */
export const randomLiveUnits: Strategy<"random-live"> = drawnStrategy(
  { name: "random-live", label: "random, live" },
  (subject, layer, unit) => liveUnits(subject).get(layer)![unit]!,
);

/** Name of a strategy of the library. */
export type StrategyName =
  | "synergy"
  | "redundancy"
  | "complement"
  | "random"
  | "mi-model"
  | "mi-mixture"
  | "magnitude"
  | "iterative-magnitude"
  | "synergy-without-label"
  | "random-live"
  | "synergy-greedy";

const BUILT_IN: readonly Strategy<StrategyName>[] = [
  synergy,
  redundancy,
  complement,
  randomUnits,
  miModel,
  miMixture,
  magnitude,
  iterativeMagnitude,
  synergyWithoutLabel,
  randomLiveUnits,
  greedySynergy,
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
 * equal(STRATEGIES.with(twin).names.length, 12);
 * ```
 */
export const STRATEGIES: Catalogue<Strategy> = catalogue("strategy", SubnetworkError, BUILT_IN);
