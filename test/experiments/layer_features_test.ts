import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { mlp } from "../../lib/models/mod.ts";
import { layerFeatures } from "../../lib/experiments/layer_analysis.ts";

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
  deepEqual(hidden, {
    layer: "fc1",
    samples: 2,
    columns: [
      { index: 0, name: "fc1[0]", values: Float32Array.of(1, -3) },
      { index: 1, name: "fc1[1]", values: Float32Array.of(-0.5, 0.5) },
    ],
    variables: [
      { index: 0, name: "fc1[0]", columns: [0] },
      { index: 1, name: "fc1[1]", columns: [1] },
    ],
    leftOut: [],
  });
  deepEqual(output, {
    layer: "fc_out",
    samples: 2,
    columns: [{ index: 0, name: "fc_out[0]", values: Float32Array.of(1, 1) }],
    variables: [{ index: 0, name: "fc_out[0]", columns: [0] }],
    leftOut: [],
  });
});
