/** The first layers of a cohort: every input is read once for a tile of them. */
import { combine, OWN_VALUES } from "./combine";
import { gather } from "./gather";
import { Cohort, deltasOf, layerOf, Network, Samples, TILE, valuesOf } from "./layout";
import { pixelsToInputs } from "./pixels";
import { scatter } from "./scatter";

/** Pre-activations of all columns for the `size` rows whose numbers lie at `rows`. */
export function firstValues(cohort: Cohort, samples: Samples, rows: usize, size: u32): void {
  const step: usize = cohort.vectors << 4;
  const rowBytes: usize = samples.features << 2;
  if (readsAll(samples)) takeInputs(cohort, samples, rows, size);
  for (let vector: u32 = 0; vector < cohort.vectors; vector += TILE) {
    const vectors = min(TILE, cohort.vectors - vector);
    const out = cohort.values + (<usize> vector << 4);
    const biases = cohort.biases + (<usize> vector << 4);
    const weights = tileOf(cohort, samples, vector);
    if (samples.rowStarts != 0) {
      gather(vectors, out, step, biases, samples, rows, size, weights);
    } else {
      combine(
        out,
        step,
        biases,
        cohort.inputs,
        rowBytes,
        4,
        size,
        samples.features,
        weights,
        vectors << 4,
        vectors << 2,
      );
    }
  }
}

/** Address of the weights of the tile that begins with `vector`. */
@inline
function tileOf(cohort: Cohort, samples: Samples, vector: u32): usize {
  return cohort.weights + (<usize> vector * samples.features << 4);
}

/** True if weights are moved by all inputs of a batch, false if by those that are not 0. */
@inline
function readsAll(samples: Samples): bool {
  return samples.rowStarts == 0 || samples.pixels != 0;
}

/** Copies all inputs of a batch, one sample after the other. */
function takeInputs(cohort: Cohort, samples: Samples, rows: usize, size: u32): void {
  const features = samples.features;
  let to = cohort.inputs;
  for (let slot: u32 = 0; slot < size; slot++) {
    const first = <usize> load<u32>(rows + (<usize> slot << 2)) * features;
    if (samples.pixels != 0) pixelsToInputs(to, samples.pixels + first, features);
    else memory.copy(to, samples.entries + (first << 2), <usize> features << 2);
    to += <usize> features << 2;
  }
}

/** Copies a network's columns into its own first layer. */
export function takeValues(cohort: Cohort, network: Network, size: u32): void {
  const layer = layerOf(network, 0);
  const columns = network.columns;
  const others = network.others;
  for (let slot: u32 = 0; slot < size; slot++) {
    const from = cohort.values + <usize> slot * (cohort.vectors << 4);
    const to = valuesOf(layer, slot);
    copy(to, from + (<usize> network.column << 2), columns);
    for (let i = columns; i < layer.outputs; i++) {
      const column = load<u32>(others + (<usize>(i - columns) << 2));
      store<f32>(to + (<usize> i << 2), load<f32>(from + (<usize> column << 2)));
    }
  }
}

/** Copies a network's deltas, times mask and step length, into its columns of the cohort. */
export function giveDeltas(cohort: Cohort, network: Network, size: u32, factor: f32): void {
  const layer = layerOf(network, 0);
  const by = f32x4.splat(factor);
  for (let slot: u32 = 0; slot < size; slot++) {
    const deltas = deltasOf(layer, slot);
    for (let at: usize = 0; at < <usize> network.columns << 2; at += 16) {
      const factors = f32x4.mul(by, v128.load(layer.trained + at));
      v128.store(deltas + at, f32x4.mul(factors, v128.load(deltas + at)));
    }
    const row = cohort.deltas + <usize> slot * (cohort.updated << 4);
    copy(row + (<usize> network.column << 2), deltas, network.columns);
  }
}

/** Copies exactly `count` values: the memory after them belongs to another network. */
function copy(to: usize, from: usize, count: u32): void {
  const whole: usize = <usize>(count >> 2) << 4;
  for (let at: usize = 0; at < whole; at += 16) v128.store(to + at, v128.load(from + at));
  for (let at = whole; at < <usize> count << 2; at += 4) {
    store<f32>(to + at, load<f32>(from + at));
  }
}

/** Moves the weights of all columns that are trained. */
export function updateFirst(cohort: Cohort, samples: Samples, rows: usize, size: u32): void {
  const step: usize = cohort.updated << 4;
  const rowBytes: usize = samples.features << 2;
  for (let vector: u32 = 0; vector < cohort.updated; vector += TILE) {
    const vectors = min(TILE, cohort.updated - vector);
    const stride: usize = min(TILE, cohort.vectors - vector) << 4;
    const weights = tileOf(cohort, samples, vector);
    const deltas = cohort.deltas + (<usize> vector << 4);
    if (!readsAll(samples)) scatter(vectors, weights, stride, samples, rows, size, deltas, step);
    else {
      // The bytes of scatter: sample by sample, but each weight is read and written once.
      combine(
        weights,
        stride,
        OWN_VALUES,
        cohort.inputs,
        4,
        rowBytes,
        samples.features,
        size,
        deltas,
        step,
        vectors << 2,
      );
    }
  }
}
