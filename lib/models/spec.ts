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

/**
 * A network was described, saved or combined in a way that cannot be.
 *
 * @example
 * ```ts
 * import { initialParameters, NetworkError } from "@multiplet/multiplet/models";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { throws } from "node:assert/strict";
 * const source = randomSource(1);
 * throws(() => initialParameters({ widths: [784] }, "default", source), NetworkError);
 * ```
 */
export class NetworkError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "NetworkError";
}

/**
 * Throws a {@link NetworkError} unless `spec` describes a network.
 *
 * @example
 * ```ts
 * import { validateSpec } from "@multiplet/multiplet/models";
 * import { throws } from "node:assert/strict";
 * validateSpec({ widths: [784, 20, 10] });
 * throws(
 *   () => validateSpec({ widths: [784, 0, 10] }),
 *   /widths\[1\] must be a positive integer, got 0/,
 * );
 * ```
 */
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
 * import { layerNames } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(layerNames({ widths: [784, 20, 20, 20, 10] }), ["fc1", "fc2", "fc3", "fc_out"]);
 * ```
 */
export function layerNames(spec: MlpSpec): string[] {
  return layerShapes(spec).map(({ name }) => name);
}

/** A layer with parameters, as a network's shape describes it. */
export interface LayerShape {
  /** `fc1`, `fc2`, …, `fc_out`. */
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Whether it has biases; without, they are zeros that are neither trained nor saved. */
  readonly biased: boolean;
  /** Number of its trained values. */
  readonly parameters: number;
}

/** The layers with parameters, in order. */
export function layerShapes({ widths, outputBias = true }: MlpSpec): LayerShape[] {
  return widths.slice(1).map((outputs, l) => {
    const last = l === widths.length - 2;
    const inputs = widths[l]!;
    const biased = !last || outputBias;
    return {
      name: last ? "fc_out" : `fc${l + 1}`,
      inputs,
      outputs,
      biased,
      parameters: (inputs + (biased ? 1 : 0)) * outputs,
    };
  });
}

/** Widths of the hidden layers, first layer first. */
export function hiddenWidths({ widths }: MlpSpec): readonly number[] {
  return widths.slice(1, -1);
}

/**
 * Number of trained values: all weights and biases.
 *
 * @example
 * ```ts
 * import { parameterCount } from "@multiplet/multiplet/models";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(parameterCount({ widths: [784, 20, 20, 20, 10] }), 16_750);
 * ```
 */
export function parameterCount(spec: MlpSpec): number {
  return layerShapes(spec).reduce((count, { parameters }) => count + parameters, 0);
}
