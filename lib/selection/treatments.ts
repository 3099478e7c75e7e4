/** Treatments of units in training, and the ablation of a trained network. */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import type { Samples } from "../data/dataset.ts";
import {
  activated,
  atOnce,
  type Evaluation,
  evaluationSteps,
  firstOutputSteps,
} from "../models/forward.ts";
import { type NetworkParameters, validateParameters } from "../models/parameters.ts";
import { inputCount, type Layer, layerShapes, layersOf, type NetworkSpec } from "../models/spec.ts";
import { startingParameters, type Treatments } from "../training/mod.ts";
import { type KeptUnits, requireKept, SubnetworkError } from "./strategy.ts";

/**
 * The treatment of units that are not kept:
 * - `"zero"`: removed; all their parameters stay zero.
 * - `"frozen"`: they take part with their initial weights, but are never updated.
 */
export type Removal = "zero" | "frozen";

/** All values of {@link Removal}. */
export const REMOVALS = ["zero", "frozen"] as const satisfies Removal[];

/** Options of {@link treatmentsOf}. */
export interface TreatmentOptions {
  /** Required. */
  readonly removal: Removal;
  /**
   * True to keep a removed unit's bias: its incoming weights are zero, its bias and outgoing weights are
   * trained. Default `false`; only with removal `"zero"`.
   */
  readonly keepBias?: boolean | undefined;
}

/**
 * The treatments of a training job that trains only the kept units in the layers that `kept` names.
 *
 * @returns one treatment per unit of every layer that `kept` names
 * @throws SubnetworkError unless the layers of `kept` are hidden ones, each with at least one unit, ascending,
 *   each once; for `keepBias` with removal `"frozen"`, and an unknown option or removal
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { treatmentsOf } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const spec = mlp([784, 3, 2, 10]);
 * deepEqual(treatmentsOf(spec, { fc1: [0, 2], fc2: [1] }, { removal: "zero" }), {
 *   fc1: ["trained", "zero", "trained"],
 *   fc2: ["zero", "trained"],
 * });
 * deepEqual(treatmentsOf(spec, { fc2: [1] }, { removal: "frozen" }), {
 *   fc2: ["frozen", "trained"],
 * });
 * ```
 */
export function treatmentsOf(
  spec: NetworkSpec,
  kept: KeptUnits,
  options: TreatmentOptions,
): Treatments {
  rejectUnknownOptions(SubnetworkError, "treatmentsOf", options, ["removal", "keepBias"]);
  const { removal, keepBias = false } = options;
  requireChoice(SubnetworkError, "removal", removal, REMOVALS);
  if (keepBias && removal === "frozen") {
    throw new SubnetworkError(
      `keepBias is for units that are removed; removal "frozen" keeps all of a unit`,
    );
  }
  requireKept(spec, kept);
  const removed = keepBias ? "constant" : removal;
  const named = layersOf(spec).filter(({ name }) => Object.hasOwn(kept, name));
  return Object.fromEntries(named.map(({ name, units }) => [
    name,
    Array.from({ length: units }, (_, unit) => kept[name]!.includes(unit) ? "trained" : removed),
  ]));
}

/**
 * Parameters from which the kept units start anew among trained ones: a weight between two kept units (or an input, or
 * a layer that `kept` does not name) and the bias of a kept unit are those of `initial`, all others those of `final`.
 *
 * @throws SubnetworkError unless the layers of `kept` are hidden ones, each with at least one unit, ascending,
 *   each once
 * @throws NetworkError when parameters do not fit the network
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { amongTrained } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const layer = (value: number) => (
 *   { weights: new Float32Array(2).fill(value), biases: new Float32Array(2).fill(value) }
 * );
 * const spec = mlp([1, 2, 1]);
 * const [initial, final] = [1, 2].map((value) => [layer(value), { ...layer(value), biases: Float32Array.of(value) }]);
 * const [fc1, output] = amongTrained(spec, { fc1: [1] }, initial!, final!);
 * deepEqual([...fc1!.weights, ...fc1!.biases], [2, 1, 2, 1]);
 * deepEqual([...output!.weights, ...output!.biases], [2, 1, 1]);
 * ```
 */
export function amongTrained(
  spec: NetworkSpec,
  kept: KeptUnits,
  initial: NetworkParameters,
  final: NetworkParameters,
): NetworkParameters {
  requireKept(spec, kept);
  validateParameters(spec, initial);
  validateParameters(spec, final);
  const isKept = (layer: Layer | undefined, unit: number) =>
    (layer && kept[layer.name])?.includes(unit) ?? true;
  return layerShapes(spec).map(({ layer, before, from, to }, l) => {
    const [first, last] = [initial[l]!, final[l]!];
    return {
      weights: first.weights.map((weight, at) =>
        isKept(before, from(at)) && isKept(layer, to(at)) ? weight : last.weights[at]!
      ),
      biases: first.biases.map((bias, unit) => isKept(layer, unit) ? bias : last.biases[unit]!),
    };
  });
}

/** Options of an ablation; see {@link TreatmentOptions}. */
export type AblationOptions = Pick<TreatmentOptions, "keepBias">;

/** Loss (nats) and accuracy (0..1) of one network without the units outside `kept`. */
export type Ablator = (kept: KeptUnits, options?: AblationOptions) => Evaluation;

/**
 * Loss (nats) and accuracy (0..1) on `samples` of a network whose units outside `kept` are set to zero,
 * without other changes.
 *
 * @param parameters after training; not modified
 * @throws SubnetworkError for kept units that the network does not have, or an unknown option
 * @throws NetworkError when parameters or samples do not fit the network
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { ablate } from "@multiplet/multiplet/selection";
 * import { strictEqual as equal } from "node:assert/strict";
 * // Two inputs, one neuron for each, one class for each neuron.
 * const identity = { weights: Float32Array.of(1, 0, 0, 1), biases: Float32Array.of(0, 0) };
 * const inputs = Float32Array.of(1, 0, 0, 1); // Two samples.
 * const samples = { count: 2, features: 2, inputs, labels: Uint8Array.of(0, 1) };
 * const spec = mlp([2, 2, 2]);
 * equal(ablate(spec, [identity, identity], { fc1: [0, 1] }, samples).accuracy, 1);
 * equal(ablate(spec, [identity, identity], { fc1: [0] }, samples).accuracy, 0.5);
 * ```
 */
export function ablate(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  kept: KeptUnits,
  samples: Samples,
  options: AblationOptions = {},
): Evaluation {
  return ablator(spec, parameters, samples)(kept, options);
}

/**
 * {@link ablate} for one network and many choices of units: the first layer, most of the work, is
 * computed once.
 *
 * @throws SubnetworkError for a network without hidden layers
 * @throws NetworkError when parameters or samples do not fit the network
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { ablator } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Two inputs, one neuron for each, one class for each neuron.
 * const identity = { weights: Float32Array.of(1, 0, 0, 1), biases: Float32Array.of(0, 0) };
 * const inputs = Float32Array.of(1, 0, 0, 1); // Two samples.
 * const samples = { count: 2, features: 2, inputs, labels: Uint8Array.of(0, 1) };
 * const without = ablator(mlp([2, 2, 2]), [identity, identity], samples);
 * deepEqual([[0, 1], [0], [1]].map((fc1) => without({ fc1 }).accuracy), [1, 0.5, 1]);
 * ```
 */
export function ablator(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
): Ablator {
  const steps = atOnce(ablatorSteps(spec, parameters, samples));
  return (kept, options) => atOnce(steps(kept, options));
}

/** {@link ablator} in steps, and each of its ablations; between them, long work can pause or end. */
export function* ablatorSteps(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
): Generator<void, (kept: KeptUnits, options?: AblationOptions) => Generator<void, Evaluation>> {
  const outputs = yield* firstOutputSteps(spec, parameters, samples);
  const [first, ...others] = layerShapes(spec);
  if (others.length === 0) {
    throw new SubnetworkError("A network without hidden layers has no units to remove");
  }
  const { layer: { name, units }, leaving } = first!;
  const above = { input: leaving ?? units, layers: spec.layers.slice(1) };
  return (kept, options = {}) => {
    rejectUnknownOptions(SubnetworkError, "ablate", options, ["keepBias"]);
    const treatments = treatmentsOf(spec, kept, { ...options, removal: "zero" });
    const rest = startingParameters(spec, { name: "ablation", initial: parameters, treatments });
    const inputs = outputs.slice();
    // The output of a unit without inputs, of a map at every pixel: its bias, or zero if the bias is removed, too.
    const idle = activated(spec.layers[0]!, rest[0]!.biases);
    treatments[name]?.forEach((treatment, unit) => {
      if (treatment === "trained") return;
      // The outputs of all units at one pixel are adjacent.
      for (let at = unit; at < inputs.length; at += units) inputs[at] = idle[unit]!;
    });
    const { count, labels } = samples;
    const rows = { count, features: inputCount(above), inputs, labels };
    return evaluationSteps(above, rest.slice(1), rows);
  };
}
