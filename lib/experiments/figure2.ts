/**
 * Section 4.2 of the paper: sub-networks re-trained, with baselines and controls.
 * @module
 */
import type { ArtifactId } from "../system/artifacts/mod.ts";
import { hiddenLayers } from "../models/spec.ts";
import { deriveSeed } from "../system/random/mod.ts";
import { inParallel } from "../system/workers/mod.ts";
import type { ExperimentConfig } from "./config.ts";
import { ConfigError } from "./settings.ts";
import { gatherCrew } from "./crew.ts";
import { isExact } from "../selection/selector.ts";
import { plannedSearch, plannedSelections } from "./figure2_plan.ts";
import type { Figure2Result, NetworkSubnetworks } from "./figure2_result.ts";
import { obtainJson } from "./json_artifact.ts";
import { networkSeeds } from "./network_artifact.ts";
import {
  differentSubnetworks,
  type PlannedRun,
  plannedRuns,
  retrainCohort,
  type RetrainingWork,
  storedAccuracies,
} from "./retrained_networks.ts";
import { requireExactSizes } from "./study_limits.ts";
import { SELECTION_FILE, type SelectionJob, type SelectionResult } from "./subnetwork_selection.ts";
import {
  acceptedRuns,
  finalMetrics,
  type NetworkRun,
  type TrainingResult,
} from "./training_result.ts";
import type { Workbench } from "./workbench.ts";

/** Raised whenever the same network would give other choices. Part of every artifact key. */
export const SELECTION_REVISION = 2;

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

/** What the experiment works with, and how to watch and stop it. */
export interface Figure2Options extends Workbench {
  /** Aborting it rejects with the signal's reason; what is finished is kept. */
  readonly signal?: AbortSignal;
  /** Told at the start of each phase and of everything that is done. */
  readonly onProgress?: (progress: SubnetworkProgress) => void;
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
  options: Figure2Options,
): Promise<Figure2Result> {
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

  return {
    layers: hiddenLayers(training.spec),
    selection: config.selection,
    sizeSearch: plannedSearch(1, config.hiddenWidths),
    networks: runs.map((run, at): NetworkSubnetworks => ({
      index: run.index,
      trainAccuracy: finalMetrics(run).trainAccuracy,
      testAccuracy: finalMetrics(run).testAccuracy,
      bestSizes: selections[at]!.bestSizes,
      retrainings: planned[at]!.map(({ subnetwork, ...retraining }) => ({
        ...retraining,
        ...known[at]!.get(subnetwork.key)!,
      })),
      ablations: selections[at]!.ablations,
    })),
  };
}

/** The sub-networks that are not known, each once, in groups to be trained side by side. */
function cohortsOf(planned: readonly PlannedRun[], known: ReadonlyMap<string, unknown>) {
  const missing = differentSubnetworks(planned).filter(({ key }) => !known.has(key));
  return Array.from(
    { length: Math.ceil(missing.length / COHORT) },
    (_, at) => missing.slice(at * COHORT, (at + 1) * COHORT),
  );
}

/** Reads a network's choices of neurons from the store, or makes and stores them. */
function obtainSelection(
  config: ExperimentConfig,
  { spec }: TrainingResult,
  run: NetworkRun,
  work: RetrainingWork,
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
