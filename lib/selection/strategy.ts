/** The interface of strategies for choosing units, and the checks of their arguments and results. */
import { requireLabelled } from "../variables/target.ts";
import { checkedVariables } from "../variables/variables.ts";
import type { DiscreteTarget, LayerVariables, ScoredMultiplet } from "../information/mod.ts";
import { type NetworkParameters, validateParameters } from "../models/parameters.ts";
import { hiddenLayers, type Layer, type NetworkSpec, validateSpec } from "../models/spec.ts";

/**
 * Error: a requested or described sub-network is impossible.
 *
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { SubnetworkError, treatmentsOf } from "@multiplet/multiplet/selection";
 * import { throws } from "node:assert/strict";
 * const spec = mlp([784, 3, 10]); // Neurons 0 to 2 in fc1.
 * throws(() => treatmentsOf(spec, { fc1: [3] }, { removal: "zero" }), SubnetworkError);
 * ```
 */
export class SubnetworkError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "SubnetworkError";
}

/** By name of a hidden layer, the units that stay: 0-based, ascending. Layers not named stay whole. */
export type KeptUnits = Readonly<Record<string, readonly number[]>>;

/**
 * A trained network with its activations on the samples for selection. Strategies cache results by the
 * identity of a subject, so it must not change.
 */
export interface SelectionSubject {
  /** The network. */
  readonly spec: NetworkSpec;
  /** Before training: the parameters from which a sub-network is re-trained. */
  readonly initial: NetworkParameters;
  /** After training. */
  readonly final: NetworkParameters;
  /**
   * Pre-activations of all hidden layers, in the order of the network: a variable for each unit, of one column or
   * several. Those of a map are its pixels, or columns that stand for them; `layerVariables` gives the pixels.
   */
  readonly activations: readonly LayerVariables[];
  /** Classes of the same samples. */
  readonly target: DiscreteTarget;
  /** Names of the hidden layers from which units are removed. Default: all. */
  readonly layers?: readonly string[] | undefined;
  /**
   * Trains the sub-network of `kept` from the initial weights, with all other units removed, and returns its
   * parameters in the shape of `spec`. Strategies call it only if needed, never twice with the same units,
   * and never with all units.
   */
  readonly retrain: (kept: KeptUnits) => Promise<NetworkParameters>;
  /**
   * The extremes of Ω(X, y) in all hidden layers, in the order of the network, by the searches that were already made.
   * Other searches are made where they are needed.
   */
  readonly searched?: Readonly<Partial<Record<MultipletSearch, readonly SearchedLayer[]>>>;
  /** Aborting it rejects pending selections with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A search of multiplets:
 * - `"exact"`: all multiplets, see `exactSearch`; for layers of at most 24 units that can be analysed.
 * - `"greedy"`: the paper's search, see `greedySearch`.
 * - `"ladder"`: see `ladderSearch`; for wide layers.
 */
export type MultipletSearch = "exact" | "greedy" | "ladder";

/** The extreme multiplets of one hidden layer. */
export interface SearchedLayer {
  /** Its name. */
  readonly layer: string;
  /** Units that can be analysed, ascending; at least one. */
  readonly neurons: readonly number[];
  /** The other units, ascending: all of their columns are constant, duplicate, non-finite or dependent. */
  readonly degenerate: readonly number[];
  /** Sizes 1..neurons.length in order. At size 1 Ω is 0 by definition and both extremes are the first unit. */
  readonly extremes: readonly ExtremePair[];
}

/** The multiplets of one size with the smallest and the largest Ω, by the own numbers of units. */
export type ExtremePair =
  & { readonly size: number }
  & Readonly<
    Record<"synergy" | "redundancy", Pick<ScoredMultiplet, "multiplet" | "oInformation">>
  >;

/**
 * The number of units that a layer keeps:
 * - `units`: so many in every layer that loses units, all of a layer that has fewer; strategies that
 *   search multiplets use `search`, by default `"exact"`, or `"greedy"` for networks with a hidden layer of
 *   more than 24 units, which are too many for `"exact"`;
 * - `share`: that share of the units of each layer, rounded up; otherwise as `units`;
 * - `best`: in each layer as many as its best synergistic multiplet has, by the search of that name; see
 *   `bestSizes`.
 */
export type SizeRule =
  | { readonly units: number; readonly search?: MultipletSearch }
  | { readonly share: number; readonly search?: MultipletSearch }
  | { readonly best: MultipletSearch };

/**
 * Chooses units of one network, for any number of sizes; common results are computed once. The seed, an
 * integer, is for strategies that draw; others give the same units for every seed. Rejects with a
 * SubnetworkError for an impossible size or seed, and if the subject lacks something that the strategy needs.
 */
export type Selector = (size: SizeRule, seed: number) => Promise<KeptUnits>;

/** A way of choosing units. */
export interface Strategy<Name extends string = string> {
  /** Unique among all strategies; part of artifact keys. */
  readonly name: Name;
  /** Its name in figures and sentences. */
  readonly label: string;
  /** True if it draws at random, so that every seed gives other units. */
  readonly draws: boolean;
  /**
   * Prepares for one network; work that all sizes share is done on first use.
   *
   * @throws SubnetworkError, NetworkError or InformationError for a subject that does not fit together
   */
  prepare(subject: SelectionSubject): Selector;
}

/** One number per unit, by name of the hidden layer: units with higher scores are kept first. −∞ is last. */
export type UnitScores = Readonly<Record<string, readonly number[]>>;

/** All units of a layer: 0..units−1. */
export function allUnits(units: number): number[] {
  return Array.from({ length: units }, (_, unit) => unit);
}

/** The hidden layers of a subject from which units are removed, in the order of the network. */
export function thinnedLayers({ spec, layers }: SelectionSubject): Layer[] {
  return hiddenLayers(spec).filter(({ name }) => layers?.includes(name) ?? true);
}

/**
 * Throws unless network, samples and labels of a subject fit each other.
 *
 * @throws SubnetworkError when the activations are not those of the hidden layers, or when `layers`
 *   names one that is not hidden, or none
 * @throws NetworkError when parameters do not fit the network
 * @throws InformationError when sizes within the samples disagree, or columns of units do not fit together
 */
export function requireSubject(subject: SelectionSubject): void {
  const { spec, initial, final, activations, target, layers } = subject;
  validateSpec(spec);
  validateParameters(spec, initial);
  validateParameters(spec, final);
  const hidden = hiddenLayers(spec);
  const given = activations.map(({ layer, variables }) => `${variables.length} units of ${layer}`);
  const needed = hidden.map(({ name, units }) => `${units} units of ${name}`);
  if (given.join() !== needed.join()) {
    throw new SubnetworkError(
      `Activations are given for ${listed(given)}, the network has ${listed(needed)}`,
    );
  }
  for (const layer of activations) {
    if (!layer.variables.every(({ index }, at) => index === at)) {
      throw new SubnetworkError(`Units of ${layer.layer} need the numbers 0, 1, 2, …`);
    }
    checkedVariables(layer);
  }
  layers?.forEach((layer) => requireHidden(spec, layer));
  if (layers?.length === 0) throw new SubnetworkError("A selection needs a layer to select in");
  for (const layer of activations) requireLabelled(layer, target);
}

const listed = (texts: readonly string[]) => texts.join(", ") || "no hidden layer";

function requireHidden(spec: NetworkSpec, name: string): Layer {
  const hidden = hiddenLayers(spec);
  const found = hidden.find((layer) => layer.name === name);
  if (found !== undefined) return found;
  const names = listed(hidden.map((layer) => layer.name));
  throw new SubnetworkError(`Units are kept in hidden layers, here ${names}; got "${name}"`);
}

/**
 * Throws a {@link SubnetworkError} unless `kept` names hidden layers, each with at least one unit, and
 * the kept ones are units of that layer, ascending and each once.
 */
export function requireKept(spec: NetworkSpec, kept: KeptUnits): void {
  for (const [name, own] of Object.entries(kept)) {
    const { units } = requireHidden(spec, name);
    const fail = (reason: string): never => {
      throw new SubnetworkError(`Kept units of ${name}, [${own.join(", ")}]: ${reason}`);
    };
    if (own.length === 0) fail("at least one unit must be kept");
    own.forEach((unit, at) => {
      if (!Number.isSafeInteger(unit) || unit < 0 || unit >= units) {
        fail(`units are 0 to ${units - 1}, got ${unit}`);
      }
      if (at > 0 && unit <= own[at - 1]!) fail("they must ascend, each once");
    });
  }
}
