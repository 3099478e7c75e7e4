/**
 * Activations and accuracy of a network: the forward pass over a whole set in deterministic arithmetic. Sums in
 * float64, in a fixed order, stored as float32. No tensor library, so the bytes are the same on every machine.
 */
import { PIXEL_TO_INPUT, type Samples } from "../data/dataset.ts";
import { type LayerParameters, type NetworkParameters, validateParameters } from "./parameters.ts";
import {
  type Layer,
  layerShapes,
  type LayerSpec,
  NetworkError,
  type NetworkSpec,
  outputLayer,
} from "./spec.ts";

/** One layer's values for a set of samples. */
export interface LayerActivations {
  /** Name, role and units. */
  readonly layer: Layer;
  /** Number of samples. */
  readonly samples: number;
  /**
   * Before the activation function, as the paper analyses them: `samples × columns`, row-major, where a layer
   * has `units × columnsPerUnit` columns.
   */
  readonly preActivations: Float32Array;
  /** After the activation function; the same array if there is none, as in the output layer. */
  readonly postActivations: Float32Array;
}

/** Throws a {@link NetworkError} unless the rows of `samples` are as wide as the network's input. */
export function validateInputs({ input }: NetworkSpec, samples: Samples): void {
  if (samples.features !== input) {
    throw new NetworkError(
      `The network takes ${input} inputs, the samples have ${samples.features} features`,
    );
  }
}

/**
 * Pre- and post-activations of every layer for all rows of `samples`, in the order of the layers.
 *
 * @throws NetworkError when parameters or samples do not fit the network
 * @example
 * ```ts
 * import { activations, mlp } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const hidden = { weights: Float32Array.of(1, -1), biases: Float32Array.of(0.5, 0.5) };
 * const output = { weights: Float32Array.of(2, 3), biases: Float32Array.of(0) };
 * const samples = { count: 1, features: 1, inputs: Float32Array.of(1), labels: Uint8Array.of(0) };
 * const [fc1, last] = activations(mlp([1, 2, 1]), [hidden, output], samples);
 * deepEqual(fc1!.preActivations, Float32Array.of(1.5, -0.5));
 * deepEqual(fc1!.postActivations, Float32Array.of(1.5, 0));
 * deepEqual([last!.layer.name, last!.postActivations], ["fc_out", Float32Array.of(3)]);
 * ```
 */
export function activations(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
): LayerActivations[] {
  validateParameters(spec, parameters);
  validateInputs(spec, samples);
  let input: Uint8Array | Float32Array = samples.inputs;
  return layerShapes(spec).map(({ layer, spec: own, inputs }, l) => {
    const preActivations = weighted(own, input, inputs, parameters[l]!);
    const postActivations = activated(own, preActivations);
    input = postActivations;
    return { layer, samples: samples.count, preActivations, postActivations };
  });
}

function weighted(
  { kind, units }: LayerSpec,
  input: Uint8Array | Float32Array,
  inputs: number,
  parameters: LayerParameters,
): Float32Array {
  switch (kind) {
    case "dense":
      return dense(input, inputs, units, parameters);
  }
}

/** Values of a layer after its activation function. */
export function activated({ activation }: LayerSpec, values: Float32Array): Float32Array {
  return activation === "relu" ? values.map((value) => Math.max(value, 0)) : values;
}

/** `input · weights + biases` row by row. Zero inputs, most of an MNIST image, are skipped. */
function dense(
  input: Uint8Array | Float32Array,
  inputs: number,
  outputs: number,
  { weights, biases }: LayerParameters,
): Float32Array {
  const scale = input instanceof Uint8Array ? PIXEL_TO_INPUT : undefined;
  const rows = input.length / inputs;
  const result = new Float32Array(rows * outputs);
  const sums = new Float64Array(outputs);
  for (let row = 0; row < rows; row++) {
    sums.set(biases);
    for (let i = 0; i < inputs; i++) {
      const raw = input[row * inputs + i]!;
      if (raw === 0) continue;
      const value = scale === undefined ? raw : scale[raw]!;
      const from = i * outputs;
      for (let j = 0; j < outputs; j++) sums[j]! += value * weights[from + j]!;
    }
    result.set(sums, row * outputs);
  }
  return result;
}

/** Loss and accuracy of a network on a set of samples. */
export interface Evaluation {
  /** Mean softmax cross-entropy, in nats. */
  readonly loss: number;
  /** Share of rows whose largest logit is that of the label, 0..1. */
  readonly accuracy: number;
}

/**
 * `samples × classes` logits, row-major.
 *
 * @example
 * ```ts
 * import { logits, mlp } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const layer = { weights: Float32Array.of(1, 2, 3, 4), biases: Float32Array.of(0, 10) };
 * const inputs = Float32Array.of(1, 0, 0, 1); // Two samples.
 * const samples = { count: 2, features: 2, inputs, labels: Uint8Array.of(0, 1) };
 * deepEqual(logits(mlp([2, 2]), [layer], samples), Float32Array.of(1, 12, 3, 14));
 * ```
 */
export function logits(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
): Float32Array {
  return activations(spec, parameters, samples).at(-1)!.preActivations;
}

/** Position of the largest of `classes` values from `offset`; the first of equal ones. */
function largest(values: Float32Array, offset: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++) if (values[offset + c]! > values[offset + best]!) best = c;
  return best;
}

/**
 * The predicted class of every row: the largest logit, the first of equal ones.
 *
 * @example
 * ```ts
 * import { mlp, predict } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const layer = { weights: Float32Array.of(1, 0, 0, 1), biases: Float32Array.of(0, 0) };
 * const inputs = Float32Array.of(1, 0, 0, 1, 1, 1); // Three samples, the last one a tie.
 * const samples = { count: 3, features: 2, inputs, labels: Uint8Array.of(0, 0, 0) };
 * deepEqual(predict(mlp([2, 2]), [layer], samples), Uint8Array.of(0, 1, 0));
 * ```
 */
export function predict(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
): Uint8Array {
  const classes = outputLayer(spec).units;
  const scores = logits(spec, parameters, samples);
  return Uint8Array.from(
    { length: samples.count },
    (_, row) => largest(scores, row * classes, classes),
  );
}

/**
 * Loss and accuracy over all rows.
 *
 * The loss of a row is `ln Σ_c exp(z_c − z_max) − (z_label − z_max)`.
 *
 * @example
 * ```ts
 * import { evaluate, mlp } from "@multiplet/multiplet/models";
 * import { strictEqual as equal } from "node:assert/strict";
 * const layer = { weights: Float32Array.of(1, 0, 0, 1), biases: Float32Array.of(0, 0) };
 * const inputs = Float32Array.of(1, 0, 0, 1); // Two samples, both of class 0.
 * const samples = { count: 2, features: 2, inputs, labels: Uint8Array.of(0, 0) };
 * const { loss, accuracy } = evaluate(mlp([2, 2]), [layer], samples);
 * equal(accuracy, 0.5);
 * equal(loss.toFixed(6), "0.813262"); // ½ (ln(1 + 1/e) + ln(1 + e))
 * ```
 */
export function evaluate(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
): Evaluation {
  const classes = outputLayer(spec).units;
  const scores = logits(spec, parameters, samples);
  let loss = 0;
  let correct = 0;
  for (let row = 0; row < samples.count; row++) {
    const offset = row * classes;
    const best = largest(scores, offset, classes);
    const peak = scores[offset + best]!;
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp(scores[offset + c]! - peak);
    const label = samples.labels[row]!;
    loss += Math.log(sum) - (scores[offset + label]! - peak);
    if (best === label) correct++;
  }
  return { loss: loss / samples.count, accuracy: correct / samples.count };
}
