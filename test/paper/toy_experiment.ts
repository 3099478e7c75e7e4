/** A small experiment of figure 2 with all its strategies, in a fraction of a second. */
import type { Dataset } from "../../lib/data/dataset.ts";
import {
  type ExperimentConfig,
  type LayerSearchResult,
  layersStages,
  type PaperContext,
  provideContext,
  resolveConfig,
  type RetrainingResult,
  subnetworksStages,
  type TrainingResult,
  trainingStages,
} from "../../lib/paper/mod.ts";
import {
  Runner,
  type RunnerOptions,
  type RunOptions,
  runStages,
  type Stages,
} from "../../lib/studies/mod.ts";
import { ArtifactStore } from "../../lib/system/artifacts/mod.ts";
import { fusedTrainer } from "../../lib/training/fused/mod.ts";
import type { Trainer } from "../../lib/training/mod.ts";
import { toyDataset } from "../toy_dataset.ts";

/** Two networks of two hidden layers, on invented images. */
export const toyConfig: ExperimentConfig = resolveConfig("smoke", {
  hiddenWidths: [6, 5],
  networks: 2,
  learningRate: 0.05,
  subnetworkSizes: [2, 20, "k*", "k* exact"],
  frozenSizes: [2, "k*"],
  randomSubsets: 2,
  newInitialisations: 1,
  controls: [],
  oneLayerAtATime: false,
});

/** The images of every toy experiment. */
export const dataset = toyDataset({ train: 240, test: 160, classes: 4 });

/** What studies work with in tests. */
export interface Workbench extends RunnerOptions {
  readonly dataset: Dataset;
  readonly trainer: Trainer;
}

/** A workbench with an empty store, which is removed afterwards. */
export async function withWorkbench(
  use: (workbench: Workbench) => Promise<void>,
  changes: Partial<Workbench> = {},
): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    await use({ dataset, store: new ArtifactStore(root), trainer: fusedTrainer(), ...changes });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** Runs stages with a data set and an engine that no catalogue has. */
async function run<Result>(
  stages: (config: ExperimentConfig, context: PaperContext) => Stages<Result>,
  config: ExperimentConfig,
  { signal, onProgress, ...workbench }: Workbench & RunOptions,
): Promise<Result> {
  using runner = new Runner(workbench);
  return await runStages(stages(config, provideContext(runner, workbench)), runner, {
    signal,
    onProgress,
  });
}

type Run<Result> = (
  config: ExperimentConfig,
  workbench: Workbench & RunOptions,
) => Promise<Result>;

export const trainNetworks: Run<TrainingResult> = (config, workbench) =>
  run(trainingStages, config, workbench);

export const searchLayers: Run<LayerSearchResult> = async (config, workbench) =>
  (await run(layersStages, config, workbench)).layers;

export const retrainSubnetworks: Run<RetrainingResult> = async (config, workbench) =>
  (await run(subnetworksStages, config, workbench)).subnetworks;

/** The trained networks of {@link toyConfig}, made in a store of their own. */
export async function toyNetworks(
  config: ExperimentConfig = toyConfig,
): Promise<TrainingResult> {
  let training: TrainingResult | undefined;
  await withWorkbench(async (workbench) => {
    training = await trainNetworks(config, workbench);
  });
  return training!;
}
