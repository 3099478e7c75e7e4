/**
 * The arithmetic that a training step needs, whatever an engine does: multiply-adds of float32, without padding and
 * without multiplications by zeros that are known before.
 *
 * - First dense layer on samples: their inputs that are not 0. Other dense layers: all inputs.
 * - Convolutions, forward: 9 weights for each channel and each pixel of a map, the edges like all others.
 * - Backward: for the weights of a dense layer as many as forward, for the deltas of its inputs as many again; none for
 *   those of samples. A convolution: the same for those of its outputs alone that count, which are above 0 and, after
 *   pooling, the largest of four.
 *
 * Softmax, biases and the step of the weights along their gradients are left out: together some percent.
 */
import { layerShapes, type NetworkSpec } from "../../lib/models/spec.ts";

/** What samples make of a network's arithmetic: means per sample. */
export interface Occupancy {
  /** Inputs that are not 0. */
  readonly nonzeros: number;
  /** By convolution: outputs that count, of all maps. */
  readonly counted: readonly number[];
}

/** Multiply-adds of a sample. */
export interface Needed {
  readonly forward: number;
  /** Forward and backward. */
  readonly step: number;
}

/** The arithmetic of one sample. */
export function neededWork(spec: NetworkSpec, { nonzeros, counted }: Occupancy): Needed {
  let forward = 0;
  let backward = 0;
  layerShapes(spec).forEach(({ spec: { kind, units }, layer, before, inputs }, l) => {
    const isFirst = before === undefined;
    const onInputs = kind === "dense" && isFirst ? nonzeros : inputs;
    const own = onInputs * units * layer.columnsPerUnit;
    const toWeights = kind === "dense" ? own : inputs * counted[l]!;
    forward += own;
    backward += isFirst ? toWeights : 2 * toWeights;
  });
  return { forward, step: forward + backward };
}
