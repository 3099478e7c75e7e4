/**
 * What an experiment works with: data set, store and engine of a configuration.
 * @module
 */
import { join } from "node:path";
import { ArtifactStore } from "../artifacts/store.ts";
import type { Dataset } from "../datasets/dataset.ts";
import type { Trainer } from "../training/trainer.ts";
import type { ExperimentConfig } from "./config.ts";
import { loadDataset, type LoadingOptions } from "./dataset.ts";
import { dataFolder } from "./folders.ts";
import { createTrainer } from "./trainers.ts";

/** Data set, store of results and training engine. */
export interface Workbench {
  readonly dataset: Dataset;
  readonly store: ArtifactStore;
  readonly trainer: Trainer;
}

/** Loads the data set and the engine of `config`, and opens the store in the data folder. */
export async function openWorkbench(
  config: ExperimentConfig,
  options: LoadingOptions = {},
): Promise<Workbench> {
  return {
    dataset: await loadDataset(config, options),
    store: new ArtifactStore(join(dataFolder(), "runs")),
    trainer: await createTrainer(config.trainer),
  };
}
