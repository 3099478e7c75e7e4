/**
 * Section 3.1 of the paper: networks of one shape, trained from different seeds.
 * @module
 */
import { z } from "zod";
import { type Artifact, type ArtifactId, currentEnvironment, type Json } from "../artifacts/mod.ts";
import type { Dataset } from "../datasets/dataset.ts";
import {
  fromModelFiles,
  initialParameters,
  type MlpParameters,
  type MlpSpec,
  type ModelFiles,
  toModelFiles,
} from "../networks/mod.ts";
import { deriveSeed, randomSource } from "../random/mod.ts";
import type { EpochMetrics } from "../training/trainer.ts";
import type { ExperimentConfig } from "./config.ts";
import { type Crew, gatherCrew } from "./crew.ts";
import type { NetworkRun, TrainingResult } from "./training_result.ts";
import { trySeeds } from "./try_seeds.ts";
import type { Workbench } from "./workbench.ts";

/** How many seeds are tried for each network asked for, before going on with fewer. */
export const TRIES_PER_NETWORK = 3;

/** What the experiment reports while it works. */
export interface NetworkProgress {
  /** Position in the order of seeds. */
  readonly index: number;
  /** Networks accepted so far, and asked for. */
  readonly accepted: number;
  readonly requested: number;
  /** Steps done and to do for this network. */
  readonly step: number;
  readonly steps: number;
  /** The newest metrics of this network. */
  readonly metrics?: EpochMetrics;
  /** Set once the network is finished: read from the store, or trained now. */
  readonly finished?: "kept" | "trained";
}

/** What the experiment works with, and how to watch and stop it. */
export interface TrainingExperimentOptions extends Workbench {
  /** Aborting it rejects with the signal's reason; finished networks are kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: NetworkProgress) => void;
}

/** The network that a configuration trains on a data set. */
export function networkSpec(config: ExperimentConfig, dataset: Dataset): MlpSpec {
  return { widths: [dataset.train.features, ...config.hiddenWidths, dataset.classes] };
}

/** Seeds of network `index`: where its weights start, and the order of its mini-batches. */
export function networkSeeds(
  config: ExperimentConfig,
  index: number,
): { readonly initialisation: number; readonly batches: number } {
  return {
    initialisation: deriveSeed(config.seed, "network", index, "initialisation"),
    batches: deriveSeed(config.seed, "network", index, "batches"),
  };
}

/**
 * Trains networks in the order of their seeds, `workers` at a time, until `config.networks` are accepted, at most
 * {@link TRIES_PER_NETWORK} times as many. A network is accepted when its training and test
 * accuracy after the last epoch both reach `config.minAccuracy`.
 *
 * A finished network is in the store at once: running again after a kill goes on where it stopped,
 * and a finished run only reads. The number of workers does not change a result.
 */
export async function trainNetworks(
  config: ExperimentConfig,
  options: TrainingExperimentOptions,
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
    report({ step: 1, steps: 1, metrics: run.history.at(-1)!, finished });
    return run;
  });
  return { spec, runs, requested, minAccuracy: config.minAccuracy };
}

/** What one training works with. */
interface Work extends TrainingExperimentOptions {
  readonly crew: Crew;
  readonly signal: AbortSignal;
  readonly report: (progress: Pick<NetworkProgress, "step" | "steps" | "metrics">) => void;
}

/** Reads network `index` from the store, or trains and stores it. */
async function obtainNetwork(
  config: ExperimentConfig,
  spec: MlpSpec,
  index: number,
  work: Work,
): Promise<{ run: NetworkRun; finished: "kept" | "trained" }> {
  work.signal.throwIfAborted();
  const id = networkId(config, spec, index, work);
  const stored = await work.store.read(id);
  const artifact = stored ?? await trainAndStore(config, spec, index, id, work);
  return {
    run: toNetworkRun(config, index, artifact),
    finished: stored ? "kept" : "trained",
  };
}

function networkId(
  config: ExperimentConfig,
  spec: MlpSpec,
  index: number,
  { dataset, trainer }: TrainingExperimentOptions,
): ArtifactId {
  const { epochs, batchSize, learningRate, initialisation, seed } = config;
  return {
    kind: "network",
    inputs: {
      dataset: dataset.fingerprint,
      widths: spec.widths,
      initialisation,
      hyperparameters: { epochs, batchSize, learningRate },
      trainer: trainer.name,
      revision: trainer.revision,
      seed,
      index,
    },
  };
}

async function trainAndStore(
  config: ExperimentConfig,
  spec: MlpSpec,
  index: number,
  id: ArtifactId,
  { dataset, store, crew, signal, report }: Work,
): Promise<Artifact> {
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
  return await store.write(id, {
    ...modelFiles("initial", spec, initial),
    ...modelFiles("final", spec, parameters),
    "history.json": new TextEncoder().encode(JSON.stringify(history, null, 1) + "\n"),
  }, {
    seconds: (performance.now() - started) / 1000,
    finished: new Date().toISOString(),
    environment: currentEnvironment(),
    config: config as unknown as Json,
  });
}

function modelFiles(folder: string, spec: MlpSpec, parameters: MlpParameters) {
  const files = toModelFiles(spec, parameters);
  return {
    [`${folder}/model.json`]: files["model.json"],
    [`${folder}/weights.bin`]: files["weights.bin"],
  };
}

function toNetworkRun(config: ExperimentConfig, index: number, artifact: Artifact): NetworkRun {
  const parameters = (name: string): MlpParameters => {
    const files: ModelFiles = {
      "model.json": artifact.files[`${name}/model.json`]!,
      "weights.bin": artifact.files[`${name}/weights.bin`]!,
    };
    return fromModelFiles(files, `${artifact.folder}/${name}`).parameters;
  };
  const history = JSON.parse(
    new TextDecoder().decode(artifact.files["history.json"]),
  ) as EpochMetrics[];
  const { trainAccuracy, testAccuracy } = history.at(-1)!;
  return {
    index,
    history,
    accepted: Math.min(trainAccuracy, testAccuracy) >= config.minAccuracy,
    initial: parameters("initial"),
    final: parameters("final"),
    key: artifact.key,
    folder: artifact.folder,
    ...noteOf(artifact.sidecar),
  };
}

/** What was noted beside a network when it was trained; the note may be gone, the network counts. */
const sidecarSchema = z.object({
  seconds: z.number(),
  environment: z.object({ cpu: z.string(), deno: z.string() }),
});

function noteOf(sidecar: Json): Pick<NetworkRun, "seconds" | "machine"> {
  const note = sidecarSchema.safeParse(sidecar);
  if (!note.success) return { seconds: NaN, machine: "not known any more" };
  const { seconds, environment: { cpu, deno } } = note.data;
  return { seconds, machine: `${cpu}, Deno ${deno}` };
}
