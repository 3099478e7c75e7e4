/**
 * The shape of a multilayer perceptron.
 * @module
 */

/**
 * A fully connected network: ReLU after every hidden layer, logits at the end (the softmax belongs
 * to the loss). The paper's network (section 3.1) is `{ widths: [784, 20, 20, 20, 10] }`.
 */
export interface MlpSpec {
  /** Inputs, hidden widths, classes: at least two positive integers. */
  readonly widths: readonly number[];
  /** Whether the output layer has a bias. Default `true`. */
  readonly outputBias?: boolean;
}

/** A network was described, saved or combined in a way that cannot be. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
}

/** Throws a {@link NetworkError} unless `spec` describes a network. */
export function validateSpec(spec: MlpSpec): void {
  const { widths } = spec;
  if (widths.length < 2) {
    throw new NetworkError(
      `A network needs an input width and an output width, got widths [${widths.join(", ")}]`,
    );
  }
  widths.forEach((width, at) => {
    if (!Number.isSafeInteger(width) || width < 1) {
      throw new NetworkError(`widths[${at}] must be a positive integer, got ${width}`);
    }
  });
}

/**
 * Names of the layers with parameters, in order: `fc1`, `fc2`, …, `fc_out` (the paper's names).
 *
 * @example
 * ```ts
 * import { layerNames } from "@multiplet/multiplet/networks";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(layerNames({ widths: [784, 20, 20, 20, 10] }), ["fc1", "fc2", "fc3", "fc_out"]);
 * ```
 */
export function layerNames(spec: MlpSpec): string[] {
  const layers = spec.widths.length - 1;
  return Array.from({ length: layers }, (_, l) => l === layers - 1 ? "fc_out" : `fc${l + 1}`);
}

/**
 * Number of trained values: all weights and biases.
 *
 * @example
 * ```ts
 * import { parameterCount } from "@multiplet/multiplet/networks";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(parameterCount({ widths: [784, 20, 20, 20, 10] }), 16_750);
 * ```
 */
export function parameterCount(spec: MlpSpec): number {
  const layers = spec.widths.length - 1;
  let count = 0;
  for (let l = 0; l < layers; l++) {
    const bias = l === layers - 1 && spec.outputBias === false ? 0 : 1;
    count += (spec.widths[l]! + bias) * spec.widths[l + 1]!;
  }
  return count;
}
