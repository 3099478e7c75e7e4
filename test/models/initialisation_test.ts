import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import {
  type Initialisation,
  initialParameters,
  mlp,
  parameterCount,
} from "../../lib/models/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";

const widths = [784, 20, 20, 20, 10];
const spec = mlp(widths);

/** Largest absolute value and variance of an array. */
function spread(values: Float32Array) {
  const variance = values.reduce((sum, v) => sum + v * v, 0) / values.length;
  return { largest: Math.max(...values.map(Math.abs)), variance };
}

const bounds: [Initialisation, (inputs: number, outputs: number) => number][] = [
  ["default", (inputs) => 1 / Math.sqrt(inputs)],
  ["glorot", (inputs, outputs) => Math.sqrt(6 / (inputs + outputs))],
  ["he", (inputs) => Math.sqrt(6 / inputs)],
];

for (const [initialisation, bound] of bounds) {
  Deno.test(`${initialisation}: weights fill their interval uniformly`, () => {
    const layers = initialParameters(spec, initialisation, randomSource(4));
    layers.forEach(({ weights }, l) => {
      const b = bound(widths[l]!, widths[l + 1]!);
      const { largest, variance } = spread(weights);
      ok(largest <= b * (1 + 2 ** -23) && largest > 0.95 * b, `layer ${l}: ${largest} of ${b}`);
      // A uniform variance b²/3 has a standard error of 0.9/√n of itself: 0.064 at n = 200.
      ok(Math.abs(variance / (b * b / 3) - 1) < 0.25, `layer ${l}: variance ${variance}`);
    });
    equal(layers.some(({ biases }) => biases.some((v) => v !== 0)), initialisation === "default");
  });
}

Deno.test("same seed, same bytes; other seed, other bytes", () => {
  const draw = (seed: number) => initialParameters(spec, "default", randomSource(seed));
  deepEqual(draw(9), draw(9));
  ok(draw(9)[0]!.weights[0] !== draw(10)[0]!.weights[0]);
});

Deno.test("an output layer without bias starts and is counted without one", () => {
  const bare = mlp(widths, { outputBias: false });
  const layers = initialParameters(bare, "default", randomSource(1));
  ok(layers.at(-1)!.biases.every((v) => v === 0));
  ok(layers[0]!.biases.some((v) => v !== 0));
  equal(parameterCount(bare), 16_740);
});
