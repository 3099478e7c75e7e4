/** The forward pass of a batch, layer by layer. */
import { combine } from "./combine";
import { gather } from "./gather";
import { Layer, layerOf, Network, Samples, valuesOf } from "./layout";

/** Fills the values of every layer for the `size` rows whose numbers lie at `rows`. */
export function forward(network: Network, samples: Samples, rows: usize, size: u32): void {
  const first = layerOf(network, 0);
  if (samples.rowStarts != 0) sparseLayer(first, samples, rows, size);
  else denseLayer(first, samples, rows, size);
  for (let l: u32 = 1; l < network.layers; l++) {
    const below = layerOf(network, l - 1);
    const layer = layerOf(network, l);
    rectify(below, size);
    combine(
      layer.values,
      layer.width << 2,
      layer.biases,
      below.values,
      below.width << 2,
      4,
      size,
      layer.inputs,
      layer.weights,
      layer.width << 2,
      layer.width,
    );
  }
}

function sparseLayer(layer: Layer, samples: Samples, rows: usize, size: u32): void {
  for (let slot: u32 = 0; slot < size; slot++) {
    const row = load<u32>(rows + (<usize> slot << 2));
    const starts = samples.rowStarts + (<usize> row << 2);
    const from = load<u32>(starts);
    gather(
      valuesOf(layer, slot),
      layer.biases,
      samples.entries + (<usize> from << 2),
      load<u32>(starts, 4) - from,
      samples.pixelToInput,
      layer.weights,
      layer.width,
    );
  }
}

/** Rows of a batch lie anywhere: two of them are two lists, as far apart as they happen to be. */
function denseLayer(layer: Layer, samples: Samples, rows: usize, size: u32): void {
  const rowBytes: usize = samples.features << 2;
  for (let slot: u32 = 0; slot < size; slot += 2) {
    const lists = min(size - slot, 2);
    const first = <usize> load<u32>(rows + (<usize> slot << 2)) * rowBytes;
    const last = <usize> load<u32>(rows + (<usize>(slot + lists - 1) << 2)) * rowBytes;
    combine(
      valuesOf(layer, slot),
      layer.width << 2,
      layer.biases,
      samples.entries + first,
      last - first,
      4,
      lists,
      layer.inputs,
      layer.weights,
      layer.width << 2,
      layer.width,
    );
  }
}

/** ReLU in place. A NaN stays, so that a training that diverges is seen. */
function rectify(layer: Layer, size: u32): void {
  const zero = f32x4.splat(0);
  const end = valuesOf(layer, size);
  for (let at = layer.values; at < end; at += 16) {
    v128.store(at, f32x4.pmax(v128.load(at), zero));
  }
}
