import { ok } from "node:assert/strict";
import { initialParameters, type NetworkParameters } from "../../lib/models/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { fusedTrainer } from "../../lib/training/fused/mod.ts";
import { batchOrder } from "../../lib/training/mod.ts";
import { TfjsNetwork, useBackend } from "../../lib/training/tfjs/mod.ts";
import reference from "../reference/first_steps.json" with { type: "json" };
import { PINNED, pinnedDigits, WIDTHS } from "../reference/pinned_run.ts";
import { permitted } from "../permitted.ts";
import { batchOf, plainLoss, toPlain } from "./backpropagation.ts";

const sum = (values: Iterable<number>) => Iterator.from(values).reduce((a, b) => a + b, 0);

function close(actual: number, expected: number, tolerance: number, what: string) {
  const difference = Math.abs(actual - expected) / (1 + Math.abs(expected));
  ok(difference < tolerance, `${what}: ${actual}, reference ${expected}`);
}

/** The parameters after all steps, by their sums. */
function checkSums(parameters: NetworkParameters) {
  parameters.forEach(({ weights, biases }, l) => {
    const expected = reference.sums[l]!;
    close(sum(weights), expected.weights, 1e-5, `sum of the weights of layer ${l}`);
    close(sum(weights.map(Math.abs)), expected.absoluteWeights, 1e-5, `absolute sum, layer ${l}`);
    close(sum(biases), expected.biases, 1e-5, `sum of the biases of layer ${l}`);
  });
}

// test/reference/first_steps.py repeats the run in numpy, float64, from the same seeds. Float32
// rounding, 6e-8 a step, grows along the trajectory; after 100 steps 1e-6 was measured.
for (const backend of ["wasm", "cpu"] as const) {
  const options = backend === "wasm" ? permitted : {};
  Deno.test(
    `${backend}: the first 100 steps follow an independent numpy run to 1e-5`,
    options,
    async () => {
      const { spec, batchSize, learningRate, initialisationSeed, batchSeed, steps } = PINNED;
      const { train } = (await pinnedDigits()).parts;
      await useBackend(backend);
      const initial = initialParameters(spec, "default", randomSource(initialisationSeed));
      const network = new TfjsNetwork(spec, initial, learningRate);
      const perEpoch = train.count / batchSize;
      for (let step = 0; step < steps; step++) {
        const order = batchOrder(train.count, batchSeed, 1 + Math.floor(step / perEpoch));
        const at = (step % perEpoch) * batchSize;
        const rows = order.subarray(at, at + batchSize);
        if (step % 11 === 0) {
          const loss = plainLoss(
            toPlain(WIDTHS, await network.parameters()),
            batchOf(train, rows),
          );
          close(loss, reference.losses[step]!, 1e-5, `loss before step ${step}`);
        }
        network.step(train, rows);
      }
      checkSums(await network.parameters());
      network.dispose();
    },
  );
}

// The trainer shows parameters at the end of its training: trainings of 1, 2, … epochs of ten steps.
Deno.test(
  "fused: the first 100 steps follow an independent numpy run to 1e-5",
  permitted,
  async () => {
    const { spec, batchSize, learningRate, initialisationSeed, batchSeed, steps } = PINNED;
    const dataset = await pinnedDigits();
    const { train } = dataset.parts;
    const perEpoch = train.count / batchSize;
    const initial = initialParameters(spec, "default", randomSource(initialisationSeed));
    for (let epochs = 0; epochs <= steps / perEpoch; epochs++) {
      const [network] = await fusedTrainer().train({
        spec,
        dataset,
        hyperparameters: { epochs, batchSize, learningRate },
        batchSeed,
        jobs: [{ name: "a", initial }],
      });
      const { parameters } = network!;
      const step = epochs * perEpoch;
      if (step === steps) {
        checkSums(parameters);
      } else {
        const rows = batchOrder(train.count, batchSeed, epochs + 1).subarray(0, batchSize);
        const loss = plainLoss(toPlain(WIDTHS, parameters), batchOf(train, rows));
        close(loss, reference.losses[step]!, 1e-5, `loss before step ${step}`);
      }
    }
  },
);
