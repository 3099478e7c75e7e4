/** The reference trainer, which defines the results of training by tfjs's automatic differentiation. */
import * as tf from "@tensorflow/tfjs";
import { gatherInputs, type Samples } from "../../data/dataset.ts";
import type { LayerParameters, NetworkParameters } from "../../models/parameters.ts";
import { type LayerShape, layerShapes, type NetworkSpec } from "../../models/spec.ts";
import { type Evaluation, evaluationSteps } from "../../models/forward.ts";
import { batchOrder, epochMetrics, kindRefusal, PAUSE_MS, validateRequest } from "../request.ts";
import type {
  EpochMetrics,
  TrainedNetwork,
  Trainer,
  TrainingOptions,
  TrainingRequest,
} from "../trainer.ts";
import { startingParameters, updateMask } from "../treatment.ts";
import { type TfjsBackend, useBackend } from "./backend.ts";
import { pooledMaxima } from "./convolution.ts";
import { pauseEvery } from "../../system/workers/in_parallel.ts";

/**
 * A network in the memory of the tfjs backend in use. Call `dispose` when done with it.
 *
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { TfjsNetwork, useBackend } from "@multiplet/multiplet/training/tfjs";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * await useBackend("cpu");
 * const zeros = [{ weights: new Float32Array(2), biases: new Float32Array(2) }];
 * const network = new TfjsNetwork(mlp([1, 2]), zeros, 1);
 * const samples = { count: 1, features: 1, inputs: Float32Array.of(1), labels: Uint8Array.of(0) };
 * network.step(samples, [0]); // Both classes had probability ½; it was class 0.
 * const [layer] = await network.parameters();
 * deepEqual(layer!.weights, Float32Array.of(0.5, -0.5));
 * network.dispose();
 * ```
 */
export class TfjsNetwork {
  readonly #shapes: readonly LayerShape[];
  /** Weights and biases in turn, first layer first. */
  readonly #variables: readonly tf.Variable[];
  readonly #mask: readonly tf.Tensor[] | undefined;
  readonly #optimizer: tf.SGDOptimizer;

  /**
   * Copies the parameters into the backend.
   *
   * @param learningRate step length of {@link TfjsNetwork.step}
   * @param mask 1 for parameters to update, 0 for those to keep; absent: all are updated
   */
  constructor(
    spec: NetworkSpec,
    parameters: NetworkParameters,
    learningRate: number,
    mask?: NetworkParameters,
  ) {
    this.#shapes = layerShapes(spec);
    this.#variables = tf.tidy(() => toTensors(spec, parameters).map((one) => tf.variable(one)));
    this.#mask = mask && toTensors(spec, mask);
    this.#optimizer = tf.train.sgd(learningRate);
  }

  /** One SGD step on the rows `indices`. */
  step(samples: Samples, indices: ArrayLike<number>): void {
    tf.tidy(() => {
      const gradients = this.#gradients(samples, indices);
      this.#optimizer.applyGradients(
        this.#variables.map((variable, at) => ({
          name: variable.name,
          tensor: this.#mask ? tf.mul(gradients[at]!, this.#mask[at]!) : gradients[at]!,
        })),
      );
    });
  }

  /** Gradients of the mean loss of the rows `indices`, in the shape of the parameters. */
  async gradients(samples: Samples, indices: ArrayLike<number>): Promise<LayerParameters[]> {
    const gradients = tf.tidy(() => this.#gradients(samples, indices));
    const result = await fromTensors(gradients);
    tf.dispose(gradients);
    return result;
  }

  /** A copy of the current parameters. */
  parameters(): Promise<LayerParameters[]> {
    return fromTensors(this.#variables);
  }

  /** Frees the memory of the backend. */
  dispose(): void {
    tf.dispose([...this.#variables, ...(this.#mask ?? [])]);
    this.#optimizer.dispose();
  }

  #gradients(samples: Samples, indices: ArrayLike<number>): tf.Tensor[] {
    const rows = indices.length;
    const inputs = new Float32Array(rows * samples.features);
    gatherInputs(samples, indices, inputs);
    const labels = Int32Array.from(indices, (at) => samples.labels[at]!);
    const batch = tf.tensor2d(inputs, [rows, samples.features]);
    const targets = tf.oneHot(tf.tensor1d(labels, "int32"), this.#shapes.at(-1)!.layer.units);
    const { grads } = tf.variableGrads(
      () => tf.losses.softmaxCrossEntropy(targets, this.#logits(batch)).asScalar(),
      [...this.#variables],
    );
    return this.#variables.map((variable) => grads[variable.name]!);
  }

  #logits(inputs: tf.Tensor): tf.Tensor {
    return this.#shapes.reduce((values, { spec, entering, inputs }, l) => {
      const [weights, biases] = [this.#variables[2 * l]!, this.#variables[2 * l + 1]!];
      const activated = (sums: tf.Tensor) => spec.activation === "relu" ? tf.relu(sums) : sums;
      switch (spec.kind) {
        case "dense": {
          const rows = entering ? tf.reshape(values, [-1, inputs]) : values;
          return activated(tf.add(tf.matMul(rows, weights), biases));
        }
        case "convolution": {
          const { height, width, channels } = entering!;
          const images = tf.reshape<tf.Rank.R4>(values, [-1, height, width, channels]);
          const sums = tf.add(tf.conv2d(images, weights as tf.Tensor4D, 1, "same"), biases);
          const maps = activated(sums) as tf.Tensor4D;
          return spec.pooling === "max" ? pooledMaxima(maps) : maps;
        }
      }
    }, inputs);
  }
}

/** Weights and biases in turn, first layer first. */
function toTensors(spec: NetworkSpec, parameters: NetworkParameters): tf.Tensor[] {
  return layerShapes(spec).flatMap(({ kernel }, l): tf.Tensor[] => {
    const { weights, biases } = parameters[l]!;
    return [tf.tensor(weights, [...kernel]), tf.tensor1d(biases)];
  });
}

async function fromTensors(tensors: readonly tf.Tensor[]): Promise<LayerParameters[]> {
  const values = await Promise.all(tensors.map((tensor) => tensor.data<"float32">()));
  return Array.from({ length: values.length / 2 }, (_, l) => ({
    weights: values[2 * l]!.slice(),
    biases: values[2 * l + 1]!.slice(),
  }));
}

/** The last requested training of this process: tfjs has one backend at a time, so trainings are queued. */
let lastTurn: Promise<unknown> = Promise.resolve();

/**
 * A {@link Trainer} on tfjs; the networks of a cohort are trained one after the other.
 *
 * The same request on the same backend gives the same bytes, whatever else runs. `train` rejects
 * with a `TrainingError` when a loss is no longer finite, with the reason of the signal when
 * that is aborted.
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist, takeSamples } from "@multiplet/multiplet/data";
 * import { initialParameters, mlp } from "@multiplet/multiplet/models";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { tfjsTrainer } from "@multiplet/multiplet/training/tfjs";
 * import { ok } from "node:assert/strict";
 *
 * const dataset = takeSamples(await loadEmbeddedMnist(), { train: 500, test: 100 });
 * const spec = mlp([784, 20, 10]);
 * const [network] = await tfjsTrainer("wasm").train({
 *   spec,
 *   dataset,
 *   hyperparameters: { epochs: 5, batchSize: 32, learningRate: 0.1 },
 *   batchSeed: 1,
 *   jobs: [{ name: "example", initial: initialParameters(spec, "default", randomSource(1)) }],
 * });
 * ok(network!.history.at(-1)!.trainLoss < network!.history[0]!.trainLoss);
 * ```
 */
export function tfjsTrainer(backend: TfjsBackend = "wasm"): Trainer {
  return {
    name: `tfjs-${backend}`,
    revision: `tfjs-${tf.version.tfjs}/1`,
    refusal,
    train(request, options = {}) {
      const turn = lastTurn.then(() => trainCohort(backend, request, options));
      lastTurn = turn.catch(() => {});
      return turn;
    },
  };
}

const refusal = (spec: NetworkSpec) => kindRefusal("tfjs", ["dense", "convolution"], spec);

async function trainCohort(
  backend: TfjsBackend,
  request: TrainingRequest,
  options: TrainingOptions,
): Promise<TrainedNetwork[]> {
  validateRequest(request, refusal);
  options.signal?.throwIfAborted();
  await useBackend(backend);
  const results: TrainedNetwork[] = [];
  for (let job = 0; job < request.jobs.length; job++) {
    results.push(await trainNetwork(backend, request, job, options));
  }
  return results;
}

async function trainNetwork(
  backend: TfjsBackend,
  { spec, dataset, hyperparameters, batchSeed, jobs, metrics: schedule }: TrainingRequest,
  index: number,
  { signal, onProgress }: TrainingOptions,
): Promise<TrainedNetwork> {
  const job = jobs[index]!;
  const { epochs, batchSize, learningRate } = hyperparameters;
  const { count } = dataset.parts.train;
  const steps = epochs * Math.ceil(count / batchSize);
  const report = (step: number, metrics?: EpochMetrics) =>
    onProgress?.({ job: index, name: job.name, step, steps, metrics });

  const initial = startingParameters(spec, job);
  const network = new TfjsNetwork(spec, initial, learningRate, updateMask(spec, job));
  try {
    const history: EpochMetrics[] = [];
    let parameters = await network.parameters();
    let step = 0;
    const pausing = pauseEvery(PAUSE_MS, signal, () => report(step));
    const pauseIfDue = () =>
      pausing()?.then(async () => {
        // Another training may have switched the backend, and with it the arithmetic.
        if (tf.getBackend() !== backend) await useBackend(backend);
      });
    const measured = async (samples: Samples): Promise<Evaluation> => {
      const steps = evaluationSteps(spec, parameters, samples);
      for (;;) {
        const { done, value } = steps.next();
        if (done) return value;
        const pause = pauseIfDue();
        if (pause !== undefined) await pause;
      }
    };
    for (let epoch = 0; epoch <= epochs; epoch++) {
      if (epoch > 0) {
        const order = batchOrder(count, batchSeed, epoch);
        for (let at = 0; at < count; at += batchSize) {
          network.step(dataset.parts.train, order.subarray(at, at + batchSize));
          step++;
          const pause = pauseIfDue();
          if (pause !== undefined) await pause;
        }
        parameters = await network.parameters();
      }
      if (schedule === "last-epoch" && epoch < epochs) continue;
      const train = await measured(dataset.parts.train);
      const test = await measured(dataset.parts.test);
      const metrics = epochMetrics(job.name, learningRate, epoch, train, test);
      history.push(metrics);
      report(step, metrics);
      signal?.throwIfAborted();
    }
    return { name: job.name, parameters, history };
  } finally {
    network.dispose();
  }
}
