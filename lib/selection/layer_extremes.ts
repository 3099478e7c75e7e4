/**
 * The extreme multiplets of every hidden layer, searched once for all strategies that need them.
 * @module
 */
import { findExtremes } from "../analysis/mod.ts";
import { gaussianCopula, type System } from "../information/mod.ts";
import { SEARCHES, type SizeExtremes } from "../search/mod.ts";
import { SubnetworkError } from "./error.ts";
import { oncePerSubject } from "./once.ts";
import type { MultipletSearch, SelectionSubject } from "./strategy.ts";

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
   * Sizes 1..neurons.length in order. At size 1 Ω is 0 by definition and both extremes are the first
   * neuron.
   */
  readonly extremes: readonly SizeExtremes[];
}

/** The paper's estimator; neurons that cannot be analysed are left out. */
const COPULA = gaussianCopula({ degenerate: "drop" });

/** The layers' neurons beside the copula-encoded target, whatever search follows. */
const systems = oncePerSubject(({ activations, target }) =>
  activations.map((layer) => COPULA.prepare(layer, target))
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
  for (const [l, system] of systems(subject).entries()) {
    const { sizes } = await findExtremes(system, {
      search: SEARCHES.get(search),
      sizes: system.variables.map((_, i) => i + 1),
      ...(subject.signal && { signal: subject.signal }),
    });
    found.push({
      layer: subject.activations[l]!.layer,
      neurons: system.variables.map(({ index }) => index),
      degenerate: system.leftOut.map(({ index }) => index),
      extremes: sizes,
    });
  }
  return found;
}

function requireNarrow({ activations }: SelectionSubject, layers: readonly System[]): void {
  for (const [l, { variables }] of layers.entries()) {
    if (variables.length <= MOST_EXACT) continue;
    throw new SubnetworkError(
      `An exact search of ${
        activations[l]!.layer
      } would compare all multiplets of ${variables.length} neurons; layers of ` +
        `at most ${MOST_EXACT} are searched exactly. Choose search "greedy", or a narrower layer`,
    );
  }
}
