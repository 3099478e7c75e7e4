/**
 * Records of networks and samples in memory. The callers in TypeScript write them, field by field.
 *
 * `deno fmt` is kept off this folder: it drops the decorators of functions.
 */

/** Samples as rows of inputs: sparse when `rowStarts` is not 0, dense otherwise. */
@unmanaged
export class Samples {
  /** Inputs per row. */
  features: u32;
  /** Sparse: u32 × (rows + 1), index of the first entry of each row. Dense: 0. */
  rowStarts: usize;
  /** Sparse: u32 entries `index << 10 | pixel << 2`, pixels of 0 left out. Dense: f32 by rows. */
  entries: usize;
  /** Sparse with few zeros: u8 by rows, all pixels, from which weights are moved. Otherwise 0. */
  pixels: usize;
  /** f32 × 256: the input that each pixel stands for. */
  pixelToInput: usize;
  /** u8 per row: its class. */
  labels: usize;
}

/** The input of the sparse entry at `at`, in all four lanes. */
@inline
export function inputAt(at: usize, pixelToInput: usize): v128 {
  return v128.load_splat<f32>(pixelToInput + <usize>(load<u32>(at) & 1020));
}

/** The row of a matrix that belongs to the sparse entry at `at`. */
@inline
export function rowAt(at: usize, rows: usize, stride: usize): usize {
  return rows + <usize>(load<u32>(at) >>> 10) * stride;
}

/**
 * The first layers of all networks of a cohort, side by side: every column is one neuron of one
 * network, or a neuron that several networks have and none trains. Columns are held in vectors of
 * four, vectors in tiles of {@link TILE}, so that each input is read once for a whole tile.
 */
@unmanaged
export class Cohort {
  networks: u32;
  /** u32 × networks: addresses of their records. */
  addresses: usize;
  /** The most samples of which values and deltas are held at once. */
  maxBatch: u32;
  /** Vectors in all. */
  vectors: u32;
  /** Vectors from the first on that hold all columns that are trained. */
  updated: u32;
  /** f32: one tile after the other, each inputs × its columns. */
  weights: usize;
  /** f32, columns. */
  biases: usize;
  /** f32, batch × inputs: those of a batch, unless its rows are sparse with many zeros. */
  inputs: usize;
  /** f32, batch × columns: before the ReLU. */
  values: usize;
  /** f32, batch × columns that are trained: gradient by the pre-activations times the step length. */
  deltas: usize;
}

/** Vectors in a tile: as many as the registers hold. */
export const TILE: u32 = 5;

/**
 * One fully connected layer of a network. Rows of outputs are padded to `width`, a multiple of 4:
 * weights with zeros, biases with zeros in hidden layers and −∞ in the last, whose padding then has no
 * share in the softmax. The first layer's weights and biases are in the cohort.
 */
@unmanaged
export class Layer {
  inputs: u32;
  outputs: u32;
  width: u32;
  /** Columns from the first on that hold all neurons with trained weights, a multiple of 4. */
  updated: u32;
  /** Inputs that follow each other in blocks: one block but after a convolution, where a block is a position. */
  blocks: u32;
  /** Inputs from the first of each block on whose weights are trained. */
  updatedInputs: u32;
  /** f32, inputs × width. */
  weights: usize;
  /** f32, width. */
  biases: usize;
  /** f32, outputs × padded inputs: the weights transposed, for the backward pass. */
  transposed: usize;
  /** f32, width: 1 for neurons whose incoming weights are trained, 0 for others and for padding. */
  trained: usize;
  /** f32, width: 1 for biases that are trained, 0 for others and for padding. */
  trainedBiases: usize;
  /** f32, batch × width: outputs of the layer, after ReLU in hidden layers. */
  values: usize;
  /** f32, batch × width: gradient of a sample's loss by the pre-activations. */
  deltas: usize;
}

/** A network: its layers lie one after the other from `first`. */
@unmanaged
export class Network {
  layers: u32;
  first: usize;
  /** f32, memory for the weights of any layer but the first, and for the biases of any. */
  gradient: usize;
  /** Columns of the cohort that are its own: the first of them, and how many. */
  column: u32;
  columns: u32;
  /** u32 × (outputs of the first layer − columns): columns of its other neurons in the cohort. */
  others: usize;
}

@inline
export function networkOf(cohort: Cohort, at: u32): Network {
  return changetype<Network>(load<usize>(cohort.addresses + (<usize> at << 2)));
}

@inline
export function layerOf(network: Network, at: u32): Layer {
  return changetype<Layer>(network.first + <usize> at * offsetof<Layer>());
}

/** Address of the values of the sample in `slot` of the batch. */
@inline
export function valuesOf(layer: Layer, slot: u32): usize {
  return layer.values + <usize> slot * (layer.width << 2);
}

/** Address of the deltas of the sample in `slot` of the batch. */
@inline
export function deltasOf(layer: Layer, slot: u32): usize {
  return layer.deltas + <usize> slot * (layer.width << 2);
}
