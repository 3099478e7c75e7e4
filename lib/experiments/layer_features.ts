/**
 * Layers of a network as variables.
 * @module
 */
import type { Samples } from "../data/dataset.ts";
import { toVariables, type Variables } from "../information/mod.ts";
import { activations, type MlpParameters, type MlpSpec } from "../models/mod.ts";

/** Pre-activations of every layer, a variable per neuron, in the order of the network. */
export function layerFeatures(
  spec: MlpSpec,
  parameters: MlpParameters,
  samples: Samples,
): Variables[] {
  return activations(spec, parameters, samples).map(({ name, width, preActivations }) =>
    toVariables({
      samples: samples.count,
      variables: width,
      values: preActivations,
      names: Array.from({ length: width }, (_, j) => `${name}[${j}]`),
    })
  );
}
