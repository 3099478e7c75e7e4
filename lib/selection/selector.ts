/**
 * The frame of every selector: its checks, and how many units each layer keeps.
 * @module
 */
import type { Layer } from "../models/spec.ts";
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { bestSizes, MULTIPLET_SEARCHES } from "./layer_extremes.ts";
import { EXACT_UP_TO } from "../search/cost/cost.ts";
import { allUnits, requireSubject, thinnedLayers } from "./checks.ts";
import {
  type KeptUnits,
  type MultipletSearch,
  type SelectionSubject,
  type Selector,
  type SizeRule,
  SubnetworkError,
} from "./strategy.ts";

/** A layer that loses units. */
export interface ThinnedLayer extends Layer {
  /** How many of its units stay, 1 to all. */
  readonly size: number;
}

/** What a selector was asked for. */
export interface SelectionRequest {
  /** As it was asked for; the sizes of the layers follow from it. */
  readonly size: SizeRule;
  /** Seed of a strategy that draws. */
  readonly seed: number;
}

/**
 * A selector that checks the subject now and every request before `choose` sees it: the start of a
 * strategy of your own.
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
 * const subject = {
 *   spec,
 *   initial: parameters,
 *   final: parameters,
 *   activations: [{ layer: "fc1", ...toVariables({ samples: 2, variables: 3, values }) }],
 *   target: discreteTarget([0, 1]),
 *   retrain: () => Promise.reject(new Error("not needed")),
 * };
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
    const best = "units" in size ? {} : await bestSizes(subject, size.best);
    const layers = thinnedLayers(subject).map((layer) => ({
      ...layer,
      size: "units" in size ? Math.min(size.units, layer.units) : best[layer.name]!,
    }));
    return await choose(layers, { size, seed });
  };
}

function requireRule(size: SizeRule): void {
  if ("units" in size) rejectUnknownOptions(SubnetworkError, "A size", size, ["units", "search"]);
  else rejectUnknownOptions(SubnetworkError, "A size", size, ["best"]);
  const search = "units" in size ? size.search : size.best;
  if (search !== undefined) requireChoice(SubnetworkError, "search", search, MULTIPLET_SEARCHES);
  if ("units" in size && !(Number.isSafeInteger(size.units) && size.units >= 1)) {
    throw new SubnetworkError(`A layer keeps a positive whole number of units, got ${size.units}`);
  }
}

/**
 * What `keep` keeps of every layer.
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

/** All units of every layer of a subject that loses some. */
export function wholeLayers(subject: SelectionSubject): KeptUnits {
  return keepIn(thinnedLayers(subject), ({ units }) => allUnits(units));
}

/** Whether layers of so many units are all narrow enough for the exact search. */
export function isExact(units: readonly number[]): boolean {
  return units.every((count) => count <= EXACT_UP_TO.inPlans);
}

/**
 * How multiplets are searched at a size; see {@link SizeRule}.
 *
 * @param hidden units of the hidden layers
 */
export function searchAt(size: SizeRule, hidden: readonly number[]): MultipletSearch {
  if ("best" in size) return size.best;
  return size.search ?? (isExact(hidden) ? "exact" : "greedy");
}
