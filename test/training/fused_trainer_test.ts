import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { sha256 } from "../../lib/system/artifacts/mod.ts";
import { type Dataset, loadEmbeddedMnist, type Samples, takeSamples } from "../../lib/data/mod.ts";
import { PIXEL_TO_INPUT } from "../../lib/data/dataset.ts";
import {
  evaluate,
  type ImageShape,
  initialParameters,
  type LayerSpec,
  mlp,
  type NetworkSpec,
  toModelFiles,
} from "../../lib/models/mod.ts";
import { hiddenLayers } from "../../lib/models/spec.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import {
  type Trainer,
  TrainingError,
  type Treatments,
  type UnitTreatment,
} from "../../lib/training/mod.ts";
import { fusedTrainer } from "../../lib/training/fused/mod.ts";
import { tfjsTrainer } from "../../lib/training/tfjs/mod.ts";
import { summarise } from "../../lib/statistics/mod.ts";
import { permitted } from "../permitted.ts";
import { plainTraining } from "./plain_training.ts";
import { relativeDifference } from "./relative_difference.ts";
import { CONVOLUTIONAL, draw, everywhere, request, spec, widths } from "./toy_request.ts";
import { testTrainer } from "./trainer_suite.ts";
import { testTrajectory } from "./trajectory.ts";

testTrainer(fusedTrainer());
testTrainer(fusedTrainer(), CONVOLUTIONAL);
testTrajectory(fusedTrainer());

const { dataset } = request;

/** The same samples with real inputs instead of pixels. */
function dense({ parts: { train, test }, ...rest }: Dataset): Dataset {
  const real = (inputs: Uint8Array | Float32Array) =>
    Float32Array.from(inputs, (pixel) => PIXEL_TO_INPUT[pixel]!);
  return {
    ...rest,
    parts: {
      train: { ...train, inputs: real(train.inputs) },
      test: { ...test, inputs: real(test.inputs) },
    },
  };
}

/** The same samples with two of three pixels black. */
function sparse(full: Dataset): Dataset {
  const { train, test } = full.parts;
  const inputs = train.inputs.map((pixel, at) => at % 3 === 0 ? pixel : 0) as Uint8Array;
  return { ...full, parts: { train: { ...train, inputs }, test } };
}

// Widths with every remainder of a block of 20 columns, none and many hidden layers.
const SHAPES = [[], [1], [3], [7], [9], [14], [20], [21], [43], [6, 5, 4, 3], [2, 30, 2]];

for (
  const [kind, samples] of [
    ["pixels", dataset],
    ["sparse pixels", sparse(dataset)],
    ["real inputs", dense(dataset)],
  ] as const
) {
  Deno.test(
    `fused: ${kind} and any widths follow float64 backpropagation to 2e-5`,
    permitted,
    async () => {
      for (const hidden of SHAPES) {
        const shape = mlp([12, ...hidden, 4]);
        const initial = initialParameters(shape, "he", randomSource(5));
        const training = {
          ...request,
          spec: shape,
          dataset: samples,
          hyperparameters: { epochs: 2, batchSize: 7, learningRate: 0.1 },
          jobs: [{ name: "a", initial }],
        };
        const [network] = await fusedTrainer().train(training);
        const difference = relativeDifference(network!.parameters, plainTraining(training));
        ok(difference < 2e-5, `hidden widths [${hidden}]: relative difference ${difference}`);
      }
    },
  );
}

Deno.test(
  "fused: loss and accuracy are those of the plain evaluation, to 1e-6",
  permitted,
  async () => {
    const [network] = await fusedTrainer().train(request);
    const found = network!.history.at(-1)!;
    const train = evaluate(spec, network!.parameters, dataset.parts.train);
    const test = evaluate(spec, network!.parameters, dataset.parts.test);
    ok(Math.abs(found.trainLoss / train.loss - 1) < 1e-6, `${found.trainLoss} ${train.loss}`);
    ok(Math.abs(found.testLoss / test.loss - 1) < 1e-6, `${found.testLoss} ${test.loss}`);
    equal(found.trainAccuracy, train.accuracy);
    equal(found.testAccuracy, test.accuracy);
  },
);

// 1,600 digits give 50 steps an epoch.
Deno.test(
  "fused: the losses of the first 500 steps are those of tfjs to 1e-4",
  permitted,
  async () => {
    const digits = takeSamples(await loadEmbeddedMnist(), { train: 1600, test: 100 });
    const shape = mlp([784, 20, 20, 20, 10]);
    const training = {
      spec: shape,
      dataset: digits,
      hyperparameters: { epochs: 10, batchSize: 32, learningRate: 0.1 },
      batchSeed: 1,
      jobs: [{ name: "a", initial: initialParameters(shape, "default", randomSource(1)) }],
    };
    const [fused] = await fusedTrainer().train(training);
    const [reference] = await tfjsTrainer("wasm").train(training);
    ok(reference!.history[10]!.trainLoss < 1, "it learns");
    reference!.history.forEach(({ epoch, trainLoss }) => {
      const difference = Math.abs(fused!.history[epoch]!.trainLoss / trainLoss - 1);
      ok(difference < 1e-4, `step ${50 * epoch}: relative difference ${difference}`);
    });
  },
);

const MIXED: Treatments = {
  fc1: ["trained", "zero", "frozen", "trained", "zero", "trained"],
  fc2: ["frozen", "trained", "trained", "zero", "trained"],
};

for (const outputBias of [true, false]) {
  Deno.test(`fused: held neurons, output bias ${outputBias}: tfjs to 1e-5`, permitted, async () => {
    const shape = mlp(widths, { outputBias });
    const initial = initialParameters(shape, "default", randomSource(3));
    const training = {
      ...request,
      spec: shape,
      jobs: [{ name: "a", initial, treatments: MIXED }],
    };
    const [fused] = await fusedTrainer().train(training);
    const [reference] = await tfjsTrainer("wasm").train(training);
    reference!.parameters.forEach(({ weights, biases }, l) => {
      const found = fused!.parameters[l]!;
      weights.forEach((w, at) => ok(Math.abs(found.weights[at]! - w) < 1e-5, `layer ${l}, ${at}`));
      biases.forEach((b, at) => ok(Math.abs(found.biases[at]! - b) < 1e-5, `layer ${l}, ${at}`));
    });
  });
}

Deno.test(
  "fused: a layer without any neuron leaves the output bias to learn",
  permitted,
  async () => {
    const treatments = everywhere("zero");
    const [network] = await fusedTrainer().train({
      ...request,
      jobs: [{ ...request.jobs[0]!, treatments }],
    });
    const initial = request.jobs[0]!.initial;
    ok(network!.parameters.slice(0, 2).every(({ weights }) => weights.every((w) => w === 0)));
    ok(network!.parameters[2]!.biases.some((b, j) => b !== initial[2]!.biases[j]));
  },
);

Deno.test("fused: frozen values keep their bits, minus zero too", permitted, async () => {
  const initial = structuredClone(request.jobs[0]!.initial);
  initial.forEach(({ weights }) => weights.fill(-0, 0, 3));
  const treatments = everywhere("frozen");
  const [network] = await fusedTrainer().train({
    ...request,
    jobs: [{ name: "a", initial, treatments }],
  });
  const { weights } = network!.parameters[0]!;
  deepEqual(weights, initial[0]!.weights);
  ok(Object.is(weights[0], -0));
});

// The revision names the bytes of results: a kernel with other code and the same bytes keeps it.
Deno.test("fused: golden bytes: when they change, so must the revision", permitted, async () => {
  equal(
    fusedTrainer().revision,
    "e91eb0d66b613f29693395298a0a7dec5d38ad1105757cc83846c2293fafa4ae/1",
  );
  const found: Uint8Array[] = [];
  for (const hidden of SHAPES) {
    const shape = mlp([12, ...hidden, 4]);
    const treatments = Object.fromEntries(
      hidden.map((units, l) => [
        `fc${l + 1}`,
        Array.from({ length: units }, (_, i) => i % 4 === 2 ? "frozen" as const : "trained"),
      ]),
    );
    const initial = initialParameters(shape, "he", randomSource(5));
    for (const samples of [dataset, sparse(dataset), dense(dataset)]) {
      for (const batchSize of [1, 7, 32]) {
        const trained = await fusedTrainer().train({
          ...request,
          spec: shape,
          dataset: samples,
          hyperparameters: { epochs: 2, batchSize, learningRate: 0.1 },
          jobs: [{ name: "a", initial }, { name: "b", initial, treatments }],
        });
        for (const { parameters, history } of trained) {
          found.push(toModelFiles(shape, parameters)["weights.bin"]);
          found.push(new TextEncoder().encode(JSON.stringify(history)));
        }
      }
    }
  }
  equal(
    sha256(await new Blob(found.map((bytes) => new Uint8Array(bytes))).bytes()),
    "e02c020885e4ca2665ef6322639dbb0bf34f7ca3b6181e5d9e871137e4b3cc00",
  );
});

Deno.test(
  "fused: golden bytes of a wide network, with few zeros and with many",
  permitted,
  async () => {
    const shape = mlp([12, 100, 102, 37, 4]);
    const initial = initialParameters(shape, "he", randomSource(5));
    const found: Uint8Array[] = [];
    for (const samples of [dataset, sparse(dataset), dense(dataset)]) {
      const hyperparameters = { epochs: 2, batchSize: 32, learningRate: 0.1 };
      const jobs = [{ name: "a", initial }];
      const training = { ...request, spec: shape, dataset: samples, hyperparameters, jobs };
      const [network] = await fusedTrainer().train(training);
      found.push(toModelFiles(shape, network!.parameters)["weights.bin"]);
    }
    equal(
      sha256(await new Blob(found.map((bytes) => new Uint8Array(bytes))).bytes()),
      "decfc898cdb64b30741645d29c164d78c9d42b4d14d30b827af3459090d8f303",
    );
  },
);

const IMAGES = { height: 7, width: 6, channels: 3 };

/** Images of any size, as pixels or as real inputs, with runs of equal pixels. */
function drawnImages(shape: ImageShape, isReal: boolean): Dataset {
  const features = shape.height * shape.width * shape.channels;
  const random = randomSource(2);
  const part = (count: number): Samples => {
    const pixels = Uint8Array.from(
      { length: count * features },
      () => Math.max(0, Math.floor(400 * uniform(random)) - 145),
    );
    const inputs = isReal ? Float32Array.from(pixels, (pixel) => PIXEL_TO_INPUT[pixel]!) : pixels;
    return { count, features, inputs, labels: Uint8Array.from({ length: count }, (_, i) => i % 4) };
  };
  const parts = { train: part(45), test: part(20) };
  return {
    ...dataset,
    input: { kind: "image", ...shape },
    parts,
    fingerprint: `${features}${isReal}`,
  };
}

/** Convolutions of every kind: with and without pooling, of few maps and of more than a patch in registers holds. */
function convolutions(shape: ImageShape): NetworkSpec[] {
  const layer = (name: string, units: number, pooling: "max" | "none"): LayerSpec => (
    { kind: "convolution", name, units, activation: "relu", bias: true, pooling }
  );
  const output = mlp([1, 4]).layers;
  return [
    { input: shape, layers: [layer("a", 1, "none"), ...output] },
    { input: shape, layers: [layer("a", 5, "max"), ...output] },
    { input: shape, layers: [layer("a", 9, "none"), layer("b", 18, "max"), ...output] },
    { input: shape, layers: [layer("a", 23, "max"), layer("b", 4, "none"), ...output] },
    {
      input: shape,
      layers: [
        layer("a", 13, "none"),
        layer("b", 6, "none"),
        layer("c", 3, "max"),
        ...mlp([1, 7, 4]).layers,
      ],
    },
  ];
}

for (const channels of [1, 2, 3, 4, 6]) {
  const shape = { height: 7, width: 6, channels };
  Deno.test(
    `fused: convolutions of ${channels} channels follow float64 backpropagation to 2e-5`,
    permitted,
    async () => {
      for (const spec of convolutions(shape)) {
        const training = {
          ...request,
          spec,
          dataset: drawnImages(shape, channels === 2),
          hyperparameters: { epochs: 2, batchSize: 7, learningRate: 0.1 },
          jobs: [{ name: "a", initial: initialParameters(spec, "he", randomSource(5)) }],
        };
        const [network] = await fusedTrainer().train(training);
        const difference = relativeDifference(network!.parameters, plainTraining(training));
        ok(difference < 2e-5, `${JSON.stringify(spec.layers)}: relative difference ${difference}`);
      }
    },
  );
}

Deno.test("fused: golden bytes of convolutions", permitted, async () => {
  const found: Uint8Array[] = [];
  for (const spec of convolutions(IMAGES)) {
    const initial = initialParameters(spec, "he", randomSource(5));
    const treatments = Object.fromEntries(
      hiddenLayers(spec).map(({ name, units }) => [
        name,
        Array.from({ length: units }, (_, i) => (["trained", "frozen", "zero"] as const)[i % 3]!),
      ]),
    );
    for (const samples of [drawnImages(IMAGES, false), drawnImages(IMAGES, true)]) {
      const trained = await fusedTrainer().train({
        ...request,
        spec,
        dataset: samples,
        hyperparameters: { epochs: 2, batchSize: 8, learningRate: 0.1 },
        jobs: [{ name: "a", initial }, { name: "b", initial, treatments }],
      });
      for (const { parameters, history } of trained) {
        found.push(toModelFiles(spec, parameters)["weights.bin"]);
        found.push(new TextEncoder().encode(JSON.stringify(history)));
      }
    }
  }
  equal(
    sha256(await new Blob(found.map((bytes) => new Uint8Array(bytes))).bytes()),
    "92de23d9a426194c491ae4973c9f031deee6d9b0ecf867536082ec6ea1b076cc",
  );
});

// Rows with few zeros are read whole to move weights, rows with many without them.
Deno.test(
  "fused: pixels that are always zero change no byte of the other weights",
  permitted,
  async () => {
    const { features } = dataset.parts.train;
    const wider = (samples: Samples): Samples => {
      const inputs = new Uint8Array(3 * samples.inputs.length);
      for (let row = 0; row < samples.count; row++) {
        const own = samples.inputs.subarray(row * features, (row + 1) * features);
        inputs.set(own, 3 * row * features);
      }
      return { ...samples, features: 3 * features, inputs };
    };
    const { train, test } = dataset.parts;
    ok(train.inputs.filter((pixel) => pixel !== 0).length > 0.9 * train.inputs.length);
    const [first, ...others] = request.jobs[0]!.initial;
    const units = first!.biases.length;
    const weights = new Float32Array(3 * features * units);
    weights.set(first!.weights);
    const [network] = await fusedTrainer().train(request);
    const [wide] = await fusedTrainer().train({
      ...request,
      spec: mlp([3 * features, ...widths.slice(1)]),
      dataset: { ...dataset, parts: { train: wider(train), test: wider(test) } },
      jobs: [{ name: "a", initial: [{ ...first!, weights }, ...others] }],
    });
    const [own, ...rest] = wide!.parameters;
    const found = [{ ...own!, weights: own!.weights.subarray(0, features * units) }, ...rest];
    deepEqual(found, network!.parameters);
  },
);

Deno.test(
  "fused: jobs of one cohort with every treatment: the bytes of each alone",
  permitted,
  async () => {
    const layers = (pick: (at: number) => UnitTreatment) => ({
      fc1: Array.from({ length: 6 }, (_, i) => pick(i)),
      fc2: Array.from({ length: 5 }, (_, i) => pick(i + 1)),
    });
    const ways: ((at: number) => UnitTreatment)[] = [
      () => "trained",
      (at) => at % 2 === 0 ? "trained" : "zero",
      (at) => at % 3 === 0 ? "trained" : "frozen",
      (at) => at % 3 === 1 ? "trained" : "frozen",
      (at) => at === 2 ? "trained" : "constant",
      (at) => (["trained", "constant", "frozen", "zero"] as const)[at % 4]!,
      () => "zero",
    ];
    // Two starting points: frozen neurons of the same start share a column, others do not.
    const jobs = [draw(1), draw(2)].flatMap((initial) =>
      ways.map((way, at) => ({ name: `${at}`, initial, treatments: layers(way) }))
    );
    for (const dataset of [request.dataset, dense(request.dataset)]) {
      const together = await fusedTrainer().train({ ...request, dataset, jobs });
      for (const [at, job] of jobs.entries()) {
        const [alone] = await fusedTrainer().train({ ...request, dataset, jobs: [job] });
        deepEqual(together[at], alone, `job ${at}`);
      }
    }
  },
);

Deno.test(
  "fused: over ten seeds accuracies are distributed as those of tfjs",
  permitted,
  async () => {
    const digits = takeSamples(await loadEmbeddedMnist(), { train: 1000, test: 500 });
    const shape = mlp([784, 20, 20, 20, 10]);
    const accuracies = (trainer: Trainer) =>
      Array.fromAsync({ length: 10 }, async (_, seed) => {
        const [network] = await trainer.train({
          spec: shape,
          dataset: digits,
          hyperparameters: { epochs: 8, batchSize: 32, learningRate: 0.1 },
          batchSeed: seed,
          jobs: [{ name: "a", initial: initialParameters(shape, "default", randomSource(seed)) }],
          metrics: "last-epoch",
        });
        return network!.history.at(-1)!.testAccuracy;
      });
    const fused = summarise(await accuracies(fusedTrainer()));
    const reference = summarise(await accuracies(tfjsTrainer("wasm")));
    // Seeds differ among each other by much more than the engines do.
    ok(reference.standardDeviation! > 0.01, `${reference.standardDeviation}`);
    ok(Math.abs(fused.mean - reference.mean) < 0.003, `${fused.mean} ${reference.mean}`);
    const spread = fused.standardDeviation! / reference.standardDeviation!;
    ok(spread > 0.8 && spread < 1.25, `${spread}`);
  },
);

Deno.test(
  "fused: an activation that its kernel lacks is refused, with an engine that has it",
  permitted,
  async () => {
    const [fc1, ...others] = spec.layers;
    const linear = { ...spec, layers: [{ ...fc1!, activation: "none" as const }, ...others] };
    const message =
      'The trainer fused needs a ReLU in every hidden layer, and layer fc1 has activation "none"; ' +
      "the trainer tfjs-wasm trains it";
    equal(fusedTrainer().refusal(linear), message);
    equal(fusedTrainer().refusal(spec), undefined);
    await rejects(fusedTrainer().train({ ...request, spec: linear }), new TrainingError(message));
    const [network] = await tfjsTrainer("wasm").train({ ...request, spec: linear });
    ok(network!.history[3]!.trainLoss < network!.history[0]!.trainLoss);
  },
);

Deno.test(
  "fused: rows of more pixels than its sparse form can count are refused",
  permitted,
  async () => {
    const features = 2 ** 22 + 1;
    const wide = { kind: "vector", size: features } as const;
    const row = { count: 1, features, inputs: new Uint8Array(features), labels: Uint8Array.of(0) };
    const dataset = { ...request.dataset, input: wide, parts: { train: row, test: row } };
    const shape = mlp([features, 4]);
    const initial = [{ weights: new Float32Array(4 * features), biases: new Float32Array(4) }];
    await rejects(
      fusedTrainer().train({ ...request, dataset, spec: shape, jobs: [{ name: "a", initial }] }),
      /takes rows of at most 4194304 pixels, got 4194305; give the inputs as Float32Array/,
    );
  },
);
