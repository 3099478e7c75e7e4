/**
 * How large the weights of a neuron are.
 * @module
 */
import type { LayerParameters, MlpParameters } from "../models/parameters.ts";
import { hiddenWidths, layerNames, type MlpSpec } from "../models/spec.ts";
import { SubnetworkError } from "./error.ts";
import { allNeurons } from "./hidden_layers.ts";
import type { NeuronScores } from "./ranked_strategy.ts";

/**
 * Euclidean norm of the incoming weights of every hidden neuron, its bias left out.
 *
 * The incoming side is the usual one where whole units are pruned (filters: Li et al. 2017,
 * arXiv:1608.08710; `ln_structured` along the outputs in PyTorch). Outgoing weights play no part, although
 * a ReLU neuron does the same when a factor moves from its incoming to its outgoing weights.
 *
 * @throws SubnetworkError that names a neuron whose weights are not finite
 */
export function incomingNorms(spec: MlpSpec, parameters: MlpParameters): NeuronScores {
  const names = layerNames(spec);
  return hiddenWidths(spec).map((width, l) =>
    allNeurons(width).map((neuron) => {
      const norm = incomingNorm(parameters[l]!, neuron);
      if (Number.isFinite(norm)) return norm;
      throw new SubnetworkError(
        `Neurons cannot be ranked by their weights: those into neuron ${neuron} of ${names[l]} ` +
          `are not finite. The training has diverged; a smaller learning rate may help`,
      );
    })
  );
}

function incomingNorm({ weights, biases }: LayerParameters, neuron: number): number {
  let squares = 0;
  for (let at = neuron; at < weights.length; at += biases.length) squares += weights[at]! ** 2;
  return Math.sqrt(squares);
}
