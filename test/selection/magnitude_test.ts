import { deepStrictEqual as deepEqual, rejects } from "node:assert/strict";
import { mlp } from "../../lib/models/mod.ts";
import { toVariables } from "../../lib/information/mod.ts";
import { magnitude, SubnetworkError } from "../../lib/selection/mod.ts";
import { toySubject } from "./toy_subject.ts";

/** Norms 5, 2, 5, 3 of the incoming weights; biases and outgoing weights would order differently. */
const final = [
  {
    weights: Float32Array.of(3, 2, 0, -3, 4, 0, -5, 0),
    biases: Float32Array.of(0, 100, 0, 0),
  },
  { weights: Float32Array.of(0, 0, 50, 50, 0, 0, 70, 70), biases: Float32Array.of(0, 0) },
];
const subject = toySubject({ widths: [4], spec: mlp([2, 4, 2]), initial: final, final });

Deno.test("magnitude keeps the neurons with the largest incoming weights, ties by index", async () => {
  const select = magnitude.prepare(subject);
  deepEqual(await select({ units: 1 }, 0), { fc1: [0] });
  deepEqual(await select({ units: 2 }, 0), { fc1: [0, 2] });
  deepEqual(await select({ units: 3 }, 0), { fc1: [0, 2, 3] });
});

Deno.test("magnitude goes by the trained network and needs no activations", async () => {
  const initial = final.map(({ weights, biases }) => ({ weights: weights.toReversed(), biases }));
  const matrix = { samples: 240, variables: 4, values: new Float64Array(960) };
  const dead = { layer: "fc1", ...toVariables(matrix) };
  const select = magnitude.prepare({ ...subject, initial, activations: [dead] });
  deepEqual(await select({ units: 2 }, 0), { fc1: [0, 2] });
});

Deno.test("a diverged network is refused by name of the neuron", async () => {
  const diverged = final.map(({ weights, biases }, l) => ({
    weights: weights.map((weight, at) => l === 0 && at === 6 ? NaN : weight),
    biases,
  }));
  await rejects(
    magnitude.prepare({ ...subject, final: diverged })({ units: 2 }, 0),
    new SubnetworkError(
      "Units cannot be ranked by their weights: those into unit 2 of fc1 are not finite. " +
        "The training has diverged; a smaller learning rate may help",
    ),
  );
});
