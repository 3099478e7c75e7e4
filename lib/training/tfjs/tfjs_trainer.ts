/**
 * The reference trainer: it defines what training means, by tfjs's own automatic differentiation.
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { evaluate } from "../../models/forward.ts";
import type { NetworkSpec } from "../../models/spec.ts";
import { batchOrder, denseRefusal, epochMetrics, validateRequest } from "../request.ts";
import type {
  EpochMetrics,
  TrainedNetwork,
  Trainer,
  TrainingOptions,
  TrainingRequest,
} from "../trainer.ts";
import { startingParameters, updateMask } from "../treatment.ts";
import { type TfjsBackend, useBackend } from "./backend.ts";
import { TfjsNetwork } from "./tfjs_network.ts";
import { giveWay } from "../../system/workers/give_way.ts";

/** Milliseconds of work between two moments at which messages and signals get through. */
const BREATH = 40;

/** The last training asked for in this process: tfjs has one backend at a time, so they queue. */
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

const refusal = (spec: NetworkSpec) => denseRefusal("tfjs", spec);

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
    onProgress?.({ job: index, name: job.name, step, steps, ...(metrics && { metrics }) });

  const network = new TfjsNetwork(
    spec,
    startingParameters(spec, job),
    learningRate,
    updateMask(spec, job),
  );
  try {
    const history: EpochMetrics[] = [];
    let parameters = await network.parameters();
    let step = 0;
    let breathed = performance.now();
    for (let epoch = 0; epoch <= epochs; epoch++) {
      if (epoch > 0) {
        const order = batchOrder(count, batchSeed, epoch);
        for (let at = 0; at < count; at += batchSize) {
          network.step(dataset.parts.train, order.subarray(at, at + batchSize));
          step++;
          if (performance.now() - breathed > BREATH) {
            report(step);
            await giveWay();
            signal?.throwIfAborted();
            // Whoever had the turn may have switched the backend, and with it the arithmetic.
            if (tf.getBackend() !== backend) await useBackend(backend);
            breathed = performance.now();
          }
        }
        parameters = await network.parameters();
      }
      if (schedule === "last-epoch" && epoch < epochs) continue;
      const train = evaluate(spec, parameters, dataset.parts.train);
      const test = evaluate(spec, parameters, dataset.parts.test);
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
