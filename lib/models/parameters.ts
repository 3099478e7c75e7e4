/**
 * The trained values of a network, as plain arrays that every engine reads and writes.
 * @module
 */
import { layerShapes, type MlpSpec, NetworkError } from "./spec.ts";

/** Weights and biases of one fully connected layer. */
export interface LayerParameters {
  /** `inputs × outputs`, row-major (the layout of a tfjs dense kernel): weight i→j at `i·outputs+j`. */
  readonly weights: Float32Array;
  /** `outputs` long. */
  readonly biases: Float32Array;
}

/** All parameters of a network, first layer first: `widths.length − 1` layers. */
export type MlpParameters = readonly LayerParameters[];

/**
 * A copy that shares no memory with its argument.
 *
 * @example
 * ```ts
 * import { copyParameters } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const layer = { weights: Float32Array.of(1, 2), biases: Float32Array.of(3) };
 * const [copy] = copyParameters([layer]);
 * copy!.weights[0] = 9;
 * deepEqual([layer.weights[0], copy!.biases[0]], [1, 3]);
 * ```
 */
export function copyParameters(parameters: MlpParameters): LayerParameters[] {
  return parameters.map(({ weights, biases }) => ({
    weights: weights.slice(),
    biases: biases.slice(),
  }));
}

/**
 * Throws a {@link NetworkError} that names the layer unless `parameters` fit `spec`.
 *
 * @example
 * ```ts
 * import { validateParameters } from "@multiplet/multiplet/models";
 * import { throws } from "node:assert/strict";
 * const layer = { weights: Float32Array.of(1, 2), biases: Float32Array.of(3) };
 * validateParameters({ widths: [2, 1] }, [layer]);
 * throws(
 *   () => validateParameters({ widths: [3, 1] }, [layer]),
 *   /Layer fc_out has 2 weights and 1 biases, it needs 3 × 1 = 3 and 1/,
 * );
 * ```
 */
export function validateParameters(spec: MlpSpec, parameters: MlpParameters): void {
  const layers = layerShapes(spec);
  if (parameters.length !== layers.length) {
    throw new NetworkError(
      `Parameters have ${parameters.length} layers, widths [${
        spec.widths.join(", ")
      }] need ${layers.length}`,
    );
  }
  parameters.forEach(({ weights, biases }, l) => {
    const { name, inputs, outputs } = layers[l]!;
    if (weights.length !== inputs * outputs || biases.length !== outputs) {
      throw new NetworkError(
        `Layer ${name} has ${weights.length} weights and ${biases.length} biases, ` +
          `it needs ${inputs} × ${outputs} = ${inputs * outputs} and ${outputs}`,
      );
    }
  });
}
