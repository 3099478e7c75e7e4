/**
 * Re-training the sub-networks of one network.
 * @module
 */
import { initialParameters } from "../models/mod.ts";
import { deriveSeed, randomSource } from "../system/random/mod.ts";
import { type Removal, treatmentsOf } from "../selection/mod.ts";
import type { TrainedNetwork, TrainingJob } from "../training/trainer.ts";
import type { ExperimentConfig } from "./config.ts";
import type { Crew } from "./crew.ts";
import { plannedRetrainings } from "./figure2_plan.ts";
import type { Ablation, KeptNeurons, Retraining } from "./figure2_result.ts";
import { readJson, writeJson } from "./json_artifact.ts";
import { networkSeeds } from "./network_artifact.ts";
import { type Accuracies, ACCURACIES_FILE, keptUnits } from "./subnetwork_selection.ts";
import { finalMetrics, type NetworkRun, type TrainingResult } from "./training_result.ts";
import type { Workbench } from "./workbench.ts";

/** Raised whenever the same sub-network would give another result. Part of every artifact key. */
const RETRAINING_REVISION = 1;

/** One sub-network to be re-trained, and what its result depends on. */
interface Subnetwork {
  readonly key: string;
  readonly inputs: SubnetworkInputs;
}

/** Everything that a re-training depends on beside its network, which has a key of its own. */
type SubnetworkInputs = {
  readonly network: string;
  readonly kept: KeptNeurons;
  readonly removal: Removal;
  readonly keepBias: boolean;
  readonly prunedLayer: number | null;
  /** Seed of new initial weights; `null`: rewound to the network's own. */
  readonly fresh: number | null;
  readonly trainer: string;
  readonly trainerRevision: string;
  readonly revision: number;
};

/** A re-training of the plan with the sub-network that it shares with others like it. */
export interface PlannedRun extends Omit<Retraining, keyof Accuracies> {
  readonly subnetwork: Subnetwork;
}

/** What re-training works with. */
export interface RetrainingWork extends Workbench {
  readonly crew: Crew;
  readonly signal: AbortSignal;
}

/** All re-trainings that a network's choices of neurons ask for. */
export function plannedRuns(
  config: ExperimentConfig,
  run: NetworkRun,
  choices: readonly Ablation[],
  { trainer }: Pick<Workbench, "trainer">,
): PlannedRun[] {
  return choices.flatMap(({ strategy, size, draw, kept }) =>
    plannedRetrainings({ strategy, size, draw }, config).map(({ removal, start }) => {
      const inputs = {
        network: run.key,
        kept,
        removal,
        // A neuron that is frozen keeps its bias in any case.
        keepBias: config.keepBias && removal === "zero",
        prunedLayer: config.prunedLayer,
        fresh: start === "fresh"
          ? deriveSeed(config.seed, "network", run.index, "fresh", draw)
          : null,
        trainer: trainer.name,
        trainerRevision: trainer.revision,
        revision: RETRAINING_REVISION,
      };
      const subnetwork = { key: JSON.stringify(inputs), inputs };
      return { strategy, size, draw, kept, removal, start, subnetwork };
    })
  );
}

/** The sub-networks of a plan, each once. */
export function differentSubnetworks(runs: readonly PlannedRun[]): Subnetwork[] {
  return [...new Map(runs.map(({ subnetwork }) => [subnetwork.key, subnetwork])).values()];
}

/** Reads what is in the store of a network's sub-networks, by key. */
export async function storedAccuracies(
  runs: readonly PlannedRun[],
  { store }: Workbench,
): Promise<Map<string, Accuracies>> {
  const known = new Map<string, Accuracies>();
  for (const { key, inputs } of differentSubnetworks(runs)) {
    const stored = await readJson(store, artifactId(inputs), ACCURACIES_FILE);
    if (stored) known.set(key, stored);
  }
  return known;
}

/**
 * Trains a cohort of sub-networks of one network, in the batch order and with the hyperparameters of
 * its own training, and stores each.
 */
export async function retrainCohort(
  config: ExperimentConfig,
  { spec }: TrainingResult,
  run: NetworkRun,
  subnetworks: readonly Subnetwork[],
  { crew, dataset, store, signal }: RetrainingWork,
): Promise<Map<string, Accuracies>> {
  const { epochs, batchSize, learningRate, initialisation } = config;
  const started = performance.now();
  const trained = await crew.train({
    spec,
    dataset,
    hyperparameters: { epochs, batchSize, learningRate },
    batchSeed: networkSeeds(config, run.index).batches,
    jobs: subnetworks.map(({ inputs }): TrainingJob => ({
      name: `a sub-network of network ${run.index}`,
      initial: inputs.fresh === null
        ? run.initial
        : initialParameters(spec, initialisation, randomSource(inputs.fresh)),
      treatments: treatmentsOf(spec, keptUnits(spec, inputs.kept), {
        removal: inputs.removal,
        keepBias: inputs.keepBias,
      }),
    })),
    metrics: "last-epoch",
  }, { signal });
  const seconds = (performance.now() - started) / 1000 / subnetworks.length;
  const results = new Map<string, Accuracies>();
  for (const [at, { key, inputs }] of subnetworks.entries()) {
    const accuracies = accuraciesOf(trained[at]!);
    results.set(key, accuracies);
    await writeJson(store, artifactId(inputs), ACCURACIES_FILE, accuracies, seconds);
  }
  return results;
}

const artifactId = (inputs: SubnetworkInputs) => ({ kind: "retraining", inputs });

function accuraciesOf(network: TrainedNetwork): Accuracies {
  const { trainAccuracy, testAccuracy, testLoss } = finalMetrics(network);
  return { trainAccuracy, testAccuracy, testLoss };
}
