/**
 * Layers of a network as variables.
 * @module
 */
import type { Samples } from "../data/dataset.ts";
import { toVariables } from "../information/mod.ts";
import { activations, type NetworkParameters, type NetworkSpec } from "../models/mod.ts";
import type { LayerVariables } from "../selection/strategy.ts";

/** Pre-activations of every layer, a variable per neuron, in the order of the network. */
export function layerFeatures(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
): LayerVariables[] {
  return activations(spec, parameters, samples).map(({ layer, preActivations }) => ({
    layer: layer.name,
    ...toVariables({
      samples: samples.count,
      variables: layer.units,
      values: preActivations,
      names: Array.from({ length: layer.units }, (_, j) => `${layer.name}[${j}]`),
    }),
  }));
}
