/**
 * What the strategies that go by O-information have in common.
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
