import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import {
  convolutional,
  initialParameters,
  type LayerSpec,
  mlp,
  type NetworkSpec,
} from "../../lib/models/mod.ts";
import { inputCount } from "../../lib/models/spec.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import { plainGradients, plainLoss, toPlain } from "./backpropagation.ts";

const images = convolutional({ height: 5, width: 7, channels: 2 }, [3, 4], [5, 4]);

/** The network of images with other convolutions. */
const changed = (change: Partial<LayerSpec>): NetworkSpec => ({
  ...images,
  layers: images.layers.map((layer) =>
    layer.kind === "convolution" ? { ...layer, ...change } as LayerSpec : layer
  ),
});

for (
  const [title, spec] of [
    ["dense layers", mlp([12, 7, 5, 4])],
    ["convolutions", images],
    ["convolutions without pooling", changed({ pooling: "none" })],
    ["convolutions without activation", changed({ activation: "none" })],
  ] as const
) {
  Deno.test(`the float64 oracle agrees with central differences to 1e-7 relative: ${title}`, () => {
    const random = randomSource(3);
    const layers = toPlain(spec, initialParameters(spec, "he", random));
    layers.forEach(({ biases }) => biases.forEach((_, j) => biases[j] = uniform(random) - 0.5));
    const batch = Array.from({ length: 6 }, (_, row) => ({
      input: Array.from({ length: inputCount(spec) }, () => uniform(random)),
      label: row % 4,
    }));
    const gradients = plainGradients(layers, batch);

    // ReLU and pooling have kinks; with h = 1e-5 no value of this seed crosses one. The error of a
    // central difference is about h² + ε/h, 1e-10: relative to the largest gradient, far below 1e-7.
    const h = 1e-5;
    const numeric = (values: number[], at: number) => {
      const kept = values[at]!;
      values[at] = kept + h;
      const up = plainLoss(layers, batch);
      values[at] = kept - h;
      const down = plainLoss(layers, batch);
      values[at] = kept;
      return (up - down) / (2 * h);
    };
    let difference = 0;
    let size = 0;
    layers.forEach(({ weights, biases }, l) => {
      let ofLayer = 0;
      const compare = (exact: number, estimate: number) => {
        difference = Math.max(difference, Math.abs(exact - estimate));
        ofLayer = Math.max(ofLayer, Math.abs(exact));
      };
      weights.forEach((row, i) =>
        row.forEach((_, j) => compare(gradients[l]!.weights[i]![j]!, numeric(row, j)))
      );
      biases.forEach((_, j) => compare(gradients[l]!.biases[j]!, numeric(biases, j)));
      ok(ofLayer > 0.01, `gradients are there: largest ${ofLayer} in layer ${l}`);
      size = Math.max(size, ofLayer);
    });
    ok(difference / size < 1e-7, `relative difference ${difference / size}`);
  });
}

// A map that copies the first of two channels, which is equal everywhere: all four pixels are largest.
Deno.test("the float64 oracle gives the gradient of equal maxima to the first pixel", () => {
  const spec = convolutional({ height: 2, width: 2, channels: 2 }, [1], [2]);
  const weights = new Float32Array(18);
  weights[8] = 1;
  const layers = toPlain(spec, [
    { weights, biases: [0] },
    { weights: [1, 1], biases: [0, 0] },
  ]);
  const input = [3, 10, 3, 20, 3, 30, 3, 40];
  deepEqual(plainLoss(layers, [{ input, label: 0 }]), Math.log(2));
  layers[1]!.weights = [[2, 0]];
  const { weights: found } = plainGradients(layers, [{ input, label: 0 }])[0]!;
  const ofPooled = -2 / (1 + Math.exp(6));
  // The pixel itself; on its right, below, and below on the right are the others.
  const expected = [0, 0, 0, 0, 10, 20, 0, 30, 40].map((value) => value * ofPooled);
  found.filter((_, row) => row % 2 === 1).forEach(([value], pixel) =>
    ok(Math.abs(value! - expected[pixel]!) < 1e-12, `pixel ${pixel}: ${value}`)
  );
});
