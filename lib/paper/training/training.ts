/** Section 3.1 of the paper: networks of one shape, trained from different seeds. */
import { currentEnvironment, type Json } from "../../system/artifacts/mod.ts";
import { initialParameters, type NetworkSpec } from "../../models/mod.ts";
import { randomSource } from "../../system/random/mod.ts";
import type { EpochMetrics } from "../../training/trainer.ts";
import type { ExperimentConfig } from "../config.ts";
import { gatherCrew, type UnitOptions } from "../crew.ts";
import {
  networkContents,
  networkFiles,
  networkId,
  networkSeeds,
  networkSpec,
  toNetworkRun,
} from "./network_artifact.ts";
import { finalMetrics, type NetworkRun, type TrainingResult } from "./result.ts";
import type { StudyOptions } from "../workbench.ts";

/** How many seeds are tried for each network asked for, before going on with fewer. */
export const TRIES_PER_NETWORK = 3;

/** What the experiment reports while it works. */
export interface NetworkProgress {
  /** Position in the order of seeds. */
  readonly index: number;
  /** Networks accepted so far. */
  readonly accepted: number;
  /** Networks asked for. */
  readonly requested: number;
  /** Steps done for this network. */
  readonly step: number;
  /** Steps of the whole training; 1 once it is finished. */
  readonly steps: number;
  /** The newest metrics of this network. */
  readonly metrics?: EpochMetrics;
  /** Set once the network is finished: read from the store, or trained now. */
  readonly finished?: "kept" | "trained";
}

/**
 * Trains networks in the order of their seeds, `workers` at a time, until `config.networks` are
 * accepted, at most {@link TRIES_PER_NETWORK} times as many. A network is accepted when its training
 * and test accuracy after the last epoch both reach `config.minAccuracy`.
 *
 * A finished network is in the store at once: running again after a kill goes on where it stopped,
 * and a finished run only reads. The number of workers does not change a result.
 */
export async function trainNetworks(
  config: ExperimentConfig,
  options: StudyOptions<NetworkProgress>,
): Promise<TrainingResult> {
  const spec = networkSpec(config, options.dataset);
  const requested = config.networks;
  using crew = gatherCrew(options);
  let accepted = 0;
  const runs = await trySeeds({
    requested,
    most: TRIES_PER_NETWORK * requested,
    parallel: crew.trainings,
    signal: options.signal,
  }, async (index, signal) => {
    const report = (progress: Omit<NetworkProgress, "index" | "accepted" | "requested">) =>
      options.onProgress?.({ index, accepted, requested, ...progress });
    const work = { ...options, crew, signal, report };
    const { run, finished } = await obtainNetwork(config, spec, index, work);
    if (run.accepted) accepted++;
    report({ step: 1, steps: 1, metrics: finalMetrics(run), finished });
    return run;
  });
  return { spec, runs, requested, minAccuracy: config.minAccuracy };
}

interface Work extends UnitOptions {
  readonly report: (progress: Pick<NetworkProgress, "step" | "steps" | "metrics">) => void;
}

async function obtainNetwork(
  config: ExperimentConfig,
  spec: NetworkSpec,
  index: number,
  { dataset, trainer, store, crew, signal, report }: Work,
): Promise<{ run: NetworkRun; finished: "kept" | "trained" }> {
  signal.throwIfAborted();
  const id = networkId(config, spec, index, { dataset, trainer });
  const stored = await store.read(id, ({ files }) => {
    const contents = networkContents(spec, files);
    return typeof contents === "string" ? contents : undefined;
  });
  if (stored) return { run: toNetworkRun(config, spec, index, stored), finished: "kept" };

  const { epochs, batchSize, learningRate, initialisation } = config;
  const seeds = networkSeeds(config, index);
  const initial = initialParameters(spec, initialisation, randomSource(seeds.initialisation));
  const started = performance.now();
  const [network] = await crew.train({
    spec,
    dataset,
    hyperparameters: { epochs, batchSize, learningRate },
    batchSeed: seeds.batches,
    jobs: [{ name: `network ${index}`, initial }],
  }, {
    signal,
    onProgress: ({ step, steps, metrics }) => report({ step, steps, ...(metrics && { metrics }) }),
  });
  const { parameters, history } = network!;
  const files = networkFiles(spec, { initial, final: parameters, history });
  const artifact = await store.write(id, files, {
    seconds: (performance.now() - started) / 1000,
    finished: new Date().toISOString(),
    environment: currentEnvironment(),
    config: config as unknown as Json,
  });
  return { run: toNetworkRun(config, spec, index, artifact), finished: "trained" };
}

/**
 * Tries 0, 1, … in order, `parallel` at once, until `requested` are accepted, or `most` are tried; the runs
 * that were tried, in order.
 *
 * A seed is begun only while all those before it, finished or not, cannot be enough: exactly the seeds
 * that trying one after the other would need, whatever `parallel` is. When an attempt fails, or `signal`
 * is aborted, no other is begun, the signal handed to the others is aborted and, once they have ended,
 * the first reason is thrown.
 */
export async function trySeeds<Run extends { readonly accepted: boolean }>(
  { requested, most, parallel, signal }: {
    readonly requested: number;
    readonly most: number;
    readonly parallel: number;
    readonly signal?: AbortSignal | undefined;
  },
  attempt: (index: number, signal: AbortSignal) => Promise<Run>,
): Promise<Run[]> {
  signal?.throwIfAborted();
  const own = new AbortController();
  const both = signal ? AbortSignal.any([signal, own.signal]) : own.signal;
  const runs: Run[] = [];
  const failures: unknown[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let [next, trying, accepted] = [0, 0, 0];
  const proceed = () => {
    while (!both.aborted && trying < parallel && next < most && accepted + trying < requested) {
      trying++;
      void tryOne(next++);
    }
    if (trying === 0) end();
  };
  const tryOne = async (index: number) => {
    try {
      const run = await attempt(index, both);
      runs[index] = run;
      if (run.accepted) accepted++;
    } catch (error) {
      failures.push(error);
      own.abort(error);
    }
    trying--;
    proceed();
  };
  proceed();
  await ended;
  signal?.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return runs;
}
