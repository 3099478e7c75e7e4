/** Data set and training engine of the studies of the paper. */
import { type DatasetEntry, DATASETS } from "../data/catalogue.ts";
import type { Dataset } from "../data/dataset.ts";
import { Runner, type RunnerOptions } from "../studies/runner.ts";
import type { OpenOptions } from "../studies/study.ts";
import type { NetworkSpec } from "../models/mod.ts";
import { ArtifactStore } from "../system/artifacts/mod.ts";
import type { Catalogue } from "../system/checks/catalogue.ts";
import { runsFolder } from "../system/files/folders.ts";
import { deriveSeed } from "../system/random/mod.ts";
import type { Trainer } from "../training/trainer.ts";
import type { ExperimentConfig } from "./config.ts";
import {
  createTrainer,
  DATASET,
  type DatasetRef,
  loadDataset,
  TRAINER,
  type TrainerRef,
  withValidation,
} from "./resources.ts";
import { workersFromEnvironment } from "./settings.ts";
import { requireStudy, type SearchingStudy } from "./study_limits.ts";

/** The data set and the engine of a run. */
export interface PaperContext {
  /** For training and tests; with validation samples where neurons are selected on them. */
  readonly dataset: Dataset;
  /** Name of the data set in the inputs of steps. */
  readonly data: DatasetRef;
  /** Name of the engine there. */
  readonly trainer: TrainerRef;
  /** The networks, of studies whose configuration does not say it by widths alone. Default: `networkSpec`. */
  readonly spec?: NetworkSpec;
}

/**
 * A runner with the store in the data folder.
 *
 * @param options.workers default: those that `WORKERS` asks for, or one per core
 * @throws ConfigError for a variable `WORKERS` that is no number of workers
 */
export function openRunner(options: Partial<RunnerOptions> = {}): Runner {
  const { workers = workersFromEnvironment(), store = new ArtifactStore(runsFolder()) } = options;
  return new Runner({ ...options, store, workers });
}

/** Makes a data set and an engine that are at hand known to a runner. */
export function provideContext(
  runner: Runner,
  { dataset, trainer, source }: {
    readonly dataset: Dataset;
    readonly trainer: Trainer;
    /** How other machines find the data set. Default: the catalogue of the library. */
    readonly source?: Partial<Omit<DatasetRef, "fingerprint">>;
  },
): PaperContext {
  const { name, fingerprint } = dataset;
  const data = { name, module: null, samples: null, validation: null, ...source, fingerprint };
  runner.provide(DATASET, data, dataset);
  runner.provide(TRAINER, trainer, trainer);
  return { dataset, data, trainer: { name: trainer.name, revision: trainer.revision } };
}

/**
 * Loads the data set and the engine of a configuration.
 *
 * @param study what the networks are trained for: refused now where their layers are too wide for it
 * @throws ConfigError for a study whose searches would take too long or too much memory, before anything is
 * loaded or trained; it says what is possible
 */
export async function openContext(
  config: ExperimentConfig,
  runner: Runner,
  { study, setsAside, datasets = DATASETS, signal, onLoading }: OpenOptions & {
    readonly study?: SearchingStudy | undefined;
    /** Whether validation samples are set aside. Default: where neurons are selected on them. */
    readonly setsAside?: boolean;
    /** Where the data set is looked up. Default: the catalogue of the library. */
    readonly datasets?: Catalogue<DatasetEntry>;
  } = {},
): Promise<PaperContext> {
  const entry = datasets.get(config.dataset);
  if (study !== undefined) {
    requireStudy(study, { config, classes: entry.classes.length, workers: runner.workers });
  }
  const { samples, selection, seed } = config;
  const isSetAside = setsAside ?? selection === "validation";
  const validation = isSetAside ? deriveSeed(seed, "validation") : null;
  const opened = openedContexts.getOrInsertComputed(runner, () => new Map())
    .getOrInsertComputed(datasets, () => new Map());
  const key = JSON.stringify([config.dataset, samples, validation, config.trainer]);
  const known = opened.get(key);
  if (known !== undefined) return known;
  const whole = await loadDataset(config, { datasets, signal, onProgress: onLoading });
  const dataset = withValidation(whole, validation);
  const context = provideContext(runner, {
    dataset,
    trainer: await createTrainer(config.trainer),
    source: {
      name: config.dataset,
      module: DATASETS.entries.includes(entry) ? null : entry.module,
      samples,
      validation,
    },
  });
  opened.set(key, context);
  return context;
}

/** What runners have loaded, by catalogue and by data set and engine: sweeps open hundreds of configurations. */
const openedContexts = new WeakMap<
  Runner,
  Map<Catalogue<DatasetEntry>, Map<string, PaperContext>>
>();
