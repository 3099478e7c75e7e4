/**
 * Activations and accuracy of a network: the forward pass over a whole set in deterministic arithmetic. Sums in
 * float64, in a fixed order, stored as float32. No tensor library, so the bytes are the same on every machine.
 */
import { PIXEL_TO_INPUT, type Samples } from "../data/dataset.ts";
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { convolution, pooled } from "./convolution.ts";
import { type LayerParameters, type NetworkParameters, validateParameters } from "./parameters.ts";
import {
  inputCount,
  type Layer,
  type LayerShape,
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
   * has `units × columnsPerUnit` columns. The columns of a map are adjacent: its pixels row by row, before pooling.
   */
  readonly preActivations: Float32Array;
  /**
   * After the activation function and before pooling, in the same order; the same array if there is no activation
   * function, as in the output layer.
   */
  readonly postActivations: Float32Array;
}

/** Throws a {@link NetworkError} unless the rows of `samples` are as long as the network's input. */
export function validateInputs(spec: NetworkSpec, samples: Samples): void {
  const inputs = inputCount(spec);
  if (samples.features !== inputs) {
    throw new NetworkError(
      `The network takes ${inputs} inputs, the samples have ${samples.features} features`,
    );
  }
}

/**
 * Pre- and post-activations of every layer for all rows of `samples`, in the order of the layers.
 *
 * Convolutions have many columns: 16 maps of 32 × 32 pixels take 655 MB for 10,000 rows, twice. {@link activationBlocks}
 * needs less memory.
 *
 * @throws NetworkError when parameters or samples do not fit the network
 * @example
 * ```ts
 * import { activations, convolutional, mlp } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const hidden = { weights: Float32Array.of(1, -1), biases: Float32Array.of(0.5, 0.5) };
 * const output = { weights: Float32Array.of(2, 3), biases: Float32Array.of(0) };
 * const samples = { count: 1, features: 1, inputs: Float32Array.of(1), labels: Uint8Array.of(0) };
 * const [fc1, last] = activations(mlp([1, 2, 1]), [hidden, output], samples);
 * deepEqual(fc1!.preActivations, Float32Array.of(1.5, -0.5));
 * deepEqual(fc1!.postActivations, Float32Array.of(1.5, 0));
 * deepEqual([last!.layer.name, last!.postActivations], ["fc_out", Float32Array.of(3)]);
 *
 * // One map that takes the pixel on the left, minus 2; of 2 × 2 pixels the largest value reaches the output.
 * const left = { weights: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 0, 0), biases: Float32Array.of(-2) };
 * const image = { count: 1, features: 4, inputs: Float32Array.of(5, 6, 7, 8), labels: Uint8Array.of(0) };
 * const spec = convolutional({ height: 2, width: 2, channels: 1 }, [1], [1]);
 * const factor = { weights: Float32Array.of(10), biases: Float32Array.of(0) };
 * const [conv1, logit] = activations(spec, [left, factor], image);
 * deepEqual(conv1!.preActivations, Float32Array.of(-2, 3, -2, 5));
 * deepEqual(logit!.preActivations, Float32Array.of(50));
 * ```
 */
export function activations(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
): LayerActivations[] {
  return passed(preparedLayers(spec, parameters, samples), samples.inputs, samples.count);
}

/** The activations of successive rows. */
export interface ActivationBlock {
  /** Index of its first row. */
  readonly first: number;
  /** The activations of its rows, in the order of the layers. */
  readonly layers: readonly LayerActivations[];
}

/**
 * {@link activations} of one block of rows after the other, so that those of the whole set need not fit into memory.
 * They do not depend on the size of a block.
 *
 * @param options.rows rows per block; the last block may have fewer. Default: as many as have about a million
 *   activations, at least one
 * @throws NetworkError when parameters or samples do not fit the network
 * @example
 * ```ts
 * import { activationBlocks, mlp } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const layer = { weights: Float32Array.of(2), biases: Float32Array.of(1) };
 * const inputs = Float32Array.of(1, 2, 3);
 * const samples = { count: 3, features: 1, inputs, labels: Uint8Array.of(0, 0, 0) };
 * const blocks = [...activationBlocks(mlp([1, 1]), [layer], samples, { rows: 2 })];
 * deepEqual(blocks.map(({ first, layers }) => [first, ...layers[0]!.preActivations]), [
 *   [0, 3, 5],
 *   [2, 7],
 * ]);
 * ```
 */
export function activationBlocks(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
  options: { readonly rows?: number } = {},
): Generator<ActivationBlock, void> {
  rejectUnknownOptions(NetworkError, "activationBlocks", options, ["rows"]);
  const { rows } = options;
  if (rows !== undefined && !(Number.isSafeInteger(rows) && rows >= 1)) {
    throw new NetworkError(`A block needs a positive whole number of rows, got ${rows}`);
  }
  return blocksOf(preparedLayers(spec, parameters, samples), samples, rows);
}

function* blocksOf(
  layers: readonly PreparedLayer[],
  samples: Samples,
  rows?: number,
): Generator<ActivationBlock, void> {
  for (const { first, inputs, count } of rowBlocks(layers, samples, rows)) {
    yield { first, layers: passed(layers, inputs, count) };
  }
}

/** Activations per block: the block stays in the cache, and the call of a layer has much work. */
const BLOCK_VALUES = 2 ** 20;

/** The inputs of successive rows. */
function* rowBlocks(
  layers: readonly PreparedLayer[],
  { count, features, inputs }: Samples,
  rows = Math.max(1, Math.floor(BLOCK_VALUES / valuesPerRow(layers))),
) {
  for (let first = 0; first < count; first += rows) {
    const end = Math.min(first + rows, count);
    yield {
      first,
      count: end - first,
      inputs: inputs.subarray(first * features, end * features),
    };
  }
}

function valuesPerRow(layers: readonly PreparedLayer[]): number {
  return layers.reduce((sum, { layer }) => sum + layer.units * layer.columnsPerUnit, 0);
}

/**
 * The values that leave the first layer, as the second one receives them: after pooling, the channels of a pixel
 * adjacent. `samples × columns`, row-major.
 *
 * In steps of a block of rows each; see {@link evaluationSteps}.
 *
 * @throws NetworkError when parameters or samples do not fit the network
 */
export function* firstOutputSteps(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
): Generator<void, Float32Array> {
  const [layer] = preparedLayers(spec, parameters, samples) as [PreparedLayer];
  const result = new Float32Array(samples.count * layer.columns);
  for (const { first, inputs, count } of rowBlocks([layer], samples)) {
    result.set(layer.pass(inputs, count).outputs, first * layer.columns);
    yield;
  }
  return result;
}

/** A layer that is ready to compute. */
interface PreparedLayer {
  readonly layer: Layer;
  /** Number of values per row that leave it. */
  readonly columns: number;
  /** From the values that enter, one row after the other. */
  readonly pass: (input: Uint8Array | Float32Array, rows: number) => PassedValues;
}

/** The values of a layer, and those that the next one receives: after pooling, the channels of a pixel adjacent. */
interface PassedValues extends Pick<LayerActivations, "preActivations" | "postActivations"> {
  readonly outputs: Float32Array;
}

function preparedLayers(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
): PreparedLayer[] {
  validateParameters(spec, parameters);
  validateInputs(spec, samples);
  return layerShapes(spec).map((shape, l) => prepared(shape, parameters[l]!));
}

function prepared(
  { layer, spec, inputs, entering, leaving }: LayerShape,
  parameters: LayerParameters,
): PreparedLayer {
  switch (spec.kind) {
    case "dense":
      return {
        layer,
        columns: spec.units,
        pass: (input) => {
          const preActivations = dense(input, inputs, spec.units, parameters);
          const postActivations = activated(spec, preActivations);
          return { preActivations, postActivations, outputs: postActivations };
        },
      };
    case "convolution": {
      const convolve = convolution(entering!, spec.units, parameters);
      return {
        layer,
        columns: leaving!.height * leaving!.width * spec.units,
        pass: (input, rows) => {
          const preActivations = convolve(input, rows);
          const postActivations = activated(spec, preActivations);
          const outputs = pooled(spec, postActivations, entering!);
          return { preActivations, postActivations, outputs };
        },
      };
    }
  }
}

/** The activations of all layers for the rows that enter the first one. */
function passed(
  layers: readonly PreparedLayer[],
  inputs: Uint8Array | Float32Array,
  samples: number,
): LayerActivations[] {
  let input = inputs;
  return layers.map(({ layer, pass }) => {
    const { preActivations, postActivations, outputs } = pass(input, samples);
    input = outputs;
    return { layer, samples, preActivations, postActivations };
  });
}

/** Values of a layer after its activation function. */
export function activated({ activation }: LayerSpec, values: Float32Array): Float32Array {
  if (activation !== "relu") return values;
  const result = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) result[at] = Math.max(values[at]!, 0);
  return result;
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
  const classes = outputLayer(spec).units;
  const result = new Float32Array(samples.count * classes);
  for (const { first, layers } of activationBlocks(spec, parameters, samples)) {
    result.set(layers.at(-1)!.preActivations, first * classes);
  }
  return result;
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
  return atOnce(evaluationSteps(spec, parameters, samples));
}

/** The result of work in steps, without pauses between them. */
export function atOnce<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** {@link evaluate} in steps of a block of rows each; between them, a long evaluation can pause or end. */
export function* evaluationSteps(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
): Generator<void, Evaluation> {
  const classes = outputLayer(spec).units;
  let loss = 0;
  let correct = 0;
  for (const { first, layers } of activationBlocks(spec, parameters, samples)) {
    const { samples: rows, preActivations: scores } = layers.at(-1)!;
    for (let row = 0; row < rows; row++) {
      const offset = row * classes;
      const best = largest(scores, offset, classes);
      const peak = scores[offset + best]!;
      let sum = 0;
      for (let c = 0; c < classes; c++) sum += Math.exp(scores[offset + c]! - peak);
      const label = samples.labels[first + row]!;
      loss += Math.log(sum) - (scores[offset + label]! - peak);
      if (best === label) correct++;
    }
    yield;
  }
  return { loss: loss / samples.count, accuracy: correct / samples.count };
}
