import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { activations, mlp } from "../../lib/models/mod.ts";
import { layerVariables } from "../../lib/variables/mod.ts";

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
  const [hidden, output] = activations(spec, parameters, samples).map(layerVariables);
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

Deno.test("a unit of several columns is one variable of them all", () => {
  const layer = { name: "conv1", role: "hidden", units: 2, columnsPerUnit: 3 } as const;
  // Two samples: unit 0 has 0, 1, 2 and unit 1 has 3, 4, 5; ten more in the second sample.
  const values = Float32Array.of(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15);
  const { variables, columns } = layerVariables({
    layer,
    samples: 2,
    preActivations: values,
    postActivations: values,
  });
  deepEqual(variables, [
    { index: 0, name: "conv1[0]", columns: [0, 1, 2] },
    { index: 1, name: "conv1[1]", columns: [3, 4, 5] },
  ]);
  deepEqual(columns[4], { index: 4, name: "conv1[1].1", values: Float32Array.of(4, 14) });
});
