/** Results of the study of training: plain data. */
import type { NetworkParameters, NetworkSpec } from "../../models/mod.ts";
import type { EpochMetrics } from "../../training/trainer.ts";

/** One trained network. Seeds are tried in the order of `index`, from 0. */
export interface NetworkRun {
  /** Position in the order of seeds: 0, 1, 2, … over accepted and rejected networks alike. */
  readonly index: number;
  /** Metrics of epochs 0 (untrained) to the last. */
  readonly history: readonly EpochMetrics[];
  /** Whether training and test accuracy after the last epoch both reach `minAccuracy`. */
  readonly accepted: boolean;
  /** Before training: sub-networks are rewound to it. */
  readonly initial: NetworkParameters;
  /** After the last epoch. */
  readonly final: NetworkParameters;
  /** SHA-256 that names the network in the artifact store. */
  readonly key: string;
  /** Folder that holds `initial/` and `final/` in tfjs's model format. */
  readonly folder: string;
  /** Seconds that the training took; NaN where its notes are lost. */
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
  /** Number of accepted networks that were asked for. */
  readonly requested: number;
  /** Acceptance threshold, 0..1; 0 accepts every network. */
  readonly minAccuracy: number;
  /** Name of the data set, e.g. `"mnist"`. */
  readonly dataset: string;
  /** Number of samples of the training and of the test set. */
  readonly samples: { readonly train: number; readonly test: number };
  /** Steps of the training of one network: epochs × batches. */
  readonly updates: number;
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

/** A configuration as rows of names and values. */
export function configRows(config: object): { setting: string; value: string }[] {
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
