/** Whether a store has everything that a configuration asks for. */
import type { ExperimentConfig } from "./config.ts";
import { analyseNetworks } from "./layers/search.ts";
import { retrainSubnetworks } from "./subnetworks/retraining.ts";
import { trainNetworks } from "./training/training.ts";
import { validationConfig } from "./subnetworks/plan.ts";
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
  const counts = { networks: 0, layers: 0, selections: 0, retrainings: 0 };
  const read = async (own: ExperimentConfig, withLayers: boolean) => {
    const workbench = { ...await open(own), keptOnly: true, ...(signal && { signal }) };
    const training = await trainNetworks(own, {
      ...workbench,
      onProgress: ({ finished }) => finished === "kept" && counts.networks++,
    });
    if (withLayers) {
      await analyseNetworks(own, training, {
        ...workbench,
        onProgress: ({ finished }) => finished === "kept" && counts.layers++,
      });
    }
    const units = { selecting: 0, retraining: 0 };
    await retrainSubnetworks(own, training, {
      ...workbench,
      onProgress: ({ phase, kept }) => units[phase] = kept,
    });
    counts.selections += units.selecting;
    counts.retrainings += units.retraining;
  };
  await read(config, true);
  if (config.selection !== "validation") await read(validationConfig(config), false);
  return counts;
}
