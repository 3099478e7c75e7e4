import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { sha256 } from "../../lib/system/artifacts/mod.ts";
import { initialParameters, mlp, toModelFiles } from "../../lib/models/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { TrainingError } from "../../lib/training/mod.ts";
import {
  TFJS_BACKENDS,
  TfjsNetwork,
  tfjsTrainer,
  useBackend,
} from "../../lib/training/tfjs/mod.ts";
import { permitted } from "../permitted.ts";
import { optionsOf } from "./backends.ts";
import { batchOf, plainGradients, toPlain } from "./backpropagation.ts";
import { relativeDifference } from "./relative_difference.ts";
import { CONVOLUTIONAL, draw, request, spec } from "./toy_request.ts";
import { testTrainer } from "./trainer_suite.ts";

testTrainer(tfjsTrainer("wasm"));
testTrainer(tfjsTrainer("wasm"), CONVOLUTIONAL);

for (const backend of TFJS_BACKENDS) {
  Deno.test({
    name: `${backend}: gradients agree with float64 backpropagation to 1e-5 relative`,
    ...optionsOf(backend),
    fn: async () => {
      await useBackend(backend);
      for (const widths of [[12, 6, 5, 4], [12, 4], [12, 20, 20, 20, 4]]) {
        const parameters = initialParameters(mlp(widths), "he", randomSource(5));
        const network = new TfjsNetwork(mlp(widths), parameters, 0.1);
        const rows = [3, 0, 17, 44, 44, 91];
        const gradients = await network.gradients(request.dataset.parts.train, rows);
        network.dispose();
        const expected = plainGradients(
          toPlain(widths, parameters),
          batchOf(request.dataset.parts.train, rows),
        );
        const difference = relativeDifference(gradients, expected);
        ok(difference < 1e-5, `widths ${widths}: relative difference ${difference}`);
      }
    },
  });
}

Deno.test(
  "same request, same bytes, whatever else computes at the same time",
  permitted,
  async () => {
    const alone = await tfjsTrainer("wasm").train(request);
    const other = { ...request, batchSeed: 8, jobs: [{ name: "b", initial: draw(2) }] };
    const [together] = await Promise.all([
      tfjsTrainer("wasm").train(request),
      tfjsTrainer("cpu").train(other),
      tfjsTrainer("wasm").train(other),
    ]);
    deepEqual(together, alone);
  },
);

Deno.test(
  "golden bytes: when they change, the revision of the trainer must be raised",
  permitted,
  async () => {
    const trainer = tfjsTrainer("wasm");
    equal(trainer.revision, "tfjs-4.22.0/1");
    const [network] = await trainer.train(request);
    const files = toModelFiles(spec, network!.parameters);
    equal(
      sha256(files["weights.bin"]),
      "ffa137e83f696f21d0e1dc57874061993ded2432e5caeca49824369744817de3",
    );
  },
);

Deno.test(
  "a switch of the backend in the middle of a training changes nothing",
  permitted,
  async () => {
    const long = { ...request, hyperparameters: { epochs: 6, batchSize: 1, learningRate: 0.01 } };
    const undisturbed = await tfjsTrainer("wasm").train(long);
    let switches = 0;
    const disturbed = await tfjsTrainer("wasm").train(long, {
      onProgress: ({ metrics }) => {
        if (metrics !== undefined) return;
        void tf.setBackend("cpu");
        switches++;
      },
    });
    ok(switches > 0, "the training was long enough to be disturbed");
    deepEqual(disturbed, undisturbed);
  },
);

Deno.test("training frees its tensors", permitted, async () => {
  for (const training of [request, CONVOLUTIONAL.request]) {
    await tfjsTrainer("wasm").train(training);
    const tensors = tf.memory().numTensors;
    await tfjsTrainer("wasm").train(training);
    equal(tf.memory().numTensors, tensors);
  }
});

Deno.test("a backend that does not start is an error that names others", async () => {
  await useBackend("cpu");
  const start = tf.findBackendFactory("cpu");
  tf.removeBackend("cpu");
  try {
    await rejects(
      useBackend("cpu"),
      new TrainingError(
        'The tfjs backend "cpu" does not start on this machine; use "wasm" or "cpu"',
      ),
    );
  } finally {
    tf.registerBackend("cpu", start);
  }
  await useBackend("cpu");
});
