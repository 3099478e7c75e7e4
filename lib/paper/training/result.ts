/**
 * What the training experiment leaves behind, plain data, and what it says about section 3.1 of the paper:
 * sentences, rows and the verdict on "each reaching at least 96 percent accuracy on the training and test
 * set", computed from the results.
 */
import type { NetworkParameters, NetworkSpec } from "../../models/mod.ts";
import type { EpochMetrics } from "../../training/trainer.ts";
import { summarise } from "../../statistics/summary.ts";
import type { ExperimentConfig } from "../config.ts";
import { type Verdict, verdictOf } from "../../studies/finding.ts";

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

/** One row of the table of networks. */
export type AccuracyRow = {
  /** 0, 1, … in the order of seeds. */
  readonly network: number;
  /** After the last epoch, 0..1. */
  readonly trainAccuracy: number;
  readonly testAccuracy: number;
  /** Whether both reach {@link PAPER_ACCURACY}. */
  readonly reachesPaper: boolean;
  readonly accepted: boolean;
  readonly seconds: number;
};

/** One row per network tried, in the order of seeds. */
export function accuracyRows({ runs }: TrainingResult): AccuracyRow[] {
  return runs.map((run) => {
    const { trainAccuracy, testAccuracy } = finalMetrics(run);
    return {
      network: run.index,
      trainAccuracy,
      testAccuracy,
      reachesPaper: weakerAccuracy(run) >= PAPER_ACCURACY,
      accepted: run.accepted,
      seconds: run.seconds,
    };
  });
}

/**
 * An accuracy, 0..1, as text: `0.9573` as `95.73 %`.
 *
 * @example
 * ```ts
 * import { percent } from "@multiplet/multiplet/paper";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(percent(0.9573), "95.73 %");
 * ```
 */
export const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/**
 * Findings in order of importance: first that networks are missing, if so; then how many of those
 * tried reach the paper's 96 %, then their accuracies, then what was rejected.
 */
export function trainingFindings(result: TrainingResult): string[] {
  const rows = accuracyRows(result);
  const accepted = rows.filter((row) => row.accepted).length;
  const reaching = rows.filter((row) => row.reachesPaper).length;
  const rejected = rows.filter((row) => !row.accepted).map(({ network }) => network);
  const least = percent(result.minAccuracy);
  const spread = (accuracies: number[], between: string) => {
    const { mean, minimum, maximum } = summarise(accuracies);
    return `${percent(mean)}${between} (${percent(minimum)} to ${percent(maximum)})`;
  };
  const findings: string[] = [];
  if (accepted < result.requested) {
    findings.push(
      `Only ${accepted} of the ${result.requested} networks asked for reached ${least} on both sets ` +
        `in ${rows.length} tries; what follows uses those.`,
    );
  }
  findings.push(
    `${
      reaching || "None"
    } of ${rows.length} networks reach the paper's 96 % on both the training ` +
      `and the test set.`,
  );
  if (rows.length > 0) {
    const test = spread(rows.map((row) => row.testAccuracy), " on average");
    const train = spread(rows.map((row) => row.trainAccuracy), "");
    findings.push(`Test accuracy is ${test}, training accuracy ${train}.`);
  }
  findings.push(
    result.minAccuracy === 0
      ? "No network was rejected: this configuration accepts every accuracy."
      : rejected.length === 0
      ? `No network was rejected: all reach ${least} on both sets.`
      : `Rejected below ${least}: network${rejected.length > 1 ? "s" : ""} ${rejected.join(", ")}.`,
  );
  return findings;
}

/** The configuration as rows of names and values. */
export function configRows(config: ExperimentConfig): { setting: string; value: string }[] {
  return Object.entries(config).map(([setting, value]) => ({
    setting,
    value: typeof value === "string" ? value : JSON.stringify(value),
  }));
}

/** Training time of the networks that one machine trained. */
export type TimeRow = {
  readonly machine: string;
  readonly networks: number;
  readonly secondsPerNetwork: number;
  readonly seconds: number;
};

/** One row per machine that trained networks of the result, in the order of their first network. */
export function timeRows({ runs }: TrainingResult): TimeRow[] {
  const machines = Map.groupBy(runs, (run) => run.machine);
  return [...machines].map(([machine, own]) => {
    const seconds = own.reduce((sum, run) => sum + run.seconds, 0);
    return { machine, networks: own.length, secondsPerNetwork: seconds / own.length, seconds };
  });
}

/** A verdict with what it rests on. */
export interface TrainingClaim {
  /** How the claim fares. */
  readonly verdict: Verdict;
  /** Sentences that say how many networks reach it, and how accurate they are. */
  readonly reason: string;
}

/**
 * Judges the claim over all networks tried, those rejected included: reproduced if each reaches 96 % on
 * both sets after the last epoch, partly if some do, else not; undecided without a network.
 */
export function judgeTrainingClaim(result: TrainingResult): TrainingClaim {
  return {
    verdict: verdictOf(accuracyRows(result).map(({ reachesPaper }) => reachesPaper)),
    reason: trainingFindings(result).join(" "),
  };
}
