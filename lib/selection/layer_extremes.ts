/**
 * The extreme multiplets of every hidden layer, searched once for all strategies that need them.
 * @module
 */
import { type GaussianSystem, gaussianSystem, normaliseFeatures } from "../information/mod.ts";
import { exactSearch, greedySearch, searchSpace, type SizeExtremes } from "../search/mod.ts";
import { SubnetworkError } from "./error.ts";
import { allUnits } from "./checks.ts";
import { oncePerSubject } from "./once.ts";
import type { SelectionSubject } from "./strategy.ts";

/**
 * How multiplets are searched.
 * - `"exact"`: all multiplets, see `exactSearch`; for layers of at most 24 neurons that can be analysed.
 * - `"greedy"`: the paper's search, see `greedySearch`.
 */
export type MultipletSearch = "exact" | "greedy";

/** All values of {@link MultipletSearch}. */
export const MULTIPLET_SEARCHES = ["exact", "greedy"] as const satisfies MultipletSearch[];

/**
 * Most neurons of a layer for search `"exact"`: two tables of 2²⁴ numbers take 256 MiB. The same on every
 * machine, since plans and the keys of their results follow from it.
 */
export const MOST_EXACT = 24;

/** What the search of one hidden layer found. */
export interface SearchedLayer {
  /** Name of the layer. */
  readonly layer: string;
  /** Neurons that can be analysed, ascending; at least one. */
  readonly neurons: readonly number[];
  /** The others, ascending: constant, duplicate, non-finite or dependent ones. */
  readonly degenerate: readonly number[];
  /**
   * Sizes 1..neurons.length in order; multiplets are of positions in `neurons`. At size 1 Ω is 0 by
   * definition and both extremes are the first neuron.
   */
  readonly extremes: readonly SizeExtremes[];
}

/** The layers' neurons beside the copula-encoded target, whatever search follows. */
const systems = oncePerSubject(({ activations, target }) =>
  activations.map((layer) =>
    gaussianSystem(normaliseFeatures(layer, { degenerate: "drop" }), target)
  )
);

const searched: Readonly<
  Record<MultipletSearch, (subject: SelectionSubject) => Promise<readonly SearchedLayer[]>>
> = {
  exact: oncePerSubject((subject) => searchLayers(subject, "exact")),
  greedy: oncePerSubject((subject) => searchLayers(subject, "greedy")),
};

/**
 * Minima and maxima of Ω(X, y) of every size in every hidden layer, y as one more copula-normalised
 * column. Computed once for each subject and search.
 *
 * @throws DegenerateColumnsError when a layer has no neuron that can be analysed
 * @throws InformationError when the target has one class only or there are too few samples
 * @throws SubnetworkError for search `"exact"` of a layer with more than 24 neurons that can be analysed
 */
export function layerExtremes(
  subject: SelectionSubject,
  search: MultipletSearch,
): Promise<readonly SearchedLayer[]> {
  return searched[search](subject);
}

async function searchLayers(
  subject: SelectionSubject,
  search: MultipletSearch,
): Promise<SearchedLayer[]> {
  const found: SearchedLayer[] = [];
  if (search === "exact") requireNarrow(subject, systems(subject));
  const searchSizes = search === "exact" ? exactSearch : greedySearch;
  for (const [l, system] of systems(subject).entries()) {
    const { features, columns } = system;
    const extremes = await searchSizes(searchSpace(system), {
      sizes: Array.from({ length: features }, (_, i) => i + 1),
      ...(subject.signal && { signal: subject.signal }),
    });
    const { layer, variables } = subject.activations[l]!;
    const degenerate = allUnits(variables).filter((neuron) => !columns.includes(neuron));
    found.push({ layer, neurons: columns, degenerate, extremes });
  }
  return found;
}

function requireNarrow(
  { activations }: SelectionSubject,
  layers: readonly GaussianSystem[],
): void {
  for (const [l, { features }] of layers.entries()) {
    if (features <= MOST_EXACT) continue;
    throw new SubnetworkError(
      `An exact search of ${
        activations[l]!.layer
      } would compare all multiplets of ${features} neurons; layers of ` +
        `at most ${MOST_EXACT} are searched exactly. Choose search "greedy", or a narrower layer`,
    );
  }
}
