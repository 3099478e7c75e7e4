/** A small experiment of figure 2 with all its strategies, in a fraction of a second. */
import { ArtifactStore } from "../../lib/system/artifacts/mod.ts";
import {
  type ExperimentConfig,
  resolveConfig,
  trainNetworks,
  type Workbench,
} from "../../lib/paper/mod.ts";
import type { TrainingResult } from "../../lib/paper/training/result.ts";
import { fusedTrainer } from "../../lib/training/fused/mod.ts";
import { toyDataset } from "../toy_dataset.ts";

/** Two networks of two hidden layers, on invented images. */
export const toyConfig: ExperimentConfig = resolveConfig("smoke", {
  hiddenWidths: [6, 5],
  networks: 2,
  learningRate: 0.05,
  subnetworkSizes: [2, 20, "k*", "k* exact"],
  frozenSizes: [2, "k*"],
  draws: 2,
  freshDraws: 1,
});

/** The images of every toy experiment. */
export const dataset = toyDataset({ train: 240, test: 160, classes: 4 });

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
