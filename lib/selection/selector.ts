/**
 * Common parts of selectors: checks, and the number of units that each layer keeps; and the extreme
 * multiplets of every hidden layer, searched once for all strategies and sizes.
 */
import type { Layer } from "../models/spec.ts";
import { findExtremes } from "../analysis/mod.ts";
import { gaussianCopula } from "../information/mod.ts";
import { EXACT_UP_TO } from "../search/cost/cost.ts";
import { SEARCHES } from "../search/mod.ts";
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import {
  allUnits,
  type KeptUnits,
  type MultipletSearch,
  requireKept,
  requireSubject,
  type SearchedLayer,
  type SelectionSubject,
  type Selector,
  type SizeRule,
  SubnetworkError,
  thinnedLayers,
} from "./strategy.ts";

/** A layer that loses units. */
export interface ThinnedLayer extends Layer {
  /** Number of kept units, 1 to all. */
  readonly size: number;
}

/** The arguments of a selector. */
export interface SelectionRequest {
  /** The requested size, from which the sizes of the layers follow. */
  readonly size: SizeRule;
  /** Seed of a strategy that draws. */
  readonly seed: number;
}

/**
 * A selector that checks the subject now and every request before it calls `choose`: the basis of your own
 * strategy.
 *
 * @param choose from the layers that lose units, each with the number of those that stay, to the units
 *   that stay in each of them
 * @throws SubnetworkError, NetworkError or InformationError for a subject that does not fit together;
 *   the selector rejects with a SubnetworkError for a size or a seed that cannot be
 * @example
 * ```ts
 * import { discreteTarget, toVariables } from "@multiplet/multiplet/information";
 * import { initialParameters, mlp } from "@multiplet/multiplet/models";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { keepIn, selectorOf } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const spec = mlp([2, 3, 2]);
 * const parameters = initialParameters(spec, "default", randomSource(1));
 * const values = Float64Array.of(1, 5, 2, 1, 0, 4); // Two samples of three neurons.
 * const activations = [{ layer: "fc1", ...toVariables({ samples: 2, variables: 3, values }) }];
 * const target = discreteTarget([0, 1]);
 * const retrain = () => Promise.reject(new Error("not needed"));
 * const subject = { spec, initial: parameters, final: parameters, activations, target, retrain };
 * // Keeps the units from that of the seed on.
 * const select = selectorOf(subject, (layers, { seed }) =>
 *   keepIn(layers, ({ size }) => Array.from({ length: size }, (_, at) => seed + at)));
 * deepEqual(await select({ units: 2 }, 1), { fc1: [1, 2] });
 * ```
 */
export function selectorOf(
  subject: SelectionSubject,
  choose: (
    layers: readonly ThinnedLayer[],
    request: SelectionRequest,
  ) => KeptUnits | Promise<KeptUnits>,
): Selector {
  requireSubject(subject);
  return async (size, seed) => {
    if (!Number.isSafeInteger(seed)) {
      throw new SubnetworkError(`The seed of a selection must be an integer, got ${seed}`);
    }
    requireRule(size);
    subject.signal?.throwIfAborted();
    const best = "best" in size ? await bestSizes(subject, size.best) : {};
    const layers = thinnedLayers(subject).map((layer) => ({
      ...layer,
      size: "units" in size
        ? Math.min(size.units, layer.units)
        : "share" in size
        ? Math.ceil(size.share * layer.units)
        : best[layer.name]!,
    }));
    const kept = await choose(layers, { size, seed });
    requireKept(subject.spec, kept);
    for (const { name, size: needed } of layers) {
      if (kept[name]?.length === needed) continue;
      const found = kept[name]?.length ?? "all";
      throw new SubnetworkError(
        `A strategy was asked for ${needed} units of ${name}, it keeps ${found}`,
      );
    }
    return kept;
  };
}

function requireRule(size: SizeRule): void {
  if ("units" in size) rejectUnknownOptions(SubnetworkError, "A size", size, ["units", "search"]);
  else if ("share" in size) {
    rejectUnknownOptions(SubnetworkError, "A size", size, ["share", "search"]);
  } else rejectUnknownOptions(SubnetworkError, "A size", size, ["best"]);
  const search = "best" in size ? size.best : size.search;
  if ("share" in size && !(size.share > 0 && size.share <= 1)) {
    throw new SubnetworkError(
      `A layer keeps a share of its units above 0 up to 1, got ${size.share}`,
    );
  }
  if (search !== undefined) requireChoice(SubnetworkError, "search", search, MULTIPLET_SEARCHES);
  if ("units" in size && !(Number.isSafeInteger(size.units) && size.units >= 1)) {
    throw new SubnetworkError(`A layer keeps a positive whole number of units, got ${size.units}`);
  }
}

/**
 * The result of `keep` for every layer.
 *
 * @example
 * ```ts
 * import { layersOf, mlp } from "@multiplet/multiplet/models";
 * import { keepIn } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const [fc1] = layersOf(mlp([784, 20, 10]));
 * deepEqual(keepIn([fc1!], ({ units }) => [0, units - 1]), { fc1: [0, 19] });
 * ```
 */
export function keepIn<One extends Layer>(
  layers: readonly One[],
  keep: (layer: One) => readonly number[],
): KeptUnits {
  return Object.fromEntries(layers.map((layer) => [layer.name, keep(layer)]));
}

/** All units of every layer from which units are removed. */
export function wholeLayers(subject: SelectionSubject): KeptUnits {
  return keepIn(thinnedLayers(subject), ({ units }) => allUnits(units));
}

/** True if layers of so many units are all narrow enough for the exact search. */
export function isExact(units: readonly number[]): boolean {
  return units.every((count) => count <= EXACT_UP_TO.inPlans);
}

/**
 * The search of multiplets for a size; see {@link SizeRule}.
 *
 * @param hidden units of the hidden layers
 */
export function searchAt(size: SizeRule, hidden: readonly number[]): MultipletSearch {
  if ("best" in size) return size.best;
  return size.search ?? (isExact(hidden) ? "exact" : "greedy");
}

/**
 * `compute` with a cache: it is called at most once per subject. Subjects are distinguished by identity and
 * must not change. A promise stays in the cache, whether it succeeds or fails.
 */
export function oncePerSubject<Result>(
  compute: (subject: SelectionSubject) => Result,
): (subject: SelectionSubject) => Result {
  const known = new WeakMap<SelectionSubject, { readonly result: Result }>();
  return (subject) => {
    const found = known.get(subject) ?? { result: compute(subject) };
    known.set(subject, found);
    return found.result;
  };
}

/** All values of {@link MultipletSearch}. */
export const MULTIPLET_SEARCHES = [
  "exact",
  "greedy",
  "ladder",
] as const satisfies MultipletSearch[];

/** The paper's estimator; columns that cannot be analysed are left out. */
const COPULA = gaussianCopula({ degenerate: "drop" });

/** The units of each layer with the copula-encoded target, the same for all searches. */
const systems = oncePerSubject(({ activations, target }) =>
  activations.map((layer) => COPULA.prepare(layer, target))
);

/** The same without the target. */
const systemsWithoutLabel = oncePerSubject(({ activations }) =>
  activations.map((layer) => COPULA.prepare(layer, undefined))
);

type LayerExtremes = Readonly<
  Record<MultipletSearch, (subject: SelectionSubject) => Promise<readonly SearchedLayer[]>>
>;

function extremesOf(
  systemsOf: typeof systems,
  known: (subject: SelectionSubject) => SelectionSubject["searched"] = () => undefined,
): LayerExtremes {
  const by = (search: MultipletSearch) =>
    oncePerSubject(async (subject) =>
      known(subject)?.[search] ?? await searchLayers(subject, systemsOf(subject), search)
    );
  return { exact: by("exact"), greedy: by("greedy"), ladder: by("ladder") };
}

/**
 * Minima and maxima of Ω(X, y) of every size in every hidden layer, y as one more copula-normalised
 * column. Computed once for each subject and search, unless the subject has them.
 *
 * @throws DegenerateColumnsError when a layer has no neuron that can be analysed
 * @throws InformationError when the target has one class only or there are too few samples
 * @throws SubnetworkError for search `"exact"` of a layer with more than 24 units that can be analysed
 */
export const layerExtremes: LayerExtremes = extremesOf(systems, ({ searched }) => searched);

/** As {@link layerExtremes}, of Ω(X): the classes are not used. */
export const layerExtremesWithoutLabel: LayerExtremes = extremesOf(systemsWithoutLabel);

async function searchLayers(
  subject: SelectionSubject,
  layers: ReturnType<typeof systems>,
  search: MultipletSearch,
): Promise<SearchedLayer[]> {
  const wide = layers.findIndex(({ variables }) => variables.length > EXACT_UP_TO.inPlans);
  if (search === "exact" && wide >= 0) {
    throw new SubnetworkError(
      `An exact search of ${subject.activations[wide]!.layer} would compare all multiplets of ` +
        `${layers[wide]!.variables.length} units; layers of at most ${EXACT_UP_TO.inPlans} are ` +
        `searched exactly. Choose search "ladder" or "greedy", or a narrower layer`,
    );
  }
  const found: SearchedLayer[] = [];
  for (const [l, system] of layers.entries()) {
    const { sizes } = await findExtremes(system, {
      search: SEARCHES.get(search),
      sizes: system.variables.map((_, i) => i + 1),
      signal: subject.signal,
    });
    const { layer, variables } = subject.activations[l]!;
    const neurons = system.variables.map(({ index }) => index);
    const degenerate = allUnits(variables.length).filter((unit) => !neurons.includes(unit));
    const extremes = sizes.map(({ size, synergy, redundancy }) => (
      { size, synergy: synergy[0]!, redundancy: redundancy[0]! }
    ));
    found.push({ layer, neurons, degenerate, extremes });
  }
  return found;
}

/**
 * k*_l = argmin_k min Ω_k of every hidden layer, by its name, k from 2 to the number of units that can be
 * analysed; of equal values, the smallest k. 1 where only one unit can be analysed.
 *
 * @throws SubnetworkError, NetworkError or InformationError for a subject that does not fit together, a layer
 *   that cannot be analysed, or search `"exact"` of a layer with more than 24 units
 * @example
 * ```ts
 * import { discreteTarget, toVariables } from "@multiplet/multiplet/information";
 * import { initialParameters, mlp } from "@multiplet/multiplet/models";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { bestSizes } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Four independent neurons on 500 samples; 0, 1 and 3 together make the class.
 * const random = randomSource(1);
 * const values = Float64Array.from({ length: 500 * 4 }, () => uniform(random));
 * const labels = Array.from({ length: 500 }, (_, i) =>
 *   Math.floor(3 * (values[4 * i]! + values[4 * i + 1]! + values[4 * i + 3]!)));
 * const spec = mlp([8, 4, 9]);
 * const parameters = initialParameters(spec, "default", random);
 * const activations = [{ layer: "fc1", ...toVariables({ samples: 500, variables: 4, values }) }];
 * const target = discreteTarget(labels);
 * const retrain = () => Promise.resolve(parameters);
 * const subject = { spec, initial: parameters, final: parameters, activations, target, retrain };
 * deepEqual(await bestSizes(subject, "exact"), { fc1: 3 });
 * ```
 */
export async function bestSizes(
  subject: SelectionSubject,
  search: MultipletSearch,
): Promise<Readonly<Record<string, number>>> {
  requireSubject(subject);
  requireChoice(SubnetworkError, "search", search, MULTIPLET_SEARCHES);
  const layers = await layerExtremes[search](subject);
  return Object.fromEntries(layers.map(({ layer, extremes }) => {
    // Size 1 is excluded: its Ω is 0 by definition.
    const candidates = extremes.length > 1 ? extremes.slice(1) : extremes;
    const best = candidates.reduce((best, one) =>
      one.synergy.oInformation < best.synergy.oInformation ? one : best
    );
    return [layer, best.size];
  }));
}
