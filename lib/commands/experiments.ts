/**
 * x
 * @module
 */
import { progressLine } from "../data/mod.ts";
import {
  acceptedRuns,
  analyseNetworks,
  type ExperimentConfig,
  type ExperimentResults,
  type Figure1Result,
  type Figure2Result,
  layerClaims,
  layerClaimSentence,
  type LayerProgress,
  openWorkbench,
  retrainSubnetworks,
  type Study,
  studyCost,
  subnetworkClaims,
  subnetworkClaimSentence,
  trainingFindings,
  type TrainingResult,
  trainNetworks,
  validationConfig,
  type Workbench,
} from "../experiments/mod.ts";
import { costText } from "../search/cost/words.ts";
import { runsFolder } from "../system/files/folders.ts";
import {
  CONFIG_OPTIONS,
  type ConfigChoice,
  configFromOptions,
  parseOptions,
  requireAccess,
  workersFromOptions,
} from "./options.ts";
import { type Output, standardError } from "./output.ts";
import { progressLines, subnetworkProgress, terminalProgress } from "./progress.ts";
import { WORTH_TELLING } from "./search_cost.ts";

/** Trains the networks of a configuration, or reads them where they are finished. */
export async function train(args: string[], signal: AbortSignal): Promise<void> {
  await trainWithProgress(parseOptions(args, CONFIG_OPTIONS), signal);
}

/** An experiment's configuration, and what it works with. */
export interface TrainedNetworks {
  readonly config: ExperimentConfig;
  readonly workbench: Workbench;
  readonly training: TrainingResult;
}

/**
 * Trains the networks that the options choose, with progress on standard error and the findings at the
 * end.
 *
 * @param studies what the networks are for: refused before any training where layers are too wide
 * @throws ConfigError when the options choose no valid configuration, or one too wide for a study
 */
export function trainWithProgress(
  choice: ConfigChoice,
  signal: AbortSignal,
  studies: readonly Study[] = [],
): Promise<TrainedNetworks> {
  return trainConfig(configFromOptions(choice), workersFromOptions(choice), signal, studies);
}

/** {@link trainWithProgress} for a configuration. */
export async function trainConfig(
  config: ExperimentConfig,
  workers: number,
  signal: AbortSignal,
  studies: readonly Study[] = [],
): Promise<TrainedNetworks> {
  await requireAccess({
    use: "Results go to",
    path: runsFolder(),
    variables: "MULTIPLET_DATA",
    permissions: "train",
  });
  const output = standardError();
  const onDownload = progressLine((text) => output.write(text));
  const workbench = await openWorkbench(config, {
    signal,
    onProgress: onDownload,
    workers,
    studies,
  });
  output.write(
    `Training, preset ${config.preset}, ${config.trainer}: ${workbench.dataset.description}\n`,
  );
  const onProgress = terminalProgress(output);
  const training = await trainNetworks(config, { ...workbench, signal, onProgress });
  for (const finding of trainingFindings(training)) output.write(`${finding}\n`);
  return { config, workbench, training };
}

/** Trains the networks where they are missing and searches their layers. */
export async function figure1(args: string[], signal: AbortSignal): Promise<void> {
  const networks = await trainWithProgress(parseOptions(args, CONFIG_OPTIONS), signal, ["figure1"]);
  await figure1WithProgress(networks, signal);
}

/** The searches with progress on standard error and the verdicts at the end. */
export async function figure1WithProgress(
  { config, workbench, training }: TrainedNetworks,
  signal: AbortSignal,
): Promise<Figure1Result> {
  const output = standardError();
  announceStudy("figure1", { config, workbench, training }, output);
  const onProgress = layerProgress(output);
  const result = await analyseNetworks(config, training, { ...workbench, signal, onProgress });
  for (const claim of layerClaims(result)) output.write(`${layerClaimSentence(claim)}\n`);
  return result;
}

/** A listener that shows the layers done: on one line of a terminal, or about ten lines in a log. */
export function layerProgress(output: Output): (progress: LayerProgress) => void {
  const show = progressLines(output);
  return ({ network, layer, done, total, finished }) => {
    const name = `network ${String(network).padStart(2)}`;
    const text = `${name}  ${layer.padEnd(6)}  ${finished.padEnd(8)}  ${done} of ${total} layers`;
    show(text, done, total);
  };
}

/** Trains the networks where they are missing and re-trains their sub-networks. */
export async function figure2(args: string[], signal: AbortSignal): Promise<void> {
  const choice = parseOptions(args, CONFIG_OPTIONS);
  const networks = await trainWithProgress(choice, signal, ["figure2"]);
  await figure2WithControl(networks, workersFromOptions(choice), signal);
}

/** Figure 2, and where its neurons were chosen by the test set the control that never saw it. */
export interface Figure2Results {
  readonly figure2: Figure2Result;
  readonly figure2Validation?: Figure2Result;
}

/** All re-trainings with progress on standard error and the verdicts at the end. */
export async function figure2WithControl(
  networks: TrainedNetworks,
  workers: number,
  signal: AbortSignal,
): Promise<Figure2Results> {
  const figure2 = await withProgress(networks, signal);
  if (networks.config.selection === "validation") return { figure2 };
  const control = await trainConfig(validationConfig(networks.config), workers, signal);
  return { figure2, figure2Validation: await withProgress(control, signal) };
}

async function withProgress(
  { config, workbench, training }: TrainedNetworks,
  signal: AbortSignal,
): Promise<Figure2Result> {
  const output = standardError();
  announceStudy("figure2", { config, workbench, training }, output);
  const onProgress = subnetworkProgress(output);
  const result = await retrainSubnetworks(config, training, { ...workbench, signal, onProgress });
  for (const claim of subnetworkClaims(result)) {
    output.write(`${subnetworkClaimSentence(claim)}\n`);
  }
  return result;
}

/**
 * A line before the searches of a study that take more than five seconds; those that are kept from an
 * earlier run take no time.
 */
export function announceStudy(
  study: Study,
  { config, workbench, training }: TrainedNetworks,
  { write }: Output,
): void {
  const { dataset: { classes }, workers = 1 } = workbench;
  const networks = acceptedRuns(training).length;
  if (networks === 0) return;
  const cost = studyCost(study, { config: { ...config, networks }, classes, workers });
  if (cost.seconds <= WORTH_TELLING) return;
  write(
    `searching layers of ${networks} networks: ${costText(cost)}, less where results are kept\n`,
  );
}

/** All results, and what they were computed with. */
export interface AllResults extends ExperimentResults {
  readonly config: ExperimentConfig;
}

/** Runs all experiments, or reads what is finished, with progress on standard error. */
export async function runAll(choice: ConfigChoice, signal: AbortSignal): Promise<AllResults> {
  const networks = await trainWithProgress(choice, signal, ["figure1", "figure2"]);
  const figure1 = await figure1WithProgress(networks, signal);
  const second = await figure2WithControl(networks, workersFromOptions(choice), signal);
  return { config: networks.config, training: networks.training, figure1, ...second };
}
