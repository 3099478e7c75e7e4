import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { activations, convolutional, mlp } from "../../lib/models/mod.ts";
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

Deno.test("a map is one variable of its pixels, row by row, before pooling", () => {
  const input = { height: 2, width: 3, channels: 1 };
  const spec = convolutional(input, [2], [1]);
  // Map 0 copies the image, map 1 doubles it.
  const weights = new Float32Array(18);
  weights.set([1, 2], 8);
  const parameters = [
    { weights, biases: Float32Array.of(0, 100) },
    { weights: new Float32Array(2), biases: new Float32Array(1) },
  ];
  const inputs = Float32Array.of(1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60);
  const samples = { count: 2, features: 6, inputs, labels: Uint8Array.of(0, 0) };
  const [conv1] = activations(spec, parameters, samples).map(layerVariables);
  deepEqual(conv1!.variables, [
    { index: 0, name: "conv1[0]", columns: [0, 1, 2, 3, 4, 5] },
    { index: 1, name: "conv1[1]", columns: [6, 7, 8, 9, 10, 11] },
  ]);
  deepEqual(
    conv1!.columns.map(({ name, values }) => [name, ...values]),
    [1, 2, 3, 4, 5, 6].map((pixel, at) => [`conv1[0].${at}`, pixel, 10 * pixel]).concat(
      [1, 2, 3, 4, 5, 6].map((pixel, at) => [`conv1[1].${at}`, 100 + 2 * pixel, 100 + 20 * pixel]),
    ),
  );
});
