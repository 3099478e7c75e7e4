/**
 * The trained values of a network, as plain arrays that every engine reads and writes.
 * @module
 */
import { layerNames, type MlpSpec, NetworkError } from "./spec.ts";

/** Weights and biases of one fully connected layer. */
export interface LayerParameters {
  /** `inputs × outputs`, row-major (the layout of a tfjs dense kernel): weight i→j at `i·outputs+j`. */
  readonly weights: Float32Array;
  /** `outputs` long. */
  readonly biases: Float32Array;
}

/** All parameters of a network, first layer first: `widths.length − 1` layers. */
export type MlpParameters = readonly LayerParameters[];

/** A copy that shares no memory with its argument. */
export function copyParameters(parameters: MlpParameters): LayerParameters[] {
  return parameters.map(({ weights, biases }) => ({
    weights: weights.slice(),
    biases: biases.slice(),
  }));
}

/** Throws a {@link NetworkError} that names the layer unless `parameters` fit `spec`. */
export function validateParameters(spec: MlpSpec, parameters: MlpParameters): void {
  const names = layerNames(spec);
  if (parameters.length !== names.length) {
    throw new NetworkError(
      `Parameters have ${parameters.length} layers, widths [${
        spec.widths.join(", ")
      }] need ${names.length}`,
    );
  }
  parameters.forEach(({ weights, biases }, l) => {
    const inputs = spec.widths[l]!;
    const outputs = spec.widths[l + 1]!;
    if (weights.length !== inputs * outputs || biases.length !== outputs) {
      throw new NetworkError(
        `Layer ${names[l]} has ${weights.length} weights and ${biases.length} biases, ` +
          `it needs ${inputs} × ${outputs} = ${inputs * outputs} and ${outputs}`,
      );
    }
  });
}
