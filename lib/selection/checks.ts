/**
 * The checks of what comes in, once at each boundary.
 * @module
 */
import { requireLabelled } from "../variables/target.ts";
import { validateParameters } from "../models/parameters.ts";
import { hiddenWidths, layerNames, type MlpSpec, validateSpec } from "../models/spec.ts";
import { SubnetworkError } from "./error.ts";
import type { KeptNeurons, Selection, SelectionSubject } from "./strategy.ts";

/**
 * Throws unless network, samples and labels of a subject fit each other.
 *
 * @throws SubnetworkError when the activations are not those of the hidden layers
 * @throws NetworkError when parameters do not fit the network
 * @throws InformationError when sizes within the samples disagree
 */
export function requireSubject({ spec, initial, final, layers, target }: SelectionSubject): void {
  validateSpec(spec);
  validateParameters(spec, initial);
  validateParameters(spec, final);
  const widths = layers.map(({ variables }) => variables.length);
  if (widths.join() !== hiddenWidths(spec).join()) {
    throw new SubnetworkError(
      `Activations are given for hidden widths [${widths}], the network has [${
        hiddenWidths(spec)
      }]`,
    );
  }
  for (const layer of layers) requireLabelled(layer, target);
}

/** Throws a {@link SubnetworkError} unless every hidden layer gets a size in 1..width, and a seed. */
export function requireSelection(spec: MlpSpec, { sizes, seed }: Selection): void {
  requireLayerCount("sizes", sizes.length, spec);
  const names = layerNames(spec);
  hiddenWidths(spec).forEach((width, l) => {
    const size = sizes[l]!;
    if (!Number.isSafeInteger(size) || size < 1 || size > width) {
      throw new SubnetworkError(
        `A sub-network keeps 1 to ${width} neurons of ${names[l]}, got size ${size}`,
      );
    }
  });
  if (!Number.isSafeInteger(seed)) {
    throw new SubnetworkError(`The seed of a selection must be an integer, got ${seed}`);
  }
}

/**
 * Throws a {@link SubnetworkError} unless every hidden layer keeps at least one neuron, and the kept
 * ones are neurons of that layer, ascending and each once.
 */
export function requireKept(spec: MlpSpec, kept: KeptNeurons): void {
  requireLayerCount("kept neurons", kept.length, spec);
  const names = layerNames(spec);
  hiddenWidths(spec).forEach((width, l) => {
    const layer = kept[l]!;
    const fail = (reason: string): never => {
      throw new SubnetworkError(`Kept neurons of ${names[l]}, [${layer.join(", ")}]: ${reason}`);
    };
    if (layer.length === 0) fail("at least one neuron must stay");
    layer.forEach((neuron, at) => {
      if (!Number.isSafeInteger(neuron) || neuron < 0 || neuron >= width) {
        fail(`neurons are 0 to ${width - 1}, got ${neuron}`);
      }
      if (at > 0 && neuron <= layer[at - 1]!) fail("they must ascend, each once");
    });
  });
}

/** Throws a {@link SubnetworkError} unless `what` has one entry for every hidden layer. */
function requireLayerCount(what: string, count: number, spec: MlpSpec): void {
  const layers = hiddenWidths(spec).length;
  if (count !== layers) {
    throw new SubnetworkError(
      `The network has ${layers} hidden layers, got ${what} for ${count}`,
    );
  }
}
