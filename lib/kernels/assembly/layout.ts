/** How networks and samples lie in memory. The wrapper writes these records, field by field. */

/** Samples as rows of inputs: sparse when `rowStarts` is not 0, dense otherwise. */
@unmanaged
export class Samples {
  /** Inputs per row. */
  features: u32;
  /** Sparse: u32 × (rows + 1), where the entries of each row start. Dense: 0. */
  rowStarts: usize;
  /** Sparse: u32 entries `index << 10 | pixel << 2`, pixels of 0 left out. Dense: f32 by rows. */
  entries: usize;
  /** f32 × 256: the input that each pixel stands for. */
  pixelToInput: usize;
  /** u8 per row: its class. */
  labels: usize;
}

/**
 * One fully connected layer. Rows of outputs are padded to `width`, a multiple of 4: weights with
 * zeros, biases with zeros in hidden layers and −∞ in the last, whose padding then has no share in
 * the softmax.
 */
@unmanaged
export class Layer {
  inputs: u32;
  outputs: u32;
  width: u32;
  /** Columns from the first on that hold all neurons with trained weights, a multiple of 4. */
  updated: u32;
  /** Inputs from the first on whose weights are trained. */
  updatedInputs: u32;
  /** f32, inputs × width. */
  weights: usize;
  /** f32, width. */
  biases: usize;
  /** f32, outputs × padded inputs: the weights transposed, for the backward pass. First layer: 0. */
  transposed: usize;
  /** f32, width: 1 for neurons whose incoming weights are trained, 0 for others and for padding. */
  trained: usize;
  /** f32, width: 1 for biases that are trained, 0 for others and for padding. */
  trainedBiases: usize;
  /** f32, batch × width: what the layer puts out, after ReLU in hidden layers. */
  values: usize;
  /** f32, batch × width: gradient of a sample's loss by the pre-activations. */
  deltas: usize;
}

/** A network: its layers lie one after the other from `first`. */
@unmanaged
export class Network {
  layers: u32;
  first: usize;
  /** Samples that its values and deltas have room for. */
  room: u32;
  /** f32, room for the weights of any layer but the first, and for the biases of any. */
  gradient: usize;
}

@inline
export function layerOf(network: Network, at: u32): Layer {
  return changetype<Layer>(network.first + <usize> at * offsetof<Layer>());
}

/** Where the values of the sample in `slot` of the batch begin. */
@inline
export function valuesOf(layer: Layer, slot: u32): usize {
  return layer.values + <usize> slot * (layer.width << 2);
}

/** Where the deltas of the sample in `slot` of the batch begin. */
@inline
export function deltasOf(layer: Layer, slot: u32): usize {
  return layer.deltas + <usize> slot * (layer.width << 2);
}
