import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { sha256 } from "../../lib/artifacts/mod.ts";
import {
  initialParameters,
  type LayerParameters,
  type MlpParameters,
  toModelFiles,
} from "../../lib/networks/mod.ts";
import { randomSource } from "../../lib/random/mod.ts";
import type { NeuronTreatment, TrainingProgress, TrainingRequest } from "../../lib/training/mod.ts";
import { batchOrder } from "../../lib/training/mod.ts";
import {
  TFJS_BACKENDS,
  TfjsNetwork,
  tfjsTrainer,
  useBackend,
} from "../../lib/training/tfjs/mod.ts";
import { toyDataset } from "../toy_dataset.ts";
import { batchOf, plainGradients, toPlain } from "./backpropagation.ts";

const spec = { widths: [12, 6, 5, 4] };
const dataset = toyDataset();
const draw = (seed: number) => initialParameters(spec, "default", randomSource(seed));
const request: TrainingRequest = {
  spec,
  dataset,
  hyperparameters: { epochs: 3, batchSize: 32, learningRate: 0.1 },
  batchSeed: 7,
  jobs: [{ name: "a", initial: draw(1) }],
};

/** Largest difference between two sets of parameters, relative to the largest value of the second. */
function relativeDifference(
  actual: MlpParameters,
  expected: readonly { weights: number[][]; biases: number[] }[],
) {
  let difference = 0;
  let size = 0;
  expected.forEach(({ weights, biases }, l) => {
    const values = [...weights.flat(), ...biases];
    const found = [...actual[l]!.weights, ...actual[l]!.biases];
    values.forEach((value, at) => {
      difference = Math.max(difference, Math.abs(found[at]! - value));
      size = Math.max(size, Math.abs(value));
    });
  });
  return difference / size;
}

// WebGPU needs an adapter; a software one (Mesa's lavapipe) will do.
const hasGpu = await navigator.gpu?.requestAdapter().then((adapter) => adapter !== null);

for (const backend of TFJS_BACKENDS) {
  Deno.test({
    name: `${backend}: gradients agree with float64 backpropagation to 1e-5 relative`,
    ignore: backend === "webgpu" && !hasGpu,
    // A WebGPU device stays open for the life of the process.
    sanitizeOps: backend !== "webgpu",
    sanitizeResources: backend !== "webgpu",
    fn: async () => {
      await useBackend(backend);
      for (const widths of [[12, 6, 5, 4], [12, 4], [12, 20, 20, 20, 4]]) {
        const parameters = initialParameters({ widths }, "he", randomSource(5));
        const network = new TfjsNetwork({ widths }, parameters, 0.1);
        const rows = [3, 0, 17, 44, 44, 91];
        const gradients = await network.gradients(dataset.train, rows);
        network.dispose();
        const expected = plainGradients(toPlain(widths, parameters), batchOf(dataset.train, rows));
        const difference = relativeDifference(gradients, expected);
        ok(difference < 1e-5, `widths ${widths}: relative difference ${difference}`);
      }
    },
  });
}

Deno.test("an epoch is plain SGD over the seeded batches, the last one shorter", async () => {
  const [network] = await tfjsTrainer("wasm").train({
    ...request,
    hyperparameters: { epochs: 2, batchSize: 50, learningRate: 0.1 },
  });
  const layers = toPlain(spec.widths, request.jobs[0]!.initial);
  for (const epoch of [1, 2]) {
    const order = batchOrder(120, 7, epoch);
    for (const rows of [order.slice(0, 50), order.slice(50, 100), order.slice(100)]) {
      const gradients = plainGradients(layers, batchOf(dataset.train, rows));
      layers.forEach(({ weights, biases }, l) => {
        weights.forEach((row, i) =>
          row.forEach((_, j) => row[j]! -= 0.1 * gradients[l]!.weights[i]![j]!)
        );
        biases.forEach((_, j) => biases[j]! -= 0.1 * gradients[l]!.biases[j]!);
      });
    }
  }
  const difference = relativeDifference(network!.parameters, layers);
  ok(difference < 1e-5, `relative difference ${difference}`);
});

Deno.test("history has the untrained network and every epoch; the loss falls", async () => {
  const [network] = await tfjsTrainer("wasm").train(request);
  deepEqual(network!.history.map(({ epoch }) => epoch), [0, 1, 2, 3]);
  ok(network!.history[3]!.trainLoss < network!.history[0]!.trainLoss);
  equal(network!.name, "a");
});

Deno.test("same request, same bytes, whatever else computes at the same time", async () => {
  const alone = await tfjsTrainer("wasm").train(request);
  const other = { ...request, batchSeed: 8, jobs: [{ name: "b", initial: draw(2) }] };
  const [together] = await Promise.all([
    tfjsTrainer("wasm").train(request),
    tfjsTrainer("cpu").train(other),
    tfjsTrainer("wasm").train(other),
  ]);
  deepEqual(together, alone);
  const cohort = await tfjsTrainer("wasm").train({
    ...request,
    jobs: [{ name: "first", initial: draw(3) }, ...request.jobs],
  });
  deepEqual(cohort[1], alone[0]);
});

Deno.test("golden bytes: when they change, the revision of the trainer must be raised", async () => {
  const trainer = tfjsTrainer("wasm");
  equal(trainer.revision, "tfjs-4.22.0/1");
  const [network] = await trainer.train(request);
  const files = toModelFiles(spec, network!.parameters);
  equal(
    sha256(files["weights.bin"]),
    "ffa137e83f696f21d0e1dc57874061993ded2432e5caeca49824369744817de3",
  );
});

Deno.test("a switch of the backend in the middle of a training changes nothing", async () => {
  const long = { ...request, hyperparameters: { epochs: 15, batchSize: 1, learningRate: 0.01 } };
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
});

Deno.test("training leaves the initial parameters alone and frees its tensors", async () => {
  const before = structuredClone(request.jobs[0]!.initial);
  await tfjsTrainer("wasm").train(request);
  const tensors = tf.memory().numTensors;
  await tfjsTrainer("wasm").train(request);
  equal(tf.memory().numTensors, tensors);
  deepEqual(request.jobs[0]!.initial, before);
});

const treatments: NeuronTreatment[][] = [
  ["trained", "zero", "frozen", "trained", "trained", "trained"],
  ["frozen", "trained", "trained", "zero", "trained"],
];

/** All parameters that touch the neurons of hidden layer `l` with a treatment. */
function touching(parameters: readonly LayerParameters[], treatment: NeuronTreatment): number[] {
  return treatments.flatMap((layer, l) =>
    layer.flatMap((found, neuron) => {
      if (found !== treatment) return [];
      const inputs = spec.widths[l]!;
      const width = spec.widths[l + 1]!;
      const next = spec.widths[l + 2]!;
      return [
        ...Array.from({ length: inputs }, (_, i) => parameters[l]!.weights[i * width + neuron]!),
        parameters[l]!.biases[neuron]!,
        ...parameters[l + 1]!.weights.slice(neuron * next, (neuron + 1) * next),
      ];
    })
  );
}

Deno.test("zero neurons stay exactly zero, frozen ones keep their values, others learn", async () => {
  const job = { ...request.jobs[0]!, treatments };
  const [network] = await tfjsTrainer("wasm").train({ ...request, jobs: [job] });
  const { parameters } = network!;
  ok(touching(parameters, "zero").every((value) => Object.is(value, 0)));
  // A weight between a frozen and a zero neuron is zero: removal wins.
  const frozen = touching(job.initial, "frozen");
  touching(parameters, "frozen").forEach((value, at) => ok(value === frozen[at] || value === 0));
  ok(touching(parameters, "frozen").some((value) => value !== 0));
  ok(parameters[0]!.weights[0] !== job.initial[0]!.weights[0]);
});

Deno.test("frozen neurons take part in the forward pass, zero ones do not", async () => {
  const train = async (held: NeuronTreatment) => {
    const layers = treatments.map((layer) => layer.map((t) => t === "trained" ? t : held));
    const [network] = await tfjsTrainer("wasm").train({
      ...request,
      jobs: [{ ...request.jobs[0]!, treatments: layers }],
    });
    return network!.history[0]!.trainLoss;
  };
  const [plain] = await tfjsTrainer("wasm").train(request);
  equal(await train("frozen"), plain!.history[0]!.trainLoss);
  ok(await train("zero") !== plain!.history[0]!.trainLoss);
});

Deno.test("all neurons trained by name gives the bytes of an ordinary training", async () => {
  const plain = await tfjsTrainer("wasm").train(request);
  const all = treatments.map((layer) => layer.map((): NeuronTreatment => "trained"));
  const named = await tfjsTrainer("wasm").train({
    ...request,
    jobs: [{ ...request.jobs[0]!, treatments: all }],
  });
  deepEqual(named, plain);
});

Deno.test("an output layer without bias never gets one", async () => {
  const unbiased = { ...spec, outputBias: false };
  const initial = initialParameters(unbiased, "default", randomSource(1));
  const [network] = await tfjsTrainer("wasm").train({
    ...request,
    spec: unbiased,
    jobs: [{ name: "a", initial }],
  });
  ok(network!.parameters.at(-1)!.biases.every((value) => value === 0));
  ok(network!.parameters[0]!.biases.some((value, j) => value !== initial[0]!.biases[j]));
});

Deno.test("progress counts steps and brings each epoch's metrics once", async () => {
  const reports: TrainingProgress[] = [];
  const [network] = await tfjsTrainer("wasm").train(request, {
    onProgress: (progress) => reports.push(progress),
  });
  deepEqual(reports.flatMap(({ metrics }) => metrics ?? []), network!.history);
  deepEqual(reports.filter(({ metrics }) => metrics).map(({ step }) => step), [0, 4, 8, 12]);
  ok(reports.every(({ steps, name }) => steps === 12 && name === "a"));
});

Deno.test("aborting stops within an epoch, rejects with the reason, frees the queue", async () => {
  const controller = new AbortController();
  const long = { ...request, hyperparameters: { ...request.hyperparameters, epochs: 100_000 } };
  const training = tfjsTrainer("wasm").train(long, { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("enough")), 150);
  await rejects(training, /enough/);
  await rejects(
    tfjsTrainer("wasm").train(request, { signal: AbortSignal.abort(new Error("no")) }),
    /no/,
  );
  equal((await tfjsTrainer("wasm").train(request)).length, 1);
});

Deno.test("a diverging training says when and what to change", async () => {
  await rejects(
    tfjsTrainer("wasm").train({
      ...request,
      hyperparameters: { epochs: 5, batchSize: 8, learningRate: 1e30 },
    }),
    /Training of a diverged: the training loss after epoch \d is .*smaller learning rate than 1e\+30/,
  );
});

Deno.test("requests that cannot be are refused with the culprit", async () => {
  const { hyperparameters } = request;
  const refuse = (change: Partial<TrainingRequest>, pattern: RegExp) =>
    rejects(tfjsTrainer("wasm").train({ ...request, ...change }), pattern);
  await refuse(
    { hyperparameters: { ...hyperparameters, epochs: 1.5 } },
    /epochs must be an integer/,
  );
  await refuse(
    { hyperparameters: { ...hyperparameters, batchSize: 0 } },
    /batchSize.*at least 1, got 0/,
  );
  await refuse({ hyperparameters: { ...hyperparameters, learningRate: NaN } }, /learningRate.*NaN/);
  await refuse({ spec: { widths: [12, 6, 5, 3] } }, /3 outputs, toy has 4 classes/);
  await refuse({ spec: { widths: [9, 6, 5, 4] } }, /takes 9 inputs/);
  await refuse(
    { jobs: [{ ...request.jobs[0]!, treatments: [["zero"]] }] },
    /a: treatments are given for hidden widths \[1\], the network has \[6,5\]/,
  );
});
