/** What the kernel offers: steps of stochastic gradient descent, and evaluation. */
import { hiddenDeltas, update } from "./backward";
import { exponential } from "./exponential";
import { forward } from "./forward";
import { deltasOf, layerOf, Network, Samples, valuesOf } from "./layout";
import { crossEntropy, largest, softmaxDelta } from "./softmax";

/** Where free memory begins. */
export function heapBase(): usize {
  return __heap_base;
}

/**
 * Trains each of the `count` networks whose addresses lie at `networks` on the `rows` rows whose
 * u32 indices lie at `order`, in batches of `batchSize`; the last one may be shorter. All networks
 * see a batch before the next one is touched, so its inputs are still in the cache.
 */
export function train(
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
    const next = from + size;
    fetchRows(samples, order + (<usize>next << 2), min(batchSize, rows - next));
    const factor = <f32>(-learningRate / <f64> size);
    for (let n: u32 = 0; n < count; n++) {
      step(
        changetype<Network>(load<usize>(networks + (<usize> n << 2))),
        samples,
        batch,
        size,
        factor,
      );
    }
  }
}

/** A place to put what is read only to have it in the cache. */
const SINK = memory.data(4);

/** Asks the memory for the inputs of `count` sparse rows before they are needed. */
function fetchRows(samples: Samples, rows: usize, count: u32): void {
  if (samples.rowStarts == 0) return;
  let seen: u32 = 0;
  for (let k: u32 = 0; k < count; k++) {
    const starts = samples.rowStarts + (<usize>load<u32>(rows + (<usize>k << 2)) << 2);
    const end = samples.entries + (<usize>load<u32>(starts, 4) << 2);
    let at = samples.entries + (<usize>load<u32>(starts) << 2);
    for (; at < end; at += 64) seen ^= load<u32>(at);
  }
  store<u32>(SINK, seen);
}

/** One step of one network. */
function step(network: Network, samples: Samples, rows: usize, size: u32, factor: f32): void {
  const last = layerOf(network, network.layers - 1);
  for (let slot: u32 = 0; slot < size; slot++) {
    const row = load<u32>(rows + (<usize> slot << 2));
    forward(network, samples, row, slot);
    softmaxDelta(
      deltasOf(last, slot),
      valuesOf(last, slot),
      last.outputs,
      last.width,
      load<u8>(samples.labels + row),
    );
  }
  hiddenDeltas(network, size);
  update(network, samples, rows, size, factor);
}

/** Stores at `result` the rows' summed loss and their correct answers, as two f64. */
export function evaluate(
  network: Network,
  samples: Samples,
  from: u32,
  to: u32,
  result: usize,
): void {
  const last = layerOf(network, network.layers - 1);
  let loss: f64 = 0;
  let correct: u32 = 0;
  for (let row = from; row < to; row++) {
    forward(network, samples, row, 0);
    const label: u32 = load<u8>(samples.labels + row);
    const best = largest(last.values, last.outputs);
    loss += crossEntropy(last.deltas, last.values, last.outputs, last.width, best, label);
    if (best == label) correct++;
  }
  store<f64>(result, loss);
  store<f64>(result, <f64> correct, 8);
}

/** Replaces the four float32 at `values` by their exponentials: for tests. */
export function exponentials(values: usize): void {
  v128.store(values, exponential(v128.load(values)));
}
