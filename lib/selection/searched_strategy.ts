/**
 * What the strategies that go by O-information have in common.
 * @module
 */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { SubnetworkError } from "./error.ts";
import {
  layerExtremes,
  MULTIPLET_SEARCHES,
  type MultipletSearch,
  type SearchedLayer,
} from "./layer_extremes.ts";
import { selectorOf } from "./selector.ts";
import type { SEARCHED_STRATEGIES, Strategy } from "./strategy.ts";

/** Where multiplets come from. */
export interface SearchedStrategyOptions {
  /** Default `"exact"`, which layers of more than 24 neurons are too wide for. */
  readonly search?: MultipletSearch;
}

/**
 * A strategy that keeps what `choose` takes from the extreme multiplets of a layer. Neurons that cannot
 * be analysed are kept only when the size asks for more than the others, by index.
 *
 * @param choose `size` of `layer.neurons`; `size` is at most their number
 * @throws SubnetworkError for an unknown option or search
 */
export function searchedStrategy(
  name: typeof SEARCHED_STRATEGIES[number],
  options: SearchedStrategyOptions,
  choose: (layer: SearchedLayer, size: number) => readonly number[],
): Strategy {
  rejectUnknownOptions(SubnetworkError, name, options, ["search"]);
  const { search = "exact" } = options;
  requireChoice(SubnetworkError, "search", search, MULTIPLET_SEARCHES);
  const keep = (layer: SearchedLayer, size: number): number[] => {
    const { neurons, degenerate } = layer;
    const chosen = choose(layer, Math.min(size, neurons.length));
    return [...chosen, ...degenerate.slice(0, size - chosen.length)].sort((a, b) => a - b);
  };
  return {
    name,
    prepare: (subject) =>
      selectorOf(subject, async ({ sizes }) => {
        const layers = await layerExtremes(subject, search);
        return layers.map((layer, l) => keep(layer, sizes[l]!));
      }),
  };
}
