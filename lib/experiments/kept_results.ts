/**
 * Whether a store has everything that a configuration asks for.
 * @module
 */
import type { ExperimentConfig } from "./config.ts";
import { analyseNetworks } from "./figure1.ts";
import { retrainSubnetworks } from "./figure2.ts";
import { trainNetworks } from "./training.ts";
import { validationConfig } from "./validation_config.ts";
import type { Workbench } from "./workbench.ts";

/** How many units of work of each kind were read. */
export type KeptUnits = {
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
): Promise<KeptUnits> {
  const stop = signal ? { signal } : {};
  const workbench = { ...await open(config), keptOnly: true, ...stop };
  const training = await trainNetworks(config, workbench);
  const { networks } = await analyseNetworks(config, training, workbench);
  const own = await readSubnetworks(config, workbench);
  const validation = config.selection === "validation"
    ? { networks: 0, selections: 0, retrainings: 0 }
    : await readSubnetworks(validationConfig(config), {
      ...await open(validationConfig(config)),
      keptOnly: true,
      ...stop,
    });
  return {
    networks: own.networks + validation.networks,
    layers: networks.reduce((sum, { layers }) => sum + layers.length, 0),
    selections: own.selections + validation.selections,
    retrainings: own.retrainings + validation.retrainings,
  };
}

/** The networks of a configuration and their sub-networks. */
async function readSubnetworks(
  config: ExperimentConfig,
  workbench: Workbench & { readonly signal?: AbortSignal },
): Promise<Omit<KeptUnits, "layers">> {
  const training = await trainNetworks(config, workbench);
  let retrainings = 0;
  const { networks } = await retrainSubnetworks(config, training, {
    ...workbench,
    onProgress: ({ phase, kept }) => {
      if (phase === "retraining") retrainings = kept;
    },
  });
  return { networks: training.runs.length, selections: networks.length, retrainings };
}
