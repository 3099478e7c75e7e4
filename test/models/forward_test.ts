import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import type { Samples } from "../../lib/data/dataset.ts";
import {
  activations,
  evaluate,
  initialParameters,
  mlp,
  type NetworkParameters,
  predict,
} from "../../lib/models/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { batchOf, plainLoss, toPlain } from "../training/backpropagation.ts";
import { toyDataset } from "../toy_dataset.ts";

const spec = mlp([2, 2, 3]);
// Hidden: h = (x0 − x1, 2·x1 − 1); logits: (h0, h1, h0 + h1) after ReLU, plus (0, 0, 0.5).
const parameters: NetworkParameters = [
  { weights: Float32Array.of(1, 0, -1, 2), biases: Float32Array.of(0, -1) },
  { weights: Float32Array.of(1, 0, 1, 0, 1, 1), biases: Float32Array.of(0, 0, 0.5) },
];
const samples: Samples = {
  count: 2,
  features: 2,
  inputs: Float32Array.of(1, 0.25, 0.5, 1),
  labels: Uint8Array.of(2, 1),
};

Deno.test("activations before and after ReLU, worked out by hand", () => {
  const [fc1, out] = activations(spec, parameters, samples);
  deepEqual(fc1!.layer, { name: "fc1", role: "hidden", units: 2, columnsPerUnit: 1 });
  equal(fc1!.samples, 2);
  deepEqual([...fc1!.preActivations], [0.75, -0.5, -0.5, 1]);
  deepEqual([...fc1!.postActivations], [0.75, 0, 0, 1]);
  deepEqual(out!.layer, { name: "fc_out", role: "output", units: 3, columnsPerUnit: 1 });
  deepEqual([...out!.preActivations], [0.75, 0, 1.25, 0, 1, 1.5]);
  deepEqual(out!.postActivations, out!.preActivations);
});

Deno.test("prediction takes the largest logit, loss and accuracy follow", () => {
  deepEqual([...predict(spec, parameters, samples)], [2, 2]);
  const { loss, accuracy } = evaluate(spec, parameters, samples);
  equal(accuracy, 0.5);
  const row0 = Math.log(Math.exp(0.75) + 1 + Math.exp(1.25)) - 1.25;
  const row1 = Math.log(1 + Math.exp(1) + Math.exp(1.5)) - 1;
  ok(Math.abs(loss - (row0 + row1) / 2) < 1e-12);
});

Deno.test("equal logits go to the first class", () => {
  const flat = [{ weights: new Float32Array(6), biases: new Float32Array(3) }];
  deepEqual([...predict(mlp([2, 3]), flat, samples)], [0, 0]);
});

Deno.test("loss of any network agrees with the float64 oracle", () => {
  const { test } = toyDataset().parts;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
      fc.nat(),
      (hidden, seed) => {
        const widths = [12, ...hidden, 4];
        const drawn = initialParameters(mlp(widths), "he", randomSource(seed));
        const rows = Array.from({ length: test.count }, (_, i) => i);
        const expected = plainLoss(toPlain(widths, drawn), batchOf(test, rows));
        // Activations are stored as float32: 2⁻²⁴ relative a layer.
        ok(Math.abs(evaluate(mlp(widths), drawn, test).loss - expected) < 1e-6 * (1 + expected));
      },
    ),
    { seed: 2, numRuns: 40 },
  );
});

Deno.test("sizes that do not fit are named", () => {
  throws(
    () => activations(spec, parameters.slice(1), samples),
    /1 layers, the network has 2 \(fc1, fc_out\)/,
  );
  throws(
    () => activations(mlp([2, 2, 4]), parameters, samples),
    /Layer fc_out has 6 weights and 3 biases, it needs 2 × 4 = 8 and 4/,
  );
  throws(() => evaluate(spec, parameters, toyDataset().parts.test), /takes 2 inputs.*12 features/);
});

Deno.test("a layer without activation function hands on its sums", () => {
  const [fc1, output] = spec.layers;
  const linear = { ...spec, layers: [{ ...fc1!, activation: "none" as const }, output!] };
  const [first, last] = activations(linear, parameters, samples);
  deepEqual([...first!.postActivations], [0.75, -0.5, -0.5, 1]);
  deepEqual([...last!.preActivations], [0.75, -0.5, 0.75, -0.5, 1, 1]);
});
