/** From the deltas of the output layer to a step of all parameters. */
import { combine } from "./combine";
import { Cohort, Layer, layerOf, Network } from "./layout";

/** Deltas of all hidden layers for the first `size` slots of the batch. */
export function hiddenDeltas(network: Network, size: u32): void {
  for (let l = network.layers - 1; l > 0; l--) {
    const layer = layerOf(network, l);
    const below = layerOf(network, l - 1);
    transpose(layer, below.width);
    combine(
      below.deltas,
      below.width << 2,
      0,
      layer.deltas,
      layer.width << 2,
      4,
      size,
      layer.outputs,
      layer.transposed,
      below.width << 2,
      below.width,
    );
    gate(below, size);
  }
}

/** Moves the biases of the first layer, which are in the cohort, along their gradients. */
export function updateFirstBiases(cohort: Cohort, network: Network, size: u32, factor: f32): void {
  const layer = layerOf(network, 0);
  biasGradient(layer, network.gradient, size);
  const biases = cohort.biases + (<usize> network.column << 2);
  moveExactly(biases, network.gradient, layer.trainedBiases, factor, network.columns);
}

/**
 * Moves all parameters but those of the first layer along their gradients, summed over the batch and times
 * `factor`.
 */
export function update(network: Network, size: u32, factor: f32): void {
  for (let l: u32 = 1; l < network.layers; l++) {
    const layer = layerOf(network, l);
    biasGradient(layer, network.gradient, size);
    move(layer.biases, network.gradient, layer.trainedBiases, factor, layer.width);
    updateWeights(layer, layerOf(network, l - 1), network.gradient, size, factor);
  }
}

function biasGradient(layer: Layer, gradient: usize, size: u32): void {
  const end: usize = layer.width << 2;
  for (let column: usize = 0; column < end; column += 16) {
    let sum = f32x4.splat(0);
    let at = layer.deltas + column;
    for (let slot: u32 = 0; slot < size; slot++) {
      sum = f32x4.add(sum, v128.load(at));
      at += end;
    }
    v128.store(gradient + column, sum);
  }
}

/** The weights between two layers: first the gradient of a block, then its step. */
function updateWeights(layer: Layer, below: Layer, gradient: usize, size: u32, factor: f32): void {
  const stride: usize = layer.width << 2;
  const block = layer.inputs / layer.blocks;
  for (let first: u32 = 0; first < layer.inputs; first += block) {
    combine(
      gradient,
      stride,
      0,
      below.values + (<usize> first << 2),
      4,
      below.width << 2,
      layer.updatedInputs,
      size,
      layer.deltas,
      stride,
      layer.updated,
    );
    const weights = layer.weights + <usize> first * stride;
    for (let i: u32 = 0; i < layer.updatedInputs; i++) {
      const row = <usize> i * stride;
      move(weights + row, gradient + row, layer.trained, factor, layer.updated);
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

/** Sets deltas to 0 where the ReLU's value is 0. */
function gate(layer: Layer, size: u32): void {
  const zero = f32x4.splat(0);
  const bytes: usize = <usize> size * (layer.width << 2);
  for (let at: usize = 0; at < bytes; at += 16) {
    const open = f32x4.gt(v128.load(layer.values + at), zero);
    v128.store(layer.deltas + at, v128.and(v128.load(layer.deltas + at), open));
  }
}

/** `target += factor · mask · gradient`. */
export function move(target: usize, gradient: usize, mask: usize, factor: f32, width: u32): void {
  const by = f32x4.splat(factor);
  for (let at: usize = 0; at < <usize> width << 2; at += 16) {
    const step = f32x4.mul(f32x4.mul(by, v128.load(mask + at)), v128.load(gradient + at));
    v128.store(target + at, f32x4.add(v128.load(target + at), step));
  }
}

/** The same for exactly `count` values, one by one. */
function moveExactly(target: usize, gradient: usize, mask: usize, factor: f32, count: u32): void {
  for (let at: usize = 0; at < <usize> count << 2; at += 4) {
    const step = factor * load<f32>(mask + at) * load<f32>(gradient + at);
    store<f32>(target + at, load<f32>(target + at) + step);
  }
}
