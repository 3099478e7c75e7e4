/** The forward pass of one sample. */
import { combine } from "./combine";
import { Layer, layerOf, Network, Samples, valuesOf } from "./layout";

/** Fills the values of every layer for row `row`, as the sample in `slot` of the batch. */
export function forward(network: Network, samples: Samples, row: u32, slot: u32): void {
  const first = layerOf(network, 0);
  if (samples.rowStarts != 0) {
    const starts = samples.rowStarts + (<usize> row << 2);
    const from = load<u32>(starts);
    combine<u32>(
      valuesOf(first, slot),
      first.biases,
      samples.entries + (<usize> from << 2),
      4,
      load<u32>(starts, 4) - from,
      samples.pixelToInput,
      first.weights,
      first.width,
    );
  } else {
    combine<f32>(
      valuesOf(first, slot),
      first.biases,
      samples.entries + (<usize> row * samples.features << 2),
      4,
      samples.features,
      0,
      first.weights,
      first.width,
    );
  }
  for (let l: u32 = 1; l < network.layers; l++) {
    const below = layerOf(network, l - 1);
    const layer = layerOf(network, l);
    rectify(below, slot);
    combine<f32>(
      valuesOf(layer, slot),
      layer.biases,
      valuesOf(below, slot),
      4,
      layer.inputs,
      0,
      layer.weights,
      layer.width,
    );
  }
}

/** ReLU in place. A NaN stays, so that a training that diverges is seen. */
function rectify(layer: Layer, slot: u32): void {
  const zero = f32x4.splat(0);
  let at = valuesOf(layer, slot);
  const end = at + (<usize> layer.width << 2);
  for (; at < end; at += 16) v128.store(at, f32x4.pmax(v128.load(at), zero));
}
