import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { mlp } from "../../lib/models/mod.ts";
import { layerFeatures } from "../../lib/experiments/layer_features.ts";

Deno.test("pre-activations of every layer, neurons named by their layer", () => {
  const spec = mlp([2, 2, 1]);
  const parameters = [
    { weights: Float32Array.of(1, 0, 0, -1), biases: Float32Array.of(0, 0.5) },
    { weights: Float32Array.of(2, 4), biases: Float32Array.of(-1) },
  ];
  const samples = {
    count: 2,
    features: 2,
    inputs: Float32Array.of(1, 1, -3, 0),
    labels: Uint8Array.of(0, 0),
  };
  const [hidden, output] = layerFeatures(spec, parameters, samples);
  // Before ReLU: the negative values are there.
  deepEqual({ ...hidden!, values: [...hidden!.values] }, {
    samples: 2,
    variables: 2,
    values: [1, -0.5, -3, 0.5],
    names: ["fc1[0]", "fc1[1]"],
  });
  deepEqual({ ...output!, values: [...output!.values] }, {
    samples: 2,
    variables: 1,
    values: [1, 1],
    names: ["fc_out[0]"],
  });
});
