/** The forward pass of a batch above the first layer, layer by layer. */
import { combine } from "./combine";
import { Layer, layerOf, Network, valuesOf } from "./layout";

/** Fills the values of every layer but the first for `size` samples. */
export function forward(network: Network, size: u32): void {
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

/** ReLU in place. A NaN stays, so that a training that diverges is seen. */
function rectify(layer: Layer, size: u32): void {
  const zero = f32x4.splat(0);
  const end = valuesOf(layer, size);
  for (let at = layer.values; at < end; at += 16) {
    v128.store(at, f32x4.pmax(v128.load(at), zero));
  }
}
