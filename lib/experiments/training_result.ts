/**
 * What the training experiment leaves behind: plain data, read by figures and later experiments.
 * @module
 */
import type { NetworkParameters } from "../models/parameters.ts";
import type { NetworkSpec } from "../models/spec.ts";
import type { EpochMetrics } from "../training/trainer.ts";

/** "each reaching at least 96 percent accuracy on the training and test set" (section 3.1). */
export const PAPER_ACCURACY = 0.96;

/** One trained network. Seeds are tried in the order of `index`, from 0. */
export interface NetworkRun {
  /** Position in the order of seeds: 0, 1, 2, … over accepted and rejected networks alike. */
  readonly index: number;
  /** Metrics of epochs 0 (untrained) to the last. */
  readonly history: readonly EpochMetrics[];
  /** Whether training and test accuracy after the last epoch both reach `minAccuracy`. */
  readonly accepted: boolean;
  /** Before training: where sub-networks are rewound to. */
  readonly initial: NetworkParameters;
  /** After the last epoch. */
  readonly final: NetworkParameters;
  /** SHA-256 that names the network in the artifact store. */
  readonly key: string;
  /** Folder that holds `initial/` and `final/` in tfjs's model format. */
  readonly folder: string;
  /** Seconds the training took when it was run; NaN when that is not known any more. */
  readonly seconds: number;
  /** Processor and runtime that trained it, e.g. `"AMD EPYC, Deno 2.9.6"`. */
  readonly machine: string;
}

/** All networks of one configuration. */
export interface TrainingResult {
  /** Shape of all networks. */
  readonly spec: NetworkSpec;
  /** Networks tried, in seed order; the search stops at the last one needed. */
  readonly runs: readonly NetworkRun[];
  /** How many accepted networks were asked for. */
  readonly requested: number;
  /** Acceptance threshold, 0..1; 0 accepts every network. */
  readonly minAccuracy: number;
}

/** Metrics after the last epoch. */
export function finalMetrics({ history }: Pick<NetworkRun, "history">): EpochMetrics {
  return history.at(-1)!;
}

/** Accuracy after the last epoch, 0..1, on the set where it is lower: what thresholds apply to. */
export function weakerAccuracy(run: Pick<NetworkRun, "history">): number {
  const { trainAccuracy, testAccuracy } = finalMetrics(run);
  return Math.min(trainAccuracy, testAccuracy);
}

/** Networks that later experiments use. */
export function acceptedRuns({ runs }: TrainingResult): NetworkRun[] {
  return runs.filter(({ accepted }) => accepted);
}
