/** Section 3.1 of the paper: networks of one shape, trained from different seeds. */
import { stage, type Stages, type Study } from "../../studies/study.ts";
import type { Columns } from "../../studies/table.ts";
import type { EpochMetrics } from "../../training/trainer.ts";
import { configSchema, type ExperimentConfig, PRESETS } from "../config.ts";
import { openContext, type PaperContext } from "../context.ts";
import { NETWORK, networkInput, networkSpec } from "./network.ts";
import { trainingFindings } from "../claims/training.ts";
import { acceptedRuns, type NetworkRun, type TrainingResult, weakerAccuracy } from "./result.ts";

/** Seeds that are tried per requested network, before the study goes on with fewer networks. */
export const TRIES_PER_NETWORK = 3;

/**
 * Trains networks in the order of their seeds until `config.networks` are accepted, at most
 * {@link TRIES_PER_NETWORK} times as many. A network is accepted when its training and test accuracy
 * after the last epoch both reach `config.minAccuracy`.
 *
 * Each stage tries as many seeds as networks are missing: exactly those that trying one after the other
 * would need.
 */
export function* trainingStages(
  config: ExperimentConfig,
  context: PaperContext,
): Stages<TrainingResult> {
  const { networks: requested, minAccuracy, epochs, batchSize } = config;
  const { train, test } = context.dataset.parts;
  const updates = epochs * Math.ceil(train.count / batchSize);
  const { spec = networkSpec(config, context.dataset) } = context;
  const runs: NetworkRun[] = [];
  const samples = { train: train.count, test: test.count };
  const dataset = context.dataset.name;
  const result = { spec, runs, requested, minAccuracy, dataset, samples, updates };
  while (true) {
    const missing = requested - acceptedRuns(result).length;
    const tries = Math.min(missing, TRIES_PER_NETWORK * requested - runs.length);
    if (tries === 0) return result;
    const indices = Array.from({ length: tries }, (_, at) => runs.length + at);
    const networks = yield* stage(
      runs.length === 0 ? "networks" : "further networks",
      NETWORK,
      indices.map((index) => networkInput(config, context, index)),
    );
    runs.push(...networks.map((network, at) => ({
      index: indices[at]!,
      ...network,
      accepted: weakerAccuracy(network) >= minAccuracy,
    })));
  }
}

/** A network after an epoch. */
export type EpochRow = Pick<NetworkRun, "accepted"> & EpochMetrics & {
  /** Position in the order of seeds. */
  readonly network: number;
};

const COLUMNS: Columns<EpochRow> = {
  network: ({ network }) => network,
  accepted: ({ accepted }) => String(accepted),
  epoch: ({ epoch }) => epoch,
  train_loss_nats: ({ trainLoss }) => trainLoss,
  train_accuracy: ({ trainAccuracy }) => trainAccuracy,
  test_loss_nats: ({ testLoss }) => testLoss,
  test_accuracy: ({ testAccuracy }) => testAccuracy,
};

/** Trains the networks that the other studies of the paper examine. */
export const TRAINING: Study<ExperimentConfig, PaperContext, TrainingResult, EpochRow> = {
  name: "training",
  title: "Networks of one shape, trained from different seeds",
  schema: configSchema,
  presets: PRESETS,
  open: (config, runner, options) => openContext(config, runner, options),
  stages: trainingStages,
  table: ({ runs }) => ({
    columns: COLUMNS,
    rows: runs.flatMap(({ index, accepted, history }) =>
      history.map((metrics) => ({ network: index, accepted, ...metrics }))
    ),
  }),
  findings: trainingFindings,
};
