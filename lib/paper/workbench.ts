/** What an experiment works with: data set, store, engine and workers of a configuration. */
import type { ExperimentConfig } from "./config.ts";
import { workersFromEnvironment } from "./settings.ts";
import type { Trainer } from "../training/trainer.ts";
import { ArtifactStore } from "../system/artifacts/store.ts";
import { DATASETS, loadNamedDataset, type NamedDatasetOptions } from "../data/catalogue.ts";
import type { Dataset } from "../data/dataset.ts";
import { takeSamples, withholdValidation } from "../data/parts.ts";
import { dataFolder, runsFolder } from "../system/files/folders.ts";
import { deriveSeed } from "../system/random/mod.ts";
import { requireStudy, type Study } from "./study_limits.ts";

/** Loads the engine and returns its trainer. */
export async function createTrainer(name: ExperimentConfig["trainer"]): Promise<Trainer> {
  if (name === "fused") {
    const { fusedTrainer } = await import("../training/fused/mod.ts");
    return fusedTrainer();
  }
  const { tfjsTrainer } = await import("../training/tfjs/mod.ts");
  const backends = { "tfjs-wasm": "wasm", "tfjs-cpu": "cpu", "tfjs-webgpu": "webgpu" } as const;
  return tfjsTrainer(backends[name]);
}

/** Data set, store of results, training engine, and how many jobs run at once. */
export interface Workbench {
  /** What networks are trained and tested on; with validation samples where they choose neurons. */
  readonly dataset: Dataset;
  /** Where finished work is read from and kept. */
  readonly store: ArtifactStore;
  /** The engine of training and re-training. */
  readonly trainer: Trainer;
  /** Jobs at once; results do not depend on it. Default 1. */
  readonly workers?: number;
  /** Whether results are only read: what would have to be computed is an error. Default `false`. */
  readonly keptOnly?: boolean;
}

/** What a study works with, and how to watch and stop it. */
export interface StudyOptions<Progress> extends Workbench {
  /** Aborting it rejects with the signal's reason; what is finished is kept. */
  readonly signal?: AbortSignal;
  /** Told of everything that is done, and of progress within it. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Where the data set is looked up, and how to watch and stop a download, should one be needed. */
export type LoadingOptions = Pick<NamedDatasetOptions, "datasets" | "signal" | "onProgress">;

/**
 * Loads the data set of `config`, downloading the full MNIST when its folder lacks it and this process
 * may reach a mirror.
 *
 * @throws DatasetError when it cannot be had
 */
export async function loadDataset(
  { dataset, samples }: Pick<ExperimentConfig, "dataset" | "samples">,
  options: LoadingOptions = {},
): Promise<Dataset> {
  const whole = await loadNamedDataset(dataset, { data: dataFolder(), ...options });
  return samples === null ? whole : takeSamples(whole, samples);
}

/** How a workbench is opened. */
export interface WorkbenchOptions extends LoadingOptions {
  /** Default {@link workersFromEnvironment}. */
  readonly workers?: number;
  /** What the networks are trained for: refused now where their layers are too wide for it. Default none. */
  readonly studies?: readonly Study[];
}

/**
 * Loads the data set and the engine of `config`, and opens the store in the data folder.
 *
 * @throws ConfigError for a study whose searches would take too long or too much memory, before
 * anything is loaded or trained; it says what is possible
 */
export async function openWorkbench(
  config: ExperimentConfig,
  { workers = workersFromEnvironment(), studies = [], ...loading }: WorkbenchOptions = {},
): Promise<Workbench> {
  const classes = (loading.datasets ?? DATASETS).get(config.dataset).classes.length;
  for (const study of studies) requireStudy(study, { config, classes, workers });
  const whole = await loadDataset(config, loading);
  const withhold = config.selection === "validation" && whole.parts.validation === undefined;
  return {
    dataset: withhold ? withholdValidation(whole, deriveSeed(config.seed, "validation")) : whole,
    store: new ArtifactStore(runsFolder()),
    trainer: await createTrainer(config.trainer),
    workers,
  };
}
