import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import {
  convolutional,
  type DenseSpec,
  initialParameters,
  layersOf,
  type LayerSpec,
  mlp,
  NetworkError,
  type NetworkSpec,
  parameterCount,
  validateSpec,
} from "../../lib/models/mod.ts";
import { mlpWidths } from "../../lib/models/architectures.ts";
import { hiddenLayers, layerShapes, outputLayer } from "../../lib/models/spec.ts";
import { randomSource } from "../../lib/system/random/mod.ts";

Deno.test("layers know their name, their role and their units, whatever they are called", () => {
  const dense = { kind: "dense", activation: "none", bias: false } as const;
  const spec = {
    input: 4,
    layers: [{ ...dense, name: "b", units: 3 }, { ...dense, name: "a", units: 2 }],
  };
  const b = { name: "b", role: "hidden", units: 3, columnsPerUnit: 1 };
  const a = { name: "a", role: "output", units: 2, columnsPerUnit: 1 };
  deepEqual(layersOf(spec), [b, a]);
  deepEqual(hiddenLayers(spec), [b]);
  deepEqual(outputLayer(spec), a);
  deepEqual(layersOf(mlp([4, 2])), [{ ...a, name: "fc_out" }]);
  deepEqual(layersOf(mlp([9, 8, 7, 6, 5])).map(({ name }) => name), [
    "fc1",
    "fc2",
    "fc3",
    "fc_out",
  ]);
});

Deno.test("widths stand for a network that mlp makes of them, and for no other", () => {
  const { input, layers } = mlp([4, 3, 2]);
  deepEqual(mlpWidths({ input, layers }), [4, 3, 2]);
  const [first, output] = layers as [DenseSpec, DenseSpec];
  const changed = (change: Partial<DenseSpec>) =>
    mlpWidths({ input, layers: [{ ...first, ...change }, output] });
  deepEqual(changed({ units: 7 }), [4, 7, 2]);
  equal(changed({ name: "first" }), undefined);
  equal(changed({ bias: false }), undefined);
  equal(changed({ activation: "none" }), undefined);
  equal(mlpWidths(mlp([4, 3, 2], { outputBias: false })), undefined);
  equal(mlpWidths({ input: { height: 2, width: 2, channels: 1 }, layers }), undefined);
});

Deno.test("what is no network is refused, with the layer", () => {
  const refused = (widths: number[], message: RegExp) => {
    throws(() => mlp(widths), NetworkError);
    throws(() => mlp(widths), message);
  };
  refused([], /whole number of inputs, got NaN/);
  refused([4], /needs an output layer, got no layers/);
  refused([0, 2], /whole number of inputs, got 0/);
  refused([4, 0, 2], /Layer fc1 needs a positive whole number of units, got 0/);
  refused([4, 3, 1.5], /Layer fc_out needs a positive whole number of units, got 1.5/);
  const { input, layers } = mlp([4, 3, 2]);
  const [fc1, output] = layers as [LayerSpec, LayerSpec];
  const start = (own: LayerSpec[]) => () =>
    initialParameters({ input, layers: own }, "he", randomSource(1));
  throws(start([fc1, fc1, output]), /Two layers are called fc1/);
  for (const name of ["", "constructor"]) {
    throws(
      start([{ ...fc1, name }, output]),
      new NetworkError(`A layer cannot be called "${name}"`),
    );
  }
  throws(start([fc1]), /Layer fc1 is the output layer.*must be "none", got "relu"/);
});

const image = { height: 7, width: 9, channels: 2 };

Deno.test("shapes of a convolutional network: pooling leaves out an odd last row or column", () => {
  const shapes = layerShapes(convolutional(image, [3, 4], [5, 6]));
  deepEqual(shapes.map(({ layer }) => layer), [
    { name: "conv1", role: "hidden", units: 3, columnsPerUnit: 63 },
    { name: "conv2", role: "hidden", units: 4, columnsPerUnit: 12 },
    { name: "fc1", role: "hidden", units: 5, columnsPerUnit: 1 },
    { name: "fc_out", role: "output", units: 6, columnsPerUnit: 1 },
  ]);
  const sizes = shapes.map((
    { blocks, inputs, weights, parameters },
  ) => [blocks, inputs, weights, parameters]);
  deepEqual(sizes, [[9, 18, 54, 57], [9, 27, 108, 112], [2, 8, 40, 45], [1, 5, 30, 36]]);
  equal(parameterCount(convolutional(image, [3, 4], [5, 6])), 57 + 112 + 45 + 36);
  deepEqual(shapes.map(({ entering }) => entering), [
    image,
    { height: 3, width: 4, channels: 3 },
    { height: 1, width: 2, channels: 4 },
    undefined,
  ]);
  deepEqual(
    shapes.slice(0, -1).map(({ leaving }) => leaving),
    shapes.slice(1).map(({ entering }) => entering),
  );
});

Deno.test("without pooling images keep their size; images may enter a dense layer", () => {
  const spec = convolutional(image, [3], [6]);
  const layers = spec.layers.map((layer) => ({ ...layer, pooling: "none" as const }));
  const [conv1, output] = layerShapes({ ...spec, layers });
  deepEqual(conv1!.leaving, { height: 7, width: 9, channels: 3 });
  equal(output!.inputs, 189);
  const [dense] = layerShapes(convolutional(image, [], [6]));
  deepEqual([dense!.blocks, dense!.inputs, dense!.entering], [63, 126, image]);
  deepEqual(
    initialParameters(convolutional(image, [], [6]), "he", randomSource(1)),
    initialParameters(mlp([126, 6]), "he", randomSource(1)),
  );
});

Deno.test("a weight leads from a map, a channel or a neuron to a unit", () => {
  const [conv1, conv2, fc1, output] = layerShapes(convolutional(image, [3, 4], [5, 6]));
  // Row-major: pixel, channel, map.
  deepEqual([0, 1, 3, 6, 53].map(conv1!.from), [0, 0, 1, 0, 1]);
  deepEqual([0, 1, 3, 6, 53].map(conv1!.to), [0, 1, 0, 0, 2]);
  deepEqual([0, 4, 8, 12, 107].map(conv2!.from), [0, 1, 2, 0, 2]);
  // Two pixels of four maps each.
  deepEqual([0, 5, 15, 20, 39].map(fc1!.from), [0, 1, 3, 0, 3]);
  deepEqual([0, 5, 16, 20, 39].map(fc1!.to), [0, 0, 1, 0, 4]);
  deepEqual([0, 6, 29].map(output!.from), [0, 1, 4]);
});

Deno.test("convolutions that cannot be are refused, with the layer", () => {
  const [conv1, conv2, fc1, output] = convolutional(image, [3, 4], [5, 6]).layers as [
    LayerSpec,
    LayerSpec,
    LayerSpec,
    LayerSpec,
  ];
  const refused = (spec: NetworkSpec, message: RegExp) => {
    throws(() => validateSpec(spec), NetworkError);
    throws(() => validateSpec(spec), message);
  };
  validateSpec({ input: image, layers: [conv1, conv2, fc1, output] });
  refused(
    { input: 126, layers: [conv1, output] },
    /Layer conv1 is a convolution, which an image must enter/,
  );
  refused(
    { input: image, layers: [fc1, conv2, output] },
    /Layer conv2 is a convolution.*before conv2/,
  );
  refused(
    { input: image, layers: [conv1, conv2] },
    /Layer conv2 is the output layer.*must be dense/,
  );
  refused(
    { input: image, layers: [conv1, fc1] },
    /Layer fc1 is the output layer.*"none", got "relu"/,
  );
  refused(
    { input: { ...image, width: 1 }, layers: [conv1, output] },
    /Layer conv1 pools 2 × 2 pixels, and images of 7 × 1 pixels enter: nothing would be left/,
  );
  throws(() => convolutional(image, [3, 4, 5], [6]), /Layer conv3 pools.* 1 × 2 pixels enter/);
  throws(() => convolutional(image, [3], []), /Layer conv1 is the output layer/);
  throws(
    () => convolutional(image, [0], [6]),
    /Layer conv1 needs a positive whole number of units/,
  );
  for (const size of ["height", "width", "channels"]) {
    refused(
      { input: { ...image, [size]: 1.5 }, layers: [output] },
      new RegExp(`Images need a positive whole number as ${size}, got 1.5`),
    );
  }
  // From plain JavaScript: the types do not have these.
  refused(
    { input: image, layers: [{ ...conv1, pooling: "mean" as "max" } as LayerSpec, output] },
    /Layer conv1 needs the pooling "max" or "none", got "mean"/,
  );
  throws(() => layersOf({ input: 126, layers: [conv1, output] }), NetworkError);
});
