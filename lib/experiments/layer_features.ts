/**
 * What information estimates see of a network.
 * @module
 */
import type { Samples } from "../data/dataset.ts";
import { activations, type NetworkParameters, type NetworkSpec } from "../models/mod.ts";
import type { LayerFeatures } from "../selection/strategy.ts";

/** Pre-activations of every layer, samples × neurons, in the order of the network. */
export function layerFeatures(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
): LayerFeatures[] {
  return activations(spec, parameters, samples).map(({ layer, preActivations }) => ({
    layer: layer.name,
    samples: samples.count,
    variables: layer.units,
    values: preActivations,
    names: Array.from({ length: layer.units }, (_, j) => `${layer.name}[${j}]`),
  }));
}
