/**
 * The forward pass of convolutional networks: what follows by arithmetic alone, the float64 oracle, and golden bytes.
 */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import {
  activationBlocks,
  activations,
  convolutional,
  evaluate,
  type ImageShape,
  initialParameters,
  type LayerSpec,
  logits,
  type NetworkParameters,
  type NetworkSpec,
  predict,
} from "../../lib/models/mod.ts";
import { sha256 } from "../../lib/system/artifacts/mod.ts";
import { randomSource, shuffle } from "../../lib/system/random/mod.ts";
import { batchOf, plainLoss, toPlain } from "../training/backpropagation.ts";
import { imagesOf } from "../toy_images.ts";
import { anyNetwork, imageShape } from "./any_network.ts";

/** A convolution alone; its output layer takes no part. */
function oneConvolution(
  input: ImageShape,
  change: Partial<LayerSpec>,
  weights: Float32Array,
  biases: Float32Array,
): { spec: NetworkSpec; parameters: NetworkParameters } {
  const { layers: [conv1, output] } = convolutional(input, [biases.length], [4]);
  const spec = { input, layers: [{ ...conv1!, ...change } as LayerSpec, output!] };
  const [, last] = initialParameters(spec, "default", randomSource(1));
  return { spec, parameters: [{ weights, biases }, last!] };
}

Deno.test("a convolution with one weight is a shift: zeros enter at the edges", () => {
  fc.assert(
    fc.property(
      imageShape,
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 2 }),
      fc.nat(2),
      fc.constantFrom("pixels" as const, "real" as const),
      (input, row, column, from, kind) => {
        const { height, width, channels } = input;
        const channel = from % channels;
        // Of two maps, the second one has the weight: 2, and a bias of 3.
        const weights = new Float32Array(9 * channels * 2);
        weights[((3 * row + column) * channels + channel) * 2 + 1] = 2;
        const { spec, parameters } = oneConvolution(input, {}, weights, Float32Array.of(0, 3));
        const samples = imagesOf(input, 2, kind);
        const [conv1] = activations(spec, parameters, samples);
        const scale = kind === "pixels" ? 255 : 1;
        const expected = Float32Array.from({ length: 2 * 2 * height * width }, (_, at) => {
          const [sample, map] = [
            Math.floor(at / (2 * height * width)),
            Math.floor(at / (height * width)) % 2,
          ];
          const y = Math.floor(at / width) % height + row - 1;
          const x = at % width + column - 1;
          if (map === 0) return 0;
          if (y < 0 || y >= height || x < 0 || x >= width) return 3;
          const pixel = samples
            .inputs[sample * samples.features + (y * width + x) * channels + channel]!;
          return 2 * Math.fround(pixel / scale) + 3;
        });
        deepEqual(conv1!.preActivations, expected);
      },
    ),
    { seed: 1, numRuns: 60 },
  );
});

Deno.test("pooling takes the largest of 2 × 2 pixels after the ReLU, an odd last row and column left out", () => {
  const input = { height: 3, width: 5, channels: 1 };
  // A weight of 1 at the pixel itself, and of −1 for the second map.
  const weights = new Float32Array(18);
  weights.set([1, -1], 8);
  const { spec, parameters } = oneConvolution(input, {}, weights, new Float32Array(2));
  const inputs = Float32Array.of(
    ...[1, -2, -3, -4, 90],
    ...[5, 0, -6, -1, 91],
    ...[92, 93, 94, 95, 96],
  );
  const samples = { count: 1, features: 15, inputs, labels: Uint8Array.of(0) };
  // Each logit is one of the values that leave: 1 × 2 pixels of two maps, the maps of a pixel adjacent.
  const identity = Float32Array.from({ length: 16 }, (_, at) => at % 5 === 0 ? 1 : 0);
  const network = (change: Partial<LayerSpec>) => ({
    ...spec,
    layers: [{ ...spec.layers[0]!, ...change } as LayerSpec, spec.layers[1]!],
  });
  const all = [parameters[0]!, { weights: identity, biases: new Float32Array(4) }];
  const [conv1] = activations(spec, all, samples);
  deepEqual(conv1!.layer, { name: "conv1", role: "hidden", units: 2, columnsPerUnit: 15 });
  deepEqual([...conv1!.preActivations], [...inputs, ...inputs.map((pixel) => -pixel + 0)]);
  deepEqual(conv1!.postActivations, conv1!.preActivations.map((value) => Math.max(value, 0)));
  deepEqual([...logits(spec, all, samples)], [5, 2, 0, 6]);
  deepEqual([...logits(network({ activation: "none" }), all, samples)], [5, 2, -1, 6]);
});

Deno.test("a dense layer receives an image row by row, the maps of a pixel adjacent", () => {
  const input = { height: 2, width: 3, channels: 2 };
  // Two maps that copy the two channels in reverse, and two logits.
  const weights = new Float32Array(36);
  weights.set([0, 1, 1, 0], 16);
  const { spec } = oneConvolution(input, { pooling: "none" }, weights, new Float32Array(2));
  const samples = imagesOf(input, 1, "pixels");
  const output = Float32Array.from(
    { length: 12 * 4 },
    (_, at) => at % 4 === 0 ? 16 ** -(at / 4) : 0,
  );
  const [found] = logits(spec, [
    { weights, biases: new Float32Array(2) },
    { weights: output, biases: new Float32Array(4) },
  ], samples);
  const expected = Array.from({ length: 12 }, (_, at) => {
    const [pixel, map] = [Math.floor(at / 2), at % 2];
    return Math.fround(samples.inputs[2 * pixel + 1 - map]! / 255) * 16 ** -at;
  }).reduce((a, b) => a + b);
  equal(found, Math.fround(expected));
});

Deno.test("loss of any convolutional network agrees with the float64 oracle", () => {
  fc.assert(
    fc.property(anyNetwork, ({ spec, parameters, samples }) => {
      const rows = Array.from({ length: samples.count }, (_, i) => i);
      const expected = plainLoss(toPlain(spec, parameters), batchOf(samples, rows));
      // Activations are stored as float32: 2⁻²⁴ relative a layer.
      ok(Math.abs(evaluate(spec, parameters, samples).loss - expected) < 1e-6 * (1 + expected));
    }),
    { seed: 2, numRuns: 40 },
  );
});

Deno.test("activations of blocks of any size are those of all rows, to the last bit", () => {
  fc.assert(
    fc.property(
      anyNetwork,
      fc.integer({ min: 1, max: 12 }),
      ({ spec, parameters, samples }, rows) => {
        const blocks = [...activationBlocks(spec, parameters, samples, { rows })];
        deepEqual(blocks.map(({ first }) => first), blocks.map((_, at) => at * rows));
        activations(spec, parameters, samples).forEach((layer, l) => {
          const own = blocks.map(({ layers }) => layers[l]!);
          own.forEach((block) => deepEqual(block.layer, layer.layer));
          equal(own.reduce((sum, block) => sum + block.samples, 0), samples.count);
          for (const values of ["preActivations", "postActivations"] as const) {
            deepEqual(own.flatMap((block) => [...block[values]]), [...layer[values]]);
          }
        });
      },
    ),
    { seed: 3, numRuns: 40 },
  );
});

Deno.test("logits and predictions of a set of several blocks are those of its activations", () => {
  const input = { height: 32, width: 32, channels: 1 };
  const spec = convolutional(input, [8, 1], [4]);
  const parameters = initialParameters(spec, "default", randomSource(2));
  const samples = imagesOf(input, 300, "pixels");
  equal([...activationBlocks(spec, parameters, samples)].length, 3);
  const { preActivations } = activations(spec, parameters, samples).at(-1)!;
  deepEqual(logits(spec, parameters, samples), preActivations);
  const predicted = predict(spec, parameters, samples);
  predicted.forEach((label, row) => {
    const own = preActivations.subarray(4 * row, 4 * row + 4);
    equal(own[label], Math.max(...own));
  });
  const correct = predicted.filter((label, row) => label === samples.labels[row]).length;
  equal(evaluate(spec, parameters, samples).accuracy, correct / 300);
  throws(() => activationBlocks(spec, parameters, samples, { rows: 0 }), /number of rows, got 0/);
  throws(
    () => Reflect.apply(activationBlocks, undefined, [spec, parameters, samples, { row: 3 }]),
    /activationBlocks has no option "row"; it takes rows/,
  );
});

Deno.test("maps in another order change nothing but their order, to 1e-6", () => {
  const input = { height: 8, width: 9, channels: 3 };
  const spec = convolutional(input, [5, 6], [4]);
  const samples = imagesOf(input, 20, "real");
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = randomSource(seed);
      const [conv1, conv2, output] = initialParameters(spec, "default", random);
      /** The old index of each new map. */
      const orders = [shuffle([0, 1, 2, 3, 4], random), shuffle([0, 1, 2, 3, 4, 5], random)];
      const reordered = (values: Float32Array, inner: number, order: readonly number[]) =>
        values.map((_, at) => {
          const [rest, own] = [Math.floor(at / inner), at % inner];
          const group = Math.floor(rest / order.length) * order.length;
          return values[(group + order[rest % order.length]!) * inner + own]!;
        });
      const other = [
        {
          weights: reordered(conv1!.weights, 1, orders[0]!),
          biases: reordered(conv1!.biases, 1, orders[0]!),
        },
        {
          weights: reordered(reordered(conv2!.weights, 1, orders[1]!), 6, orders[0]!),
          biases: reordered(conv2!.biases, 1, orders[1]!),
        },
        { ...output!, weights: reordered(output!.weights, 4, orders[1]!) },
      ];
      const before = activations(spec, [conv1!, conv2!, output!], samples);
      const after = activations(spec, other, samples);
      after.forEach(({ layer, preActivations }, l) => {
        const order = orders[l] ?? [0, 1, 2, 3];
        const expected = reordered(before[l]!.preActivations, layer.columnsPerUnit, order);
        const difference = Math.max(
          ...preActivations.map((value, at) => Math.abs(value - expected[at]!)),
        );
        ok(difference < 1e-6, `${layer.name}: ${difference}`);
      });
    }),
    { seed: 4, numRuns: 20 },
  );
});

const spec = convolutional({ height: 7, width: 9, channels: 2 }, [3, 5], [4, 4]);

Deno.test("initial parameters lie within the bound of their fan-in, glorot's within that of both sides", () => {
  const bounds = {
    default: [1 / Math.sqrt(18), 1 / Math.sqrt(27), 1 / Math.sqrt(10), 1 / 2],
    he: [Math.sqrt(6 / 18), Math.sqrt(6 / 27), Math.sqrt(6 / 10), Math.sqrt(6 / 4)],
    glorot: [
      Math.sqrt(6 / (18 + 27)),
      Math.sqrt(6 / (27 + 45)),
      Math.sqrt(6 / 14),
      Math.sqrt(6 / 8),
    ],
  };
  for (const initialisation of ["default", "he", "glorot"] as const) {
    const layers = initialParameters(spec, initialisation, randomSource(4));
    layers.forEach(({ weights, biases }, l) => {
      const bound = bounds[initialisation][l]!;
      const largest = Math.max(...weights.map(Math.abs));
      ok(
        largest <= bound * (1 + 2 ** -23) && largest > 0.8 * bound,
        `layer ${l}: ${largest} of ${bound}`,
      );
      equal(biases.some((bias) => bias !== 0), initialisation === "default");
    });
  }
});

Deno.test("golden bytes of initial parameters and of a forward pass", async () => {
  const parameters = initialParameters(spec, "default", randomSource(5));
  const hash = async (arrays: readonly Float32Array[]) =>
    sha256(await new Blob(arrays.map((values) => values.slice())).bytes());
  equal(
    await hash(parameters.flatMap(({ weights, biases }) => [weights, biases])),
    "90ebd750c371451f264379512293f7671cf4e709241ba7fc995a8a8e054dee45",
  );
  const found = (["pixels", "real"] as const).flatMap((kind) =>
    activations(spec, parameters, imagesOf(spec.input as ImageShape, 5, kind))
      .flatMap(({ preActivations, postActivations }) => [preActivations, postActivations])
  );
  equal(
    await hash(found),
    "0188286ddb64e2809df4c0ca98cdf0ca0e7f910270de2fddaae8130e617c0487",
  );
});
