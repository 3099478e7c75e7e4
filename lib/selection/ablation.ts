/**
 * A trained network right after neurons were removed, without training: the cumulative ablation of the
 * literature when sizes fall one after the other.
 * @module
 */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import type { Samples } from "../data/dataset.ts";
import { evaluate, type Evaluation } from "../models/evaluation.ts";
import { activations } from "../models/forward.ts";
import type { MlpParameters } from "../models/parameters.ts";
import type { MlpSpec } from "../models/spec.ts";
import { startingParameters } from "../training/treatment.ts";
import { SubnetworkError } from "./error.ts";
import type { KeptNeurons } from "./strategy.ts";
import { type TreatmentOptions, treatmentsOf } from "./treatments.ts";

/** What an ablation removes; see {@link TreatmentOptions}. */
export type AblationOptions = Pick<TreatmentOptions, "keepBias" | "layer">;

/** Loss (nats) and accuracy (0..1) of one network without the neurons outside `kept`. */
export type Ablator = (kept: KeptNeurons, options?: AblationOptions) => Evaluation;

/**
 * Loss (nats) and accuracy (0..1) on `samples` of a network whose neurons outside `kept` are set to
 * zero, everything else as it was.
 *
 * @param parameters after training; not modified
 * @throws SubnetworkError for kept neurons or a layer that the network does not have
 * @throws NetworkError when parameters or samples do not fit the network
 * @throws SubnetworkError for an unknown option
 * @example
 * ```ts
 * import { ablate } from "@multiplet/multiplet/selection";
 * import { strictEqual as equal } from "node:assert/strict";
 * // Two inputs, one neuron for each, one class for each neuron.
 * const identity = { weights: Float32Array.of(1, 0, 0, 1), biases: Float32Array.of(0, 0) };
 * const inputs = Float32Array.of(1, 0, 0, 1); // Two samples.
 * const samples = { count: 2, features: 2, inputs, labels: Uint8Array.of(0, 1) };
 * const spec = { widths: [2, 2, 2] };
 * equal(ablate(spec, [identity, identity], [[0, 1]], samples).accuracy, 1);
 * equal(ablate(spec, [identity, identity], [[0]], samples).accuracy, 0.5);
 * ```
 */
export function ablate(
  spec: MlpSpec,
  parameters: MlpParameters,
  kept: KeptNeurons,
  samples: Samples,
  options: AblationOptions = {},
): Evaluation {
  return ablator(spec, parameters, samples)(kept, options);
}

/**
 * {@link ablate} for one network and many choices of neurons: the first layer, most of the work, is
 * computed once.
 *
 * @throws SubnetworkError for a network without hidden layers
 * @throws NetworkError when parameters or samples do not fit the network
 * @example
 * ```ts
 * import { ablator } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Two inputs, one neuron for each, one class for each neuron.
 * const identity = { weights: Float32Array.of(1, 0, 0, 1), biases: Float32Array.of(0, 0) };
 * const inputs = Float32Array.of(1, 0, 0, 1); // Two samples.
 * const samples = { count: 2, features: 2, inputs, labels: Uint8Array.of(0, 1) };
 * const without = ablator({ widths: [2, 2, 2] }, [identity, identity], samples);
 * deepEqual([[0, 1], [0], [1]].map((kept) => without([kept]).accuracy), [1, 0.5, 1]);
 * ```
 */
export function ablator(spec: MlpSpec, parameters: MlpParameters, samples: Samples): Ablator {
  if (spec.widths.length < 3) {
    throw new SubnetworkError("A network without hidden layers has no neurons to remove");
  }
  const [first] = activations(spec, parameters, samples);
  const above = { ...spec, widths: spec.widths.slice(1) };
  return (kept, options = {}) => {
    rejectUnknownOptions(SubnetworkError, "ablate", options, ["keepBias", "layer"]);
    const treatments = treatmentsOf(spec, kept, { ...options, removal: "zero" });
    const rest = startingParameters({ name: "ablation", initial: parameters, treatments });
    const inputs = first!.postActivations.slice();
    treatments[0]!.forEach((treatment, neuron) => {
      if (treatment === "trained") return;
      // What a neuron puts out that sees nothing: its bias, or zero where that is gone too.
      const value = Math.max(rest[0]!.biases[neuron]!, 0);
      for (let at = neuron; at < inputs.length; at += first!.width) inputs[at] = value;
    });
    const seen = { count: samples.count, features: first!.width, inputs, labels: samples.labels };
    return evaluate(above, rest.slice(1), seen);
  };
}
