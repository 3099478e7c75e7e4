/**
 * `train`: the training experiment, in the terminal.
 * @module
 */
import {
  type ExperimentConfig,
  openWorkbench,
  type Study,
  trainingFindings,
  type TrainingResult,
  trainNetworks,
  type Workbench,
} from "../experiments/mod.ts";
import { runsFolder } from "../system/files/folders.ts";
import { requireAccess } from "./folder_access.ts";
import {
  CONFIG_OPTIONS,
  type ConfigChoice,
  configFromOptions,
  parseOptions,
  workersFromOptions,
} from "./options.ts";
import { standardError } from "./output.ts";
import { downloadLine } from "./progress_lines.ts";
import { terminalProgress } from "./terminal_progress.ts";

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
  const onDownload = downloadLine((text) => output.write(text));
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
