/** Section 4.2 of the paper: sub-networks re-trained, with baselines and controls. */
import type { ArtifactId } from "../../system/artifacts/mod.ts";
import { hiddenLayers } from "../../models/spec.ts";
import { initialParameters } from "../../models/parameters.ts";
import { deriveSeed, randomSource } from "../../system/random/mod.ts";
import { type Removal, treatmentsOf } from "../../selection/treatments.ts";
import type { TrainingJob } from "../../training/trainer.ts";
import { inParallel } from "../../system/workers/mod.ts";
import type { ExperimentConfig } from "../config.ts";
import { ConfigError } from "../settings.ts";
import { gatherCrew, type UnitOptions } from "../crew.ts";
import { isExact } from "../../selection/selector.ts";
import { plannedRetrainings, plannedSearch, plannedSelections } from "./plan.ts";
import {
  type Ablation,
  type KeptNeurons,
  type Retraining,
  type RetrainingResult,
  retrainingResult,
} from "./result.ts";
import { obtainJson, readJson, writeJson } from "../json_artifact.ts";
import { networkSeeds } from "../training/network_artifact.ts";
import { requireExactSizes } from "../study_limits.ts";
import {
  type Accuracies,
  ACCURACIES_FILE,
  keptUnits,
  SELECTION_FILE,
  type SelectionJob,
  type SelectionResult,
} from "./selection.ts";
import {
  acceptedRuns,
  finalMetrics,
  type NetworkRun,
  type TrainingResult,
} from "../training/result.ts";
import type { StudyOptions, Workbench } from "../workbench.ts";

/** Raised whenever the same network would give other choices. Part of every artifact key. */
export const SELECTION_REVISION = 2;

/** Raised whenever the same sub-network would give another result. Part of every artifact key. */
const RETRAINING_REVISION = 1;

/** Sub-networks that are re-trained side by side. */
const COHORT = 12;

/** What the experiment reports while it works. */
export interface SubnetworkProgress {
  /** Neurons being chosen in one network after the other, or sub-networks re-trained. */
  readonly phase: "selecting" | "retraining";
  /** Networks, or sub-networks, done so far. */
  readonly done: number;
  /** Networks, or sub-networks, of the whole phase. */
  readonly total: number;
  /** How many of those done were read from the store. */
  readonly kept: number;
}

/**
 * Chooses sub-networks of every accepted network by all strategies and sizes of `config`, and re-trains
 * them from the network's initial weights, with its batch order and hyperparameters.
 *
 * Strategies see the activations on the samples that `selection` names. Every
 * finished re-training is in the store: running again after a kill goes on where it stopped. The number
 * of workers does not change a result.
 *
 * @throws ConfigError for selection `"validation"` without validation samples, or size `"k* exact"` with a
 * layer of more than 24 neurons
 */
export async function retrainSubnetworks(
  config: ExperimentConfig,
  training: TrainingResult,
  options: StudyOptions<SubnetworkProgress>,
): Promise<RetrainingResult> {
  if (config.selection === "validation" && options.dataset.parts.validation === undefined) {
    throw new ConfigError(
      `Selection "validation" needs validation samples set aside from training, ` +
        `${options.dataset.name} has none: openWorkbench and withholdValidation make them`,
    );
  }
  requireExactSizes({
    config,
    classes: options.dataset.classes.length,
    workers: options.workers ?? 1,
  });
  const runs = acceptedRuns(training);
  using crew = gatherCrew(options);
  const report = options.onProgress ?? (() => {});

  const chosen = { done: 0, kept: 0 };
  report({ phase: "selecting", ...chosen, total: runs.length });
  const selections = await inParallel(runs, crew.trainings, async (run, signal) => {
    const work = { ...options, crew, signal };
    const { value, kept } = await obtainSelection(config, training, run, work);
    chosen.done++;
    if (kept) chosen.kept++;
    report({ phase: "selecting", ...chosen, total: runs.length });
    return value;
  }, options.signal);

  const planned = runs.map((run, at) =>
    plannedRuns(config, run, selections[at]!.ablations, options)
  );
  const known = await Promise.all(planned.map((own) => storedAccuracies(own, options)));
  const kept = known.reduce((sum, own) => sum + own.size, 0);
  const cohorts = planned.flatMap((own, at) =>
    cohortsOf(own, known[at]!).map((subnetworks) => ({ at, subnetworks }))
  );
  const missing = cohorts.reduce((sum, { subnetworks }) => sum + subnetworks.length, 0);
  let done = kept;
  report({ phase: "retraining", done, total: kept + missing, kept });
  await inParallel(cohorts, crew.trainings, async ({ at, subnetworks }, signal) => {
    const work = { ...options, crew, signal };
    const found = await retrainCohort(config, training, runs[at]!, subnetworks, work);
    for (const [key, accuracies] of found) known[at]!.set(key, accuracies);
    done += found.size;
    report({ phase: "retraining", done, total: kept + missing, kept });
  }, options.signal);

  return retrainingResult(
    {
      layers: hiddenLayers(training.spec),
      selection: config.selection,
      sizeSearch: plannedSearch(1, config.hiddenWidths),
    },
    runs.map((run, at) => ({
      index: run.index,
      ...finalMetrics(run),
      ...selections[at]!,
      retrainings: planned[at]!.map(({ subnetwork, ...retraining }) => ({
        ...retraining,
        ...known[at]!.get(subnetwork.key)!,
      })),
    })),
  );
}

/** The sub-networks that are not known, each once, in groups to be trained side by side. */
function cohortsOf(planned: readonly PlannedRun[], known: ReadonlyMap<string, unknown>) {
  const missing = differentSubnetworks(planned).filter(({ key }) => !known.has(key));
  return Array.from(
    { length: Math.ceil(missing.length / COHORT) },
    (_, at) => missing.slice(at * COHORT, (at + 1) * COHORT),
  );
}

function obtainSelection(
  config: ExperimentConfig,
  { spec }: TrainingResult,
  run: NetworkRun,
  work: UnitOptions,
): Promise<{ readonly value: SelectionResult; readonly kept: boolean }> {
  const { dataset, trainer, store, crew, signal } = work;
  const samples = dataset.parts[config.selection]!;
  const { epochs, batchSize, learningRate, keepBias, prunedLayer } = config;
  const plan = plannedSelections(config);
  const id: ArtifactId = {
    kind: "selection",
    inputs: {
      network: run.key,
      // The network's key has the data set, and with it the test set and what was set aside.
      selection: config.selection,
      plan: plan.map(({ strategy, size, search, draw }) => [strategy, size, search, draw]),
      seed: config.seed,
      keepBias,
      prunedLayer,
      trainer: trainer.name,
      trainerRevision: trainer.revision,
      revision: SELECTION_REVISION,
      // Before, what was kept as the best sizes of the exact search was that of the greedy one there.
      ...(!isExact(config.hiddenWidths) && { exact: false }),
    },
  };
  const job: SelectionJob = {
    spec,
    initial: run.initial,
    final: run.final,
    samples,
    dataset,
    hyperparameters: { epochs, batchSize, learningRate },
    batchSeed: networkSeeds(config, run.index).batches,
    plan,
    seed: deriveSeed(config.seed, "network", run.index, "random neurons"),
    keepBias,
    prunedLayer,
  };
  return obtainJson(store, id, SELECTION_FILE, () => crew.selectSubnetworks(job, signal));
}

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
  { crew, dataset, store, signal }: UnitOptions,
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
    const { trainAccuracy, testAccuracy, testLoss } = finalMetrics(trained[at]!);
    const accuracies: Accuracies = { trainAccuracy, testAccuracy, testLoss };
    results.set(key, accuracies);
    await writeJson(store, artifactId(inputs), ACCURACIES_FILE, accuracies, seconds);
  }
  return results;
}

const artifactId = (inputs: SubnetworkInputs) => ({ kind: "retraining", inputs });
