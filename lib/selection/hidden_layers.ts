/**
 * The layers that neurons are chosen in.
 * @module
 */
import { hiddenWidths, type MlpSpec } from "../models/spec.ts";

/** All neurons of a layer: 0..width−1. */
export function allNeurons(width: number): number[] {
  return Array.from({ length: width }, (_, neuron) => neuron);
}

/** All neurons of every hidden layer. */
export function wholeLayers(spec: MlpSpec): number[][] {
  return hiddenWidths(spec).map(allNeurons);
}
