/**
 * Whether a store has everything that a configuration asks for.
 * @module
 */
import type { ExperimentConfig } from "./config.ts";
import { analyseNetworks } from "./figure1.ts";
import { retrainSubnetworks } from "./figure2.ts";
import { trainNetworks } from "./training.ts";
import type { TrainingResult } from "./training_result.ts";
import { validationConfig } from "./figure2_plan.ts";
import type { Workbench } from "./workbench.ts";

/** How many units of work of each kind were read. */
export type KeptCounts = {
  readonly networks: number;
  readonly layers: number;
  /** Choices of neurons, one per network and kind of samples that they are chosen on. */
  readonly selections: number;
  /** Different sub-networks. */
  readonly retrainings: number;
};

/**
 * Reads every unit of work that the three experiments of a configuration ask for, those of the control
 * on validation samples included, and computes nothing.
 *
 * @param open opens the data set and the store of a configuration
 * @throws NotKeptError that names the first unit that is missing
 */
export async function readKeptResults(
  config: ExperimentConfig,
  open: (config: ExperimentConfig) => Promise<Workbench>,
  signal?: AbortSignal,
): Promise<KeptCounts> {
  const stop = signal ? { signal } : {};
  const counts = { networks: 0, layers: 0, selections: 0, retrainings: 0 };
  const reading = async (own: ExperimentConfig) => {
    const workbench = { ...await open(own), keptOnly: true, ...stop };
    const training = await trainNetworks(own, {
      ...workbench,
      onProgress: ({ finished }) => finished === "kept" && counts.networks++,
    });
    return { workbench, training };
  };
  const { workbench, training } = await reading(config);
  await analyseNetworks(config, training, {
    ...workbench,
    onProgress: ({ finished }) => finished === "kept" && counts.layers++,
  });
  await readSubnetworks(config, training, workbench, counts);
  if (config.selection !== "validation") {
    const aside = validationConfig(config);
    const control = await reading(aside);
    await readSubnetworks(aside, control.training, control.workbench, counts);
  }
  return counts;
}

/** Reads the sub-networks of a configuration, and adds what was read to `counts`. */
async function readSubnetworks(
  config: ExperimentConfig,
  training: TrainingResult,
  workbench: Workbench & { readonly signal?: AbortSignal },
  counts: { selections: number; retrainings: number },
): Promise<void> {
  const read = { selecting: 0, retraining: 0 };
  await retrainSubnetworks(config, training, {
    ...workbench,
    onProgress: ({ phase, kept }) => {
      read[phase] = kept;
    },
  });
  counts.selections += read.selecting;
  counts.retrainings += read.retraining;
}
