/** From the deltas of the output layer to a step of all parameters. */
import { combine } from "./combine";
import { deltasOf, Layer, layerOf, Network, Samples, valuesOf } from "./layout";
import { scatter } from "./scatter";

/** An input of 1 for every sample: what a bias sees. */
const ONE = memory.data<f32>([1]);

/** Deltas of all hidden layers for the first `size` slots of the batch. */
export function hiddenDeltas(network: Network, size: u32): void {
  for (let l = network.layers - 1; l > 0; l--) {
    const layer = layerOf(network, l);
    const below = layerOf(network, l - 1);
    transpose(layer, below.width);
    for (let slot: u32 = 0; slot < size; slot++) {
      const out = deltasOf(below, slot);
      const deltas = deltasOf(layer, slot);
      combine<f32>(out, 0, deltas, 4, layer.outputs, 0, layer.transposed, below.width);
      gate(out, valuesOf(below, slot), below.width);
    }
  }
}

/** Moves all parameters along their gradients, summed over the batch and times `factor`. */
export function update(
  network: Network,
  samples: Samples,
  rows: usize,
  size: u32,
  factor: f32,
): void {
  const gradient = network.gradient;
  for (let l: u32 = 0; l < network.layers; l++) {
    const layer = layerOf(network, l);
    const width = layer.width;
    combine<f32>(gradient, 0, ONE, 0, size, 0, layer.deltas, width);
    move(layer.biases, gradient, layer.trainedBiases, factor, width);
    if (l > 0) updateWeights(layer, layerOf(network, l - 1), gradient, size, factor);
  }
  updateFirstWeights(layerOf(network, 0), samples, rows, size, factor);
}

/** The weights between two layers: one row of the gradient at a time. */
function updateWeights(layer: Layer, below: Layer, gradient: usize, size: u32, factor: f32): void {
  const width = layer.width;
  const step: usize = below.width << 2;
  for (let i: u32 = 0; i < layer.inputs; i++) {
    const at: usize = i << 2;
    if (load<f32>(below.trained + at) == 0) continue;
    combine<f32>(gradient, 0, below.values + at, step, size, 0, layer.deltas, width);
    move(layer.weights + (<usize> i * width << 2), gradient, layer.trained, factor, width);
  }
}

/** The first layer's weights: sample by sample, straight into the rows of its inputs. */
function updateFirstWeights(
  layer: Layer,
  samples: Samples,
  rows: usize,
  size: u32,
  factor: f32,
): void {
  for (let slot: u32 = 0; slot < size; slot++) {
    const row = load<u32>(rows + (<usize> slot << 2));
    const deltas = deltasOf(layer, slot);
    scale(deltas, layer.trained, factor, layer.width);
    if (samples.rowStarts != 0) {
      const starts = samples.rowStarts + (<usize> row << 2);
      const from = load<u32>(starts);
      const inputs = samples.entries + (<usize> from << 2);
      const count = load<u32>(starts, 4) - from;
      scatter<u32>(layer.weights, layer.width, inputs, count, samples.pixelToInput, deltas);
    } else {
      const inputs = samples.entries + (<usize> row * samples.features << 2);
      scatter<f32>(layer.weights, layer.width, inputs, samples.features, 0, deltas);
    }
  }
}

/** `transposed[j][i] = weights[i][j]`; the padding of its rows stays 0. */
function transpose(layer: Layer, paddedInputs: u32): void {
  for (let i: u32 = 0; i < layer.inputs; i++) {
    const from = layer.weights + (<usize> i * layer.width << 2);
    const to = layer.transposed + (<usize> i << 2);
    for (let j: u32 = 0; j < layer.outputs; j++) {
      store<f32>(to + (<usize> j * paddedInputs << 2), load<f32>(from + (<usize> j << 2)));
    }
  }
}

/** Sets `deltas` to 0 where the ReLU's value is 0. */
function gate(deltas: usize, values: usize, width: u32): void {
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < <usize> width << 2; at += 16) {
    v128.store(
      deltas + at,
      v128.and(v128.load(deltas + at), f32x4.gt(v128.load(values + at), zero)),
    );
  }
}

/** `target += factor · mask · gradient`. */
function move(target: usize, gradient: usize, mask: usize, factor: f32, width: u32): void {
  const by = f32x4.splat(factor);
  for (let at: usize = 0; at < <usize> width << 2; at += 16) {
    const step = f32x4.mul(f32x4.mul(by, v128.load(mask + at)), v128.load(gradient + at));
    v128.store(target + at, f32x4.add(v128.load(target + at), step));
  }
}

/** `values = factor · mask · values`. */
function scale(values: usize, mask: usize, factor: f32, width: u32): void {
  const by = f32x4.splat(factor);
  for (let at: usize = 0; at < <usize> width << 2; at += 16) {
    const factors = f32x4.mul(by, v128.load(mask + at));
    v128.store(values + at, f32x4.mul(factors, v128.load(values + at)));
  }
}
