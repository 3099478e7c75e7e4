/** The fast trainer: many steps of an epoch per call of a WebAssembly kernel. */
import { layerShapes, type NetworkSpec } from "../../models/spec.ts";
import {
  batchOrder,
  epochMetrics,
  kindRefusal,
  PAUSE_MS,
  requireFinite,
  validateRequest,
} from "../request.ts";
import type {
  EpochMetrics,
  TrainedNetwork,
  Trainer,
  TrainingOptions,
  TrainingRequest,
} from "../trainer.ts";
import { compactNetwork } from "./compaction.ts";
import { ImageCohort, KernelCohort, type LoadedKernel, loadKernel } from "./kernel_cohort.ts";
import { pauseEvery } from "../../system/workers/in_parallel.ts";

/**
 * Stands for the bytes that the kernel computes, whatever its code: changed whenever the golden bytes in its test change.
 * It is the SHA-256 of the first kernel that computed them.
 */
const REVISION = "e91eb0d66b613f29693395298a0a7dec5d38ad1105757cc83846c2293fafa4ae/1";

/**
 * A {@link Trainer} with its own WebAssembly kernel: plain SGD as the tfjs trainer defines it, in float32.
 *
 * It trains dense layers and convolutions, with a ReLU in every hidden layer; other networks are refused. Removed
 * neurons and maps are left out of the arithmetic. Dense networks of a cohort read each batch together; networks with
 * convolutions take it one after the other. The kernel uses only operations whose result WebAssembly fixes, the exponential included: the same request
 * gives the same bytes on every machine, for each network of a cohort those of its training alone. `train`
 * rejects with a `TrainingError` when a loss or a parameter is no longer finite, with a `KernelMemoryError` when samples and
 * networks need more than 4 GiB, with the reason of the signal when that is aborted.
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist, takeSamples } from "@multiplet/multiplet/data";
 * import { initialParameters, mlp } from "@multiplet/multiplet/models";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { fusedTrainer } from "@multiplet/multiplet/training/fused";
 * import { strictEqual as equal } from "node:assert/strict";
 *
 * const dataset = takeSamples(await loadEmbeddedMnist(), { train: 500, test: 100 });
 * const spec = mlp([784, 20, 10]);
 * const [network] = await fusedTrainer().train({
 *   spec,
 *   dataset,
 *   hyperparameters: { epochs: 5, batchSize: 32, learningRate: 0.1 },
 *   batchSeed: 1,
 *   jobs: [{ name: "example", initial: initialParameters(spec, "default", randomSource(1)) }],
 * });
 * equal(network!.history.at(-1)!.trainAccuracy, 0.846);
 * ```
 */
export function fusedTrainer(): Trainer {
  /** The kernel of the last finished training: the next training may use the same samples. */
  let idle: LoadedKernel | undefined;
  return {
    name: "fused",
    revision: REVISION,
    refusal,
    async train(request, options = {}) {
      validateRequest(request, refusal);
      options.signal?.throwIfAborted();
      const { dataset, spec, jobs } = request;
      if (jobs.length === 0) return [];
      const form = spec.layers.some(({ kind }) => kind === "convolution") ? "images" : "rows";
      const isKnown = idle?.fingerprint === dataset.fingerprint && idle.form === form;
      const loaded = isKnown ? idle! : loadKernel(dataset, form);
      idle = undefined;
      try {
        return await trainCohort(loaded, request, options);
      } finally {
        loaded.clear();
        idle = loaded;
      }
    },
  };
}

/** The kernel has a ReLU after every layer but the last. */
function refusal(spec: NetworkSpec): string | undefined {
  const unknown = kindRefusal("fused", ["dense", "convolution"], spec);
  if (unknown !== undefined) return unknown;
  const linear = layerShapes(spec)
    .find((shape) => shape.layer.role === "hidden" && shape.spec.activation !== "relu")?.spec;
  return linear &&
    `The trainer fused needs a ReLU in every hidden layer, and layer ${linear.name} has activation ` +
      `"${linear.activation}"; the trainer tfjs-wasm trains it`;
}

async function trainCohort(
  { kernel, form, train, test }: LoadedKernel,
  { spec, jobs, hyperparameters, batchSeed, metrics: schedule }: TrainingRequest,
  { signal, onProgress }: TrainingOptions,
): Promise<TrainedNetwork[]> {
  const { epochs, batchSize, learningRate } = hyperparameters;
  const { count } = train;
  const networks = jobs.map((job) => compactNetwork(spec, job));
  const histories = jobs.map((): EpochMetrics[] => []);
  const most = Math.min(batchSize, count);
  const cohort = form === "images"
    ? new ImageCohort(kernel, spec, networks, most)
    : new KernelCohort(kernel, networks, most);
  const order = kernel.memory.allocate(4 * count);
  const steps = epochs * Math.ceil(count / batchSize);
  let step = 0;
  /** Steps per call of the kernel; grows until a call takes a good part of the time between two pauses. */
  let stretch = 1;
  const report = (job: number, metrics?: EpochMetrics) =>
    onProgress?.({ job, name: jobs[job]!.name, step, steps, metrics });
  const pauseIfDue = pauseEvery(PAUSE_MS, signal, () => jobs.forEach((_, job) => report(job)));

  const pass = async (epoch: number) => {
    kernel.memory.write(order, batchOrder(count, batchSeed, epoch));
    for (let from = 0; from < count;) {
      const rows = Math.min(stretch * most, count - from);
      const started = performance.now();
      cohort.train(train, order + 4 * from, rows, most, learningRate);
      const took = performance.now() - started;
      if (took < PAUSE_MS / 4) stretch *= 2;
      else if (took > PAUSE_MS && stretch > 1) stretch /= 2;
      step += Math.ceil(rows / batchSize);
      from += rows;
      await pauseIfDue();
    }
  };
  const measure = async (epoch: number) => {
    const ofTrain = await cohort.evaluate(train, pauseIfDue);
    const ofTest = await cohort.evaluate(test, pauseIfDue);
    jobs.forEach(({ name }, job) => {
      const metrics = epochMetrics(name, learningRate, epoch, ofTrain[job]!, ofTest[job]!);
      histories[job]!.push(metrics);
      report(job, metrics);
      signal?.throwIfAborted();
    });
  };
  for (let epoch = 0; epoch <= epochs; epoch++) {
    if (epoch > 0) await pass(epoch);
    if (schedule !== "last-epoch" || epoch === epochs) await measure(epoch);
  }
  const found = cohort.parameters();
  return jobs.map(({ name }, job) => {
    const parameters = networks[job]!.expand(found[job]!);
    requireFinite(name, learningRate, spec, parameters);
    return { name, parameters, history: histories[job]! };
  });
}
