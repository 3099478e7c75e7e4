/**
 * The strategies that go by O-information: the paper's method, its opposite, and what it leaves.
 */
import { keepIn, layerExtremes, searchAt, type SearchedLayer, selectorOf } from "./selector.ts";
import type { Strategy } from "./strategy.ts";

/**
 * A strategy that keeps what `choose` takes from the extreme multiplets of a layer. Neurons that cannot
 * be analysed are kept only when the size asks for more than the others, by index.
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
 * Keeps m of the n neurons of every layer: those outside the multiplet of size n − m with the smallest
 * Ω(X, y). If synergistic neurons carry a network, this is what is left without them.
 *
 * n counts the neurons that can be analysed; the others are removed first. At m = n − 1 the first
 * neuron is removed, since Ω of one neuron is 0 by definition.
 */
export const complement: Strategy<"complement"> = searchedStrategy(
  "complement",
  ({ neurons, extremes }, size) => {
    // All neurons stay at size n: there is no multiplet of size 0.
    const removed = extremes[neurons.length - size - 1]?.synergy[0];
    return neurons.filter((neuron) => !removed?.multiplet.includes(neuron));
  },
);
