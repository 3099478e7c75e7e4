/**
 * What information estimates see of a network.
 * @module
 */
import type { Samples } from "../data/dataset.ts";
import type { FeatureMatrix } from "../information/mod.ts";
import { activations, type MlpParameters, type MlpSpec } from "../models/mod.ts";

/** Pre-activations of every layer, samples × neurons, in the order of the network. */
export function layerFeatures(
  spec: MlpSpec,
  parameters: MlpParameters,
  samples: Samples,
): FeatureMatrix[] {
  return activations(spec, parameters, samples).map(({ name, width, preActivations }) => ({
    samples: samples.count,
    variables: width,
    values: preActivations,
    names: Array.from({ length: width }, (_, j) => `${name}[${j}]`),
  }));
}
