/** The functions of the kernel: steps of stochastic gradient descent, and evaluation. */
import { hiddenDeltas, update, updateFirstBiases } from "./backward";
import { exponential } from "./exponential";
import { firstValues, giveDeltas, takeValues, updateFirst } from "./first_layer";
import { forward } from "./forward";
import { imageNetworkOf } from "./image_layout";
import { arrangeWeights, convolveBatch, stepConvolutions } from "./images";
import { Cohort, layerOf, Network, networkOf, Samples, valuesOf } from "./layout";
import { isPredicted, largest, normaliser, softmaxDeltas } from "./softmax";

/** A product beyond this is made smaller before it can overflow. */
const LARGE: f64 = 1e200;

/** Address at which free memory begins. */
export function heapBase(): usize {
  return __heap_base;
}

/**
 * Trains all networks of a cohort on the `rows` rows whose u32 indices lie at `order`, in batches of
 * `batchSize`; the last one may be shorter.
 */
export function train(
  cohort: Cohort,
  samples: Samples,
  order: usize,
  rows: u32,
  batchSize: u32,
  learningRate: f64,
): void {
  for (let from: u32 = 0; from < rows; from += batchSize) {
    const size = min(batchSize, rows - from);
    const batch = order + (<usize> from << 2);
    const next = from + size;
    fetchRows(samples, order + (<usize> next << 2), min(batchSize, rows - next));
    const factor = <f32>(-learningRate / <f64> size);
    firstValues(cohort, samples, batch, size);
    for (let n: u32 = 0; n < cohort.networks; n++) {
      step(cohort, networkOf(cohort, n), samples, batch, size, factor);
    }
    updateFirst(cohort, samples, batch, size);
  }
}

/** Memory for what is read only to fill the cache; without a use, the compiler would drop the reads. */
const SINK = memory.data(4);

/**
 * Asks the memory for the inputs of `count` sparse rows before they are needed: 640 bytes of each,
 * 160 entries, without a branch that would have to wait for them. `samples.entries` is followed by
 * as much memory.
 */
function fetchRows(samples: Samples, rows: usize, count: u32): void {
  if (samples.rowStarts == 0) return;
  let seen: u32 = 0;
  for (let k: u32 = 0; k < count; k++) {
    const row = load<u32>(rows + (<usize> k << 2));
    const at = samples.entries + (<usize> load<u32>(samples.rowStarts + (<usize> row << 2)) << 2);
    seen ^= load<u32>(at) ^ load<u32>(at, 64) ^ load<u32>(at, 128) ^ load<u32>(at, 192);
    seen ^= load<u32>(at, 256) ^ load<u32>(at, 320) ^ load<u32>(at, 384) ^ load<u32>(at, 448);
    seen ^= load<u32>(at, 512) ^ load<u32>(at, 576);
  }
  store<u32>(SINK, seen);
}

/** One step of one network, up to the first layer's weights. */
function step(
  cohort: Cohort,
  network: Network,
  samples: Samples,
  rows: usize,
  size: u32,
  factor: f32,
): void {
  const last = layerOf(network, network.layers - 1);
  takeValues(cohort, network, size);
  forward(network, size);
  softmaxDeltas(last.deltas, last.values, last.width, size, samples.labels, rows);
  hiddenDeltas(network, size);
  updateFirstBiases(cohort, network, size, factor);
  update(network, size, factor);
  giveDeltas(cohort, network, size, factor);
}

/**
 * Adds at `results`, two f64 for each network, its summed loss and its correct answers on the `count`
 * rows whose u32 indices lie at `rows`.
 */
export function evaluate(
  cohort: Cohort,
  samples: Samples,
  rows: usize,
  count: u32,
  results: usize,
): void {
  for (let from: u32 = 0; from < count; from += cohort.maxBatch) {
    const size = min(cohort.maxBatch, count - from);
    const batch = rows + (<usize> from << 2);
    firstValues(cohort, samples, batch, size);
    for (let n: u32 = 0; n < cohort.networks; n++) {
      const network = networkOf(cohort, n);
      takeValues(cohort, network, size);
      forward(network, size);
      judge(network, samples, batch, size, results + (<usize> n << 4));
    }
  }
}

/**
 * Trains networks for images as {@link train} trains a cohort; the addresses of their records, u32, lie at
 * `networks`.
 */
export function trainImages(
  networks: usize,
  count: u32,
  samples: Samples,
  order: usize,
  rows: u32,
  batchSize: u32,
  learningRate: f64,
): void {
  for (let from: u32 = 0; from < rows; from += batchSize) {
    const size = min(batchSize, rows - from);
    const batch = order + (<usize> from << 2);
    const factor = <f32>(-learningRate / <f64> size);
    for (let n: u32 = 0; n < count; n++) {
      const images = imageNetworkOf(networks, n);
      const network = images.network;
      const last = layerOf(network, network.layers - 1);
      convolveBatch(images, samples, batch, size);
      forward(network, size);
      softmaxDeltas(last.deltas, last.values, last.width, size, samples.labels, batch);
      hiddenDeltas(network, size);
      update(network, size, factor);
      stepConvolutions(images, size, factor);
    }
  }
}

/** Prepares networks for images for the forward pass, after their weights were written. */
export function arrangeImages(networks: usize, count: u32): void {
  for (let n: u32 = 0; n < count; n++) arrangeWeights(imageNetworkOf(networks, n));
}

/** {@link evaluate} for networks for images, with at most `maxBatch` samples at a time. */
export function evaluateImages(
  networks: usize,
  networkCount: u32,
  maxBatch: u32,
  samples: Samples,
  rows: usize,
  count: u32,
  results: usize,
): void {
  for (let from: u32 = 0; from < count; from += maxBatch) {
    const size = min(maxBatch, count - from);
    const batch = rows + (<usize> from << 2);
    for (let n: u32 = 0; n < networkCount; n++) {
      const images = imageNetworkOf(networks, n);
      convolveBatch(images, samples, batch, size);
      forward(images.network, size);
      judge(images.network, samples, batch, size, results + (<usize> n << 4));
    }
  }
}

/** Adds loss and correct answers of the samples that have gone through a network. */
function judge(network: Network, samples: Samples, rows: usize, size: u32, result: usize): void {
  const last = layerOf(network, network.layers - 1);
  let loss: f64 = 0;
  let correct: u32 = 0;
  // One logarithm for many samples, of the product of their normalisers.
  let product: f64 = 1;
  for (let slot: u32 = 0; slot < size; slot++) {
    const label: u32 = load<u8>(samples.labels + load<u32>(rows + (<usize> slot << 2)));
    const logits = valuesOf(last, slot);
    const peak = largest(logits, last.width);
    product *= normaliser(logits, peak, last.width);
    loss += <f64> peak - <f64> load<f32>(logits + (<usize> label << 2));
    if (isPredicted(logits, peak, last.width, label)) correct++;
    if (product > LARGE) {
      loss += Math.log(product);
      product = 1;
    }
  }
  store<f64>(result, load<f64>(result) + loss + Math.log(product));
  store<f64>(result, load<f64>(result, 8) + <f64> correct, 8);
}

/** Replaces the four float32 at `values` by their exponentials: for tests. */
export function exponentials(values: usize): void {
  v128.store(values, exponential(v128.load(values)));
}
