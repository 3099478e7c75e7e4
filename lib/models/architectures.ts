/** Networks of the usual shapes. */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import {
  type ImageShape,
  type LayerSpec,
  NetworkError,
  type NetworkSpec,
  validateSpec,
} from "./spec.ts";

/** Options of {@link mlp} and {@link convolutional}. */
export interface ArchitectureOptions {
  /** Whether the output layer has a bias; default `true`. */
  readonly outputBias?: boolean;
}

/**
 * A multilayer perceptron as in the paper: dense layers `fc1`, `fc2`, … with ReLU, and the output layer
 * `fc_out`.
 *
 * @param widths inputs, hidden widths, classes: at least two positive integers
 * @throws NetworkError for widths that are no such numbers
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(mlp([784, 20, 10]), {
 *   input: 784,
 *   layers: [
 *     { kind: "dense", name: "fc1", units: 20, activation: "relu", bias: true },
 *     { kind: "dense", name: "fc_out", units: 10, activation: "none", bias: true },
 *   ],
 * });
 * ```
 */
export function mlp(
  widths: readonly number[],
  options: ArchitectureOptions = {},
): NetworkSpec {
  const [input = NaN, ...own] = widths;
  const spec = { input, layers: denseLayers(own, options) };
  validateSpec(spec);
  return spec;
}

/** The widths for which {@link mlp} gives this network; `undefined` if there are none. */
export function mlpWidths({ input, layers }: NetworkSpec): number[] | undefined {
  if (typeof input !== "number") return undefined;
  const widths = [input, ...layers.map(({ units }) => units)];
  const alike = mlp(widths).layers.every(({ kind, name, activation, bias }, l) => {
    const own = layers[l]!;
    return own.kind === kind && own.name === name && own.activation === activation &&
      own.bias === bias;
  });
  return alike ? widths : undefined;
}

/**
 * A convolutional network: convolutions `conv1`, `conv2`, … with ReLU, each followed by pooling, then dense layers
 * as in {@link mlp}.
 *
 * @param input shape of the images
 * @param maps number of maps of each convolution
 * @param dense hidden widths of dense layers, classes: at least one positive integer
 * @throws NetworkError for sizes that are no such numbers, and for images too small for so much pooling
 * @example
 * ```ts
 * import { convolutional, layersOf, parameterCount } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
 * const spec = convolutional({ height: 32, width: 32, channels: 3 }, [16, 32], [10]);
 * deepEqual(spec.layers[0], {
 *   kind: "convolution",
 *   name: "conv1",
 *   units: 16,
 *   activation: "relu",
 *   bias: true,
 *   pooling: "max",
 * });
 * deepEqual(layersOf(spec).map(({ name, columnsPerUnit }) => [name, columnsPerUnit]), [
 *   ["conv1", 32 * 32],
 *   ["conv2", 16 * 16],
 *   ["fc_out", 1],
 * ]);
 * // 9 weights per pair of maps; the last layer receives 32 maps of 8 × 8 values.
 * equal(parameterCount(spec), (9 * 3 * 16 + 16) + (9 * 16 * 32 + 32) + (8 * 8 * 32 * 10 + 10));
 * ```
 */
export function convolutional(
  input: ImageShape,
  maps: readonly number[],
  dense: readonly number[],
  options: ArchitectureOptions = {},
): NetworkSpec {
  const convolutions = maps.map((units, l): LayerSpec => ({
    kind: "convolution",
    name: `conv${l + 1}`,
    units,
    activation: "relu",
    bias: true,
    pooling: "max",
  }));
  const spec = { input, layers: [...convolutions, ...denseLayers(dense, options)] };
  validateSpec(spec);
  return spec;
}

function denseLayers(
  widths: readonly number[],
  options: ArchitectureOptions,
): LayerSpec[] {
  rejectUnknownOptions(NetworkError, "A network", options, ["outputBias"]);
  const { outputBias = true } = options;
  return widths.map((units, l) =>
    l === widths.length - 1
      ? { kind: "dense", name: "fc_out", units, activation: "none", bias: outputBias }
      : { kind: "dense", name: `fc${l + 1}`, units, activation: "relu", bias: true }
  );
}
