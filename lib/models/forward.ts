/**
 * The forward pass over a whole set of samples, in plain deterministic arithmetic: sums in
 * float64, in a fixed order, stored as float32. No tensor library, so the same bytes everywhere.
 * @module
 */
import { PIXEL_TO_INPUT, type Samples } from "../data/dataset.ts";
import { type LayerParameters, type MlpParameters, validateParameters } from "./parameters.ts";
import { layerShapes, type MlpSpec, NetworkError } from "./spec.ts";

/** One layer's values for a set of samples. */
export interface LayerActivations {
  /** `fc1`, `fc2`, …, `fc_out`. */
  readonly name: string;
  /** Number of neurons. */
  readonly width: number;
  /** Before the activation function, `samples × width`, row-major: what the paper analyses. */
  readonly preActivations: Float32Array;
  /** After ReLU; for the output layer the logits again (the same array). */
  readonly postActivations: Float32Array;
}

/** Throws a {@link NetworkError} unless the rows of `samples` are as wide as the network's input. */
export function validateInputs(spec: MlpSpec, samples: Samples): void {
  if (samples.features !== spec.widths[0]) {
    throw new NetworkError(
      `The network takes ${spec.widths[0]} inputs, the samples have ${samples.features} features`,
    );
  }
}

/**
 * Pre- and post-activations of every layer for all rows of `samples`.
 *
 * @throws NetworkError when parameters or samples do not fit the network
 * @example
 * ```ts
 * import { activations } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const hidden = { weights: Float32Array.of(1, -1), biases: Float32Array.of(0.5, 0.5) };
 * const output = { weights: Float32Array.of(2, 3), biases: Float32Array.of(0) };
 * const samples = { count: 1, features: 1, inputs: Float32Array.of(1), labels: Uint8Array.of(0) };
 * const [fc1, last] = activations({ widths: [1, 2, 1] }, [hidden, output], samples);
 * deepEqual(fc1!.preActivations, Float32Array.of(1.5, -0.5));
 * deepEqual(fc1!.postActivations, Float32Array.of(1.5, 0));
 * deepEqual([last!.name, last!.postActivations], ["fc_out", Float32Array.of(3)]);
 * ```
 */
export function activations(
  spec: MlpSpec,
  parameters: MlpParameters,
  samples: Samples,
): LayerActivations[] {
  validateParameters(spec, parameters);
  validateInputs(spec, samples);
  const layers: LayerActivations[] = [];
  let input: Uint8Array | Float32Array = samples.inputs;
  layerShapes(spec).forEach(({ name, inputs, outputs: width }, l, all) => {
    const pre = dense(input, samples.count, inputs, width, parameters[l]!);
    const post = l === all.length - 1 ? pre : pre.map((value) => Math.max(value, 0));
    layers.push({ name, width, preActivations: pre, postActivations: post });
    input = post;
  });
  return layers;
}

/** `input · weights + biases` for `rows` rows. Zero inputs, most of an MNIST image, are skipped. */
function dense(
  input: Uint8Array | Float32Array,
  rows: number,
  inputs: number,
  outputs: number,
  { weights, biases }: LayerParameters,
): Float32Array {
  const scale = input instanceof Uint8Array ? PIXEL_TO_INPUT : undefined;
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
