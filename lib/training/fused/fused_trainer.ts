/** The fast trainer: many steps of an epoch per call of a WebAssembly kernel. */
import { kernelRevision } from "../../kernels/mod.ts";
import { layerShapes, type NetworkSpec } from "../../models/spec.ts";
import { batchOrder, denseRefusal, epochMetrics, PAUSE_MS, validateRequest } from "../request.ts";
import type {
  EpochMetrics,
  TrainedNetwork,
  Trainer,
  TrainingOptions,
  TrainingRequest,
} from "../trainer.ts";
import { type CompactNetwork, compactNetwork } from "./compaction.ts";
import { KernelCohort, type LoadedKernel, loadKernel } from "./kernel_cohort.ts";
import { pauseEvery } from "../../system/workers/in_parallel.ts";

/**
 * A {@link Trainer} with its own WebAssembly kernel: plain SGD as the tfjs trainer defines it, in float32.
 *
 * The networks of a cohort process each batch together, and removed neurons are left out of the arithmetic.
 * The kernel uses only operations whose result WebAssembly fixes, the exponential included: the same request
 * gives the same bytes on every machine, for each network of a cohort those of its training alone. `train`
 * rejects with a `TrainingError` when a loss is no longer finite, with a `KernelMemoryError` when samples and
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
    // Read on request, so that a trainer can be made without the permission to read the kernel.
    get revision() {
      return `${kernelRevision()}/1`;
    },
    refusal,
    async train(request, options = {}) {
      validateRequest(request, refusal);
      options.signal?.throwIfAborted();
      const { dataset } = request;
      const known = idle?.fingerprint === dataset.fingerprint ? idle : undefined;
      const loaded = known ?? loadKernel(dataset);
      idle = undefined;
      try {
        return await new FusedTraining(loaded, request, options).run();
      } finally {
        loaded.clear();
        idle = loaded;
      }
    },
  };
}

/** The kernel has a ReLU after every layer but the last. */
function refusal(spec: NetworkSpec): string | undefined {
  const unknown = denseRefusal("fused", spec);
  if (unknown !== undefined) return unknown;
  const linear = layerShapes(spec)
    .find((shape) => shape.layer.role === "hidden" && shape.spec.activation !== "relu")?.spec;
  return linear &&
    `The trainer fused needs a ReLU in every hidden layer, and layer ${linear.name} has activation ` +
      `"${linear.activation}"; the trainer tfjs-wasm trains it`;
}

/** A job and the computed form of its network. */
interface Member {
  readonly name: string;
  readonly compact: CompactNetwork;
  readonly history: EpochMetrics[];
}

class FusedTraining {
  readonly #request: TrainingRequest;
  readonly #options: TrainingOptions;
  readonly #loaded: LoadedKernel;
  readonly #members: readonly Member[];
  readonly #cohort: KernelCohort;
  /** Address of the order of an epoch's rows. */
  readonly #order: number;
  /** Steps done and to do. */
  #step = 0;
  readonly #steps: number;
  /** Steps per call of the kernel; grows until a call takes a good part of the time between two pauses. */
  #stretch = 1;
  /** Waits for other events if a pause is due. */
  readonly #pauseIfDue: () => Promise<void> | undefined;

  constructor(loaded: LoadedKernel, request: TrainingRequest, options: TrainingOptions) {
    this.#pauseIfDue = pauseEvery(PAUSE_MS, options.signal, () => {
      this.#members.forEach((_, job) => this.#report(job));
    });
    this.#loaded = loaded;
    this.#request = request;
    this.#options = options;
    const { spec, dataset, jobs, hyperparameters: { epochs, batchSize } } = request;
    this.#members = jobs.map((job) => ({
      name: job.name,
      compact: compactNetwork(spec, job),
      history: [],
    }));
    this.#cohort = new KernelCohort(
      loaded.kernel,
      this.#members.map(({ compact }) => compact),
      Math.min(batchSize, dataset.parts.train.count),
    );
    this.#order = loaded.kernel.memory.allocate(4 * dataset.parts.train.count);
    this.#steps = epochs * Math.ceil(dataset.parts.train.count / batchSize);
  }

  async run(): Promise<TrainedNetwork[]> {
    const { epochs } = this.#request.hyperparameters;
    const every = this.#request.metrics !== "last-epoch";
    for (let epoch = 0; epoch <= epochs; epoch++) {
      if (epoch > 0) await this.#pass(epoch);
      if (every || epoch === epochs) await this.#measure(epoch);
    }
    const found = this.#cohort.parameters();
    return this.#members.map(({ name, compact, history }, n) => ({
      name,
      parameters: compact.expand(found[n]!),
      history,
    }));
  }

  async #pass(epoch: number): Promise<void> {
    const { batchSeed, hyperparameters: { batchSize, learningRate } } = this.#request;
    const { kernel, train } = this.#loaded;
    const { count } = train;
    kernel.memory.write(this.#order, batchOrder(count, batchSeed, epoch));
    for (let from = 0; from < count;) {
      const rows = Math.min(this.#stretch * batchSize, count - from);
      const order = this.#order + 4 * from;
      const started = performance.now();
      this.#cohort.train(train, order, rows, batchSize, learningRate);
      const took = performance.now() - started;
      if (took < PAUSE_MS / 4) this.#stretch *= 2;
      else if (took > PAUSE_MS && this.#stretch > 1) this.#stretch /= 2;
      this.#step += Math.ceil(rows / batchSize);
      from += rows;
      await this.#pauseIfDue();
    }
  }

  async #measure(epoch: number): Promise<void> {
    const { learningRate } = this.#request.hyperparameters;
    const train = await this.#cohort.evaluate(this.#loaded.train, this.#pauseIfDue);
    const test = await this.#cohort.evaluate(this.#loaded.test, this.#pauseIfDue);
    this.#members.forEach(({ name, history }, job) => {
      const metrics = epochMetrics(name, learningRate, epoch, train[job]!, test[job]!);
      history.push(metrics);
      this.#report(job, metrics);
      this.#options.signal?.throwIfAborted();
    });
  }

  #report(job: number, metrics?: EpochMetrics): void {
    this.#options.onProgress?.({
      job,
      name: this.#members[job]!.name,
      step: this.#step,
      steps: this.#steps,
      ...(metrics && { metrics }),
    });
  }
}
