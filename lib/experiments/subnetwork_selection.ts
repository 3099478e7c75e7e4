/**
 * All choices of neurons in one network, and what the network is worth right after the others are
 * gone: the part of figure 2 that comes before re-training.
 * @module
 */
import type { Dataset, Samples } from "../data/dataset.ts";
import { discreteTarget } from "../information/mod.ts";
import type { MlpParameters } from "../models/parameters.ts";
import { hiddenWidths, type MlpSpec } from "../models/spec.ts";
import { deriveSeed } from "../system/random/mod.ts";
import {
  ablator,
  bestSizes,
  type SelectionSubject,
  type Selector,
  strategyNamed,
  treatmentsOf,
} from "../selection/mod.ts";
import type { Hyperparameters, Trainer } from "../training/trainer.ts";
import { isExact, type PlannedSelection, sizesOf } from "./figure2_plan.ts";
import type { Ablation, BestSizes } from "./figure2_result.ts";
import { layerFeatures } from "./layer_features.ts";

/** One network whose neurons are to be chosen. Plain data. */
export interface SelectionJob {
  readonly spec: MlpSpec;
  readonly initial: MlpParameters;
  readonly final: MlpParameters;
  /** The samples that strategies see. */
  readonly samples: Samples;
  /** How the network was trained: iterative pruning trains its sub-networks the same way. */
  readonly dataset: Dataset;
  readonly hyperparameters: Hyperparameters;
  readonly batchSeed: number;
  readonly plan: readonly PlannedSelection[];
  /** Seed of the draws of random neurons. */
  readonly seed: number;
  /** For the ablations; see `TreatmentOptions`. */
  readonly keepBias: boolean;
  readonly prunedLayer: number | null;
}

/** What was chosen. */
export interface SelectionResult {
  readonly bestSizes: BestSizes;
  /** Neurons and accuracies in the order of the plan; test accuracy without re-training. */
  readonly ablations: readonly Ablation[];
}

/** Makes all choices of a plan. */
export async function selectSubnetworks(
  job: SelectionJob,
  trainer: Trainer,
  signal?: AbortSignal,
): Promise<SelectionResult> {
  const subject = subjectOf(job, trainer, signal);
  const widths = hiddenWidths(job.spec);
  const best: BestSizes = {
    greedy: await bestSizes(subject, "greedy"),
    ...(isExact(widths) && { exact: await bestSizes(subject, "exact") }),
  };
  const selectors = new Map<string, Selector>();
  const accuracies = new Map<string, number>();
  const ablate = ablator(job.spec, job.final, job.dataset.parts.test);
  const { keepBias, prunedLayer } = job;
  const options = { keepBias, ...(prunedLayer !== null && { layer: prunedLayer }) };
  const ablations: Ablation[] = [];
  for (const { strategy, size, search, draw } of job.plan) {
    signal?.throwIfAborted();
    const name = `${strategy}, ${search}`;
    const selector = selectors.get(name) ?? strategyNamed(strategy, { search }).prepare(subject);
    selectors.set(name, selector);
    const kept = await selector({
      sizes: sizesOf(size, widths, best, prunedLayer),
      seed: deriveSeed(job.seed, "draw", draw),
    });
    const key = JSON.stringify(kept);
    const testAccuracy = accuracies.get(key) ?? ablate(kept, options).accuracy;
    accuracies.set(key, testAccuracy);
    ablations.push({ strategy, size, draw, kept, testAccuracy });
  }
  return { bestSizes: best, ablations };
}

function subjectOf(job: SelectionJob, trainer: Trainer, signal?: AbortSignal): SelectionSubject {
  const { spec, initial, final, samples, dataset, hyperparameters, batchSeed } = job;
  return {
    spec,
    initial,
    final,
    layers: layerFeatures(spec, final, samples).slice(0, -1),
    target: discreteTarget(samples.labels),
    retrain: async (kept) => {
      const treatments = treatmentsOf(spec, kept, { removal: "zero" });
      const [network] = await trainer.train({
        spec,
        dataset,
        hyperparameters,
        batchSeed,
        jobs: [{ name: "round of iterative pruning", initial, treatments }],
        metrics: "last-epoch",
      }, signal ? { signal } : {});
      return network!.parameters;
    },
    ...(signal && { signal }),
  };
}
