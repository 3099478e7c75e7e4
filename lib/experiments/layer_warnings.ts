/**
 * What a reader must know before believing a number of figure 1.
 * @module
 */
import { fromNats } from "../information/mod.ts";
import type { Figure1Result, LayerResult } from "./figure1_result.ts";

/**
 * One sentence for each neuron that was left out and for each single neuron whose estimate exceeds
 * H(y), and one for each layer with multiplets whose estimate does.
 */
export function layerWarnings({ networks, targetEntropy: limit }: Figure1Result): string[] {
  const single = networks.flatMap(({ index, layers }) =>
    layers.flatMap(({ layer, dropped, warnings }) => {
      const where = `network ${index}, ${layer}`;
      return [
        ...dropped.map(({ neuron, reason }) => `${where}: neuron ${neuron} left out, ${reason}`),
        ...warnings.map((warning) => `${where}: ${warning}`),
      ];
    })
  );
  const layers = Map.groupBy(networks.flatMap((network) => network.layers), ({ layer }) => layer);
  return [...single, ...[...layers].flatMap(([layer, own]) => excessWarning(layer, own, limit))];
}

/** One sentence where the class-conditional model finds more information than there is. */
function excessWarning(layer: string, own: readonly LayerResult[], limit: number): string[] {
  const excessive = own.map(({ synergyByParts, redundancyByParts }) =>
    [...synergyByParts, ...redundancyByParts].filter(({ together }) => together > limit)
  ).filter((found) => found.length > 0);
  if (excessive.length === 0) return [];
  const smallest = Math.min(...excessive.flat().map(({ size }) => size));
  const largest = Math.max(...excessive.flat().map(({ together }) => together));
  return [
    `${layer}: from k = ${smallest} on, the class-conditional model gives extreme multiplets of ` +
    `${excessive.length} of ${own.length} networks more information about the class than it has, ` +
    `up to ${fromNats(largest, "bits").toFixed(1)} of ${
      fromNats(limit, "bits").toFixed(2)
    } bits: ` +
    `those values of I(X; y) are no information estimates.`,
  ];
}
