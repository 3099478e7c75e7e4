/** What every trainer must do, whatever computes. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { initialParameters, mlp, type NetworkParameters } from "../../lib/models/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import type {
  Trainer,
  TrainingProgress,
  TrainingRequest,
  Treatments,
  UnitTreatment,
} from "../../lib/training/mod.ts";
import { permitted } from "../permitted.ts";
import { plainTraining } from "./plain_training.ts";
import { relativeDifference } from "./relative_difference.ts";
import { CONVOLUTIONAL, DENSE, type ToyTraining } from "./toy_request.ts";

/** Values of an array whose position meets a condition. */
const valuesAt = (values: Float32Array, condition: (at: number) => boolean) =>
  values.filter((_, at) => condition(at));

/** The incoming weights of a unit of layer `l`, and those that leave it. */
function weightsOf(parameters: NetworkParameters, l: number, unit: number) {
  const units = parameters[l]!.biases.length;
  const next = parameters[l + 1]!.biases.length;
  return {
    incoming: valuesAt(parameters[l]!.weights, (at) => at % units === unit),
    outgoing: valuesAt(parameters[l + 1]!.weights, (at) => Math.floor(at / next) % units === unit),
  };
}

/**
 * Declares the tests, each under the name of the trainer.
 *
 * @param toy the training on which it is tried; convolutions in addition: `testTrainer(trainer, CONVOLUTIONAL)`
 */
export function testTrainer(trainer: Trainer, toy: ToyTraining = DENSE): void {
  const name = trainer.name + toy.title;
  const { request, draw, everywhere, treatments } = toy;
  const { spec } = request;

  /** The same with another treatment for those that are not trained. */
  const heldAs = (held: UnitTreatment): Treatments =>
    Object.fromEntries(
      Object.entries(treatments)
        .map(([layer, own]) => [layer, own.map((one) => one === "trained" ? one : held)]),
    );

  /** All parameters that touch the hidden units with a treatment. */
  const touching = (parameters: NetworkParameters, treatment: UnitTreatment): number[] =>
    Object.values(treatments).flatMap((layer, l) =>
      layer.flatMap((found, unit) => {
        if (found !== treatment) return [];
        const { incoming, outgoing } = weightsOf(parameters, l, unit);
        return [...incoming, parameters[l]!.biases[unit]!, ...outgoing];
      })
    );

  /** The network with a layer that has no biases. */
  const withoutBias = (layer: number) => ({
    ...spec,
    layers: spec.layers.map((own, l) => l === layer ? { ...own, bias: false } : own),
  });

  Deno.test(
    `${name}: an epoch is plain SGD over the seeded batches, the last one shorter`,
    permitted,
    async () => {
      const hyperparameters = { epochs: 2, batchSize: 50, learningRate: 0.1 };
      const uneven = { ...request, hyperparameters };
      const [network] = await trainer.train(uneven);
      const difference = relativeDifference(network!.parameters, plainTraining(uneven));
      ok(difference < 1e-5, `relative difference ${difference}`);
    },
  );

  Deno.test(
    `${name}: history has the untrained network and every epoch; the loss falls`,
    permitted,
    async () => {
      const [network] = await trainer.train(request);
      deepEqual(network!.history.map(({ epoch }) => epoch), [0, 1, 2, 3]);
      ok(network!.history[3]!.trainLoss < network!.history[0]!.trainLoss);
      equal(network!.name, "a");
    },
  );

  Deno.test(
    `${name}: zero neurons stay exactly zero, frozen ones keep their values, others learn`,
    permitted,
    async () => {
      const job = { ...request.jobs[0]!, treatments };
      const [network] = await trainer.train({ ...request, jobs: [job] });
      const { parameters } = network!;
      ok(touching(parameters, "zero").every((value) => Object.is(value, 0)));
      // A weight between a frozen and a zero neuron is zero: removal wins.
      const frozen = touching(job.initial, "frozen");
      touching(parameters, "frozen").forEach((value, at) =>
        ok(value === frozen[at] || value === 0)
      );
      ok(touching(parameters, "frozen").some((value) => value !== 0));
      ok(parameters[0]!.weights[0] !== job.initial[0]!.weights[0]);
    },
  );

  Deno.test(
    `${name}: frozen neurons take part in the forward pass, zero ones do not`,
    permitted,
    async () => {
      const train = async (held: UnitTreatment) => {
        const [network] = await trainer.train({
          ...request,
          jobs: [{ ...request.jobs[0]!, treatments: heldAs(held) }],
        });
        return network!.history[0]!.trainLoss;
      };
      const [plain] = await trainer.train(request);
      const expected = plain!.history[0]!.trainLoss;
      // An engine may add the terms of a layer in another order.
      ok(Math.abs(await train("frozen") / expected - 1) < 1e-6);
      ok(Math.abs(await train("zero") / expected - 1) > 1e-3);
    },
  );

  Deno.test(
    `${name}: constant neurons have no inputs, but learn their bias and outgoing weights`,
    permitted,
    async () => {
      const job = { ...request.jobs[0]!, treatments: heldAs("constant") };
      const [network] = await trainer.train({ ...request, jobs: [job] });
      const [first] = network!.parameters;
      const unit = Object.values(treatments)[0]!.findIndex((treatment) => treatment !== "trained");
      const { incoming, outgoing } = weightsOf(network!.parameters, 0, unit);
      ok(incoming.every((weight) => Object.is(weight, 0)));
      ok(first!.biases[unit] !== job.initial[0]!.biases[unit] || first!.biases[unit]! < 0);
      const before = weightsOf(job.initial, 0, unit).outgoing;
      ok(outgoing.some((weight, at) => weight !== before[at]));
      const difference = relativeDifference(
        network!.parameters,
        plainTraining({ ...request, jobs: [job] }),
      );
      ok(difference < 1e-5, `relative difference ${difference}`);
    },
  );

  Deno.test(
    `${name}: metrics after the last epoch alone are the last row of the whole history`,
    permitted,
    async () => {
      const [whole] = await trainer.train(request);
      const [last] = await trainer.train({ ...request, metrics: "last-epoch" });
      deepEqual(last, { ...whole!, history: whole!.history.slice(-1) });
    },
  );

  Deno.test(
    `${name}: all neurons trained by name gives the bytes of an ordinary training`,
    permitted,
    async () => {
      const plain = await trainer.train(request);
      const named = await trainer.train({
        ...request,
        jobs: [{ ...request.jobs[0]!, treatments: everywhere("trained") }],
      });
      deepEqual(named, plain);
    },
  );

  Deno.test(`${name}: an output layer without bias never gets one`, permitted, async () => {
    const unbiased = withoutBias(spec.layers.length - 1);
    const initial = initialParameters(unbiased, "default", randomSource(1));
    const [network] = await trainer.train({
      ...request,
      spec: unbiased,
      jobs: [{ name: "a", initial }],
    });
    ok(network!.parameters.at(-1)!.biases.every((value) => value === 0));
    ok(network!.parameters[0]!.biases.some((value, j) => value !== initial[0]!.biases[j]));
  });

  Deno.test(`${name}: a hidden layer without biases never gets one`, permitted, async () => {
    const unbiased = withoutBias(0);
    const initial = initialParameters(unbiased, "default", randomSource(1));
    const [network] = await trainer.train({
      ...request,
      spec: unbiased,
      jobs: [{
        name: "a",
        initial,
        treatments: Object.fromEntries(Object.entries(treatments).slice(0, 1)),
      }],
    });
    const [one, two] = network!.parameters;
    ok(one!.biases.every((value) => value === 0));
    ok(one!.weights.some((value, at) => value !== initial[0]!.weights[at]));
    ok(two!.biases.some((value, j) => value !== initial[1]!.biases[j]), "the next one is trained");
  });

  Deno.test(
    `${name}: progress counts steps and brings each epoch's metrics once`,
    permitted,
    async () => {
      const reports: TrainingProgress[] = [];
      const [network] = await trainer.train(request, {
        onProgress: (progress) => reports.push(progress),
      });
      deepEqual(reports.flatMap(({ metrics }) => metrics ?? []), network!.history);
      deepEqual(reports.filter(({ metrics }) => metrics).map(({ step }) => step), [0, 4, 8, 12]);
      ok(reports.every(({ steps, name }) => steps === 12 && name === "a"));
    },
  );

  Deno.test(
    `${name}: aborting stops within an epoch, rejects with the reason, frees the queue`,
    permitted,
    async () => {
      const controller = new AbortController();
      const long = { ...request, hyperparameters: { ...request.hyperparameters, epochs: 100_000 } };
      const training = trainer.train(long, { signal: controller.signal });
      setTimeout(() => controller.abort(new Error("enough")), 150);
      await rejects(training, /enough/);
      await rejects(
        trainer.train(request, { signal: AbortSignal.abort(new Error("no")) }),
        /no/,
      );
      equal((await trainer.train(request)).length, 1);
    },
  );

  Deno.test(`${name}: a diverging training says when and what to change`, permitted, async () => {
    await rejects(
      trainer.train({
        ...request,
        hyperparameters: { epochs: 5, batchSize: 8, learningRate: 1e30 },
      }),
      /Training of a diverged: the training loss after epoch \d is .*smaller learning rate than 1e\+30/,
    );
  });

  Deno.test(`${name}: a network of a cohort is the one trained alone`, permitted, async () => {
    const [alone] = await trainer.train(request);
    const cohort = await trainer.train({
      ...request,
      jobs: [
        { name: "first", initial: draw(3) },
        { name: "sparse", initial: draw(4), treatments },
        ...request.jobs,
      ],
    });
    deepEqual(cohort.map(({ name }) => name), ["first", "sparse", "a"]);
    deepEqual(cohort[2], alone);
  });

  Deno.test(`${name}: training leaves the initial parameters alone`, permitted, async () => {
    const before = structuredClone(request.jobs[0]!.initial);
    await trainer.train(request);
    deepEqual(request.jobs[0]!.initial, before);
  });

  if (toy === DENSE) testRefusals(trainer);
  if (toy === CONVOLUTIONAL) testImageRefusals(trainer);
}

function testRefusals(trainer: Trainer): void {
  const { request } = DENSE;
  const { spec } = request;
  Deno.test(
    `${trainer.name}: requests that cannot be are refused with the culprit`,
    permitted,
    async () => {
      const { hyperparameters } = request;
      const refuse = (change: Partial<TrainingRequest>, pattern: RegExp) =>
        rejects(trainer.train({ ...request, ...change }), pattern);
      await refuse(
        { hyperparameters: { ...hyperparameters, epochs: 1.5 } },
        /epochs must be an integer/,
      );
      await refuse(
        { hyperparameters: { ...hyperparameters, batchSize: 0 } },
        /batchSize.*at least 1, got 0/,
      );
      await refuse(
        { hyperparameters: { ...hyperparameters, learningRate: NaN } },
        /learningRate.*NaN/,
      );
      await refuse({ spec: mlp([12, 6, 5, 3]) }, /3 outputs, toy has 4 classes/);
      const { dataset } = request;
      const { train, test } = dataset.parts;
      const labels = test.labels.map((label, row) => row === 9 ? 4 : label);
      await refuse(
        { dataset: { ...dataset, parts: { train, test: { ...test, labels } } } },
        /toy, test: row 9 has label 4, 4 classes allow 0 to 3/,
      );
      await refuse({ spec: mlp([9, 6, 5, 4]) }, /takes 9 inputs/);
      await refuse(
        { jobs: [{ ...request.jobs[0]!, treatments: { fc2: ["zero"] } }] },
        /a: treatments are given for 1 units of fc2, the network has 6 of fc1, 5 of fc2/,
      );
      const output = { fc_out: ["zero", "zero", "zero", "zero"] as const };
      await refuse(
        { jobs: [{ ...request.jobs[0]!, treatments: output }] },
        /a: treatments are given for 4 units of fc_out/,
      );
      // From plain JavaScript: the types do not have these.
      await refuse(
        { metrics: "every-step" as "last-epoch" },
        /metrics must be one of every-epoch, last-epoch, got every-step/,
      );
      const strangeTreatment = Array(6).fill("constant").with(2, "halved");
      await refuse(
        { jobs: [{ ...request.jobs[0]!, treatments: { fc1: strangeTreatment } }] },
        /a: each treatment of fc1 must be one of trained, .*, got halved/,
      );
      const shallow = mlp([12, 4]);
      const initial = initialParameters(shallow, "default", randomSource(1));
      await refuse(
        { spec: shallow, jobs: [{ name: "a", initial, treatments: { fc1: ["zero"] } }] },
        /1 units of fc1, the network has no hidden layer/,
      );
      // A kind of layer of a later version, or from plain JavaScript.
      const strange = { ...spec.layers[0]!, kind: "strange" as "dense" };
      await refuse(
        { spec: { ...spec, layers: [strange, ...spec.layers.slice(1)] } },
        /The trainer \w+ trains dense layers.* only, and layer fc1 is of kind "strange"/,
      );
    },
  );
}

function testImageRefusals(trainer: Trainer): void {
  const { request } = CONVOLUTIONAL;
  const { spec, dataset } = request;

  Deno.test(
    `${trainer.name}: samples other than the images of a network are refused`,
    permitted,
    async () => {
      const input = { height: 9, width: 6, channels: 2 };
      const refuse = (change: Partial<TrainingRequest>, pattern: RegExp) =>
        rejects(trainer.train({ ...request, ...change, jobs: [] }), pattern);
      await refuse(
        { spec: { ...spec, input } },
        /takes images of 9 × 6 × 2 values \(height, width, channels\), toy images has images of 6 × 9 × 2 values/,
      );
      await refuse(
        { dataset: { ...dataset, input: { kind: "vector", size: 108 } } },
        /takes images of 6 × 9 × 2 .*, toy images has vectors of 108 values/,
      );
      await refuse(
        { spec: { ...spec, input: { ...input, channels: 1 } } },
        /The network takes 54 inputs/,
      );
      await refuse(
        { spec: { ...spec, input: 108 } },
        /Layer conv1 is a convolution, which an image must enter/,
      );
      const strange = [{ ...spec.layers[0]!, kind: "strange" as "dense" }, ...spec.layers.slice(3)];
      await refuse(
        { spec: { ...spec, layers: strange } },
        /trains dense layers and convolutions only, and layer conv1 is of kind "strange"/,
      );
      // Images are as good as vectors to dense layers.
      deepEqual(await trainer.train({ ...request, spec: mlp([108, 4]), jobs: [] }), []);
    },
  );
}
