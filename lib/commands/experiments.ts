/**
 * `train`, `figure1`, `figure2` and `store check`: the experiments of the paper in the terminal.
 */
import type { ParseArgsOptionsConfig } from "node:util";
import { configFromEnvironment, parseOverrides } from "../paper/config.ts";
import { parseWorkers, workersFromEnvironment } from "../paper/settings.ts";
import { NotKeptError } from "../paper/crew.ts";
import { readKeptResults } from "../paper/kept_results.ts";
import {
  acceptedRuns,
  analyseNetworks,
  type ExperimentConfig,
  type ExperimentResults,
  layerClaims,
  layerClaimSentence,
  type LayerSearchResult,
  openWorkbench,
  type RetrainingResult,
  retrainSubnetworks,
  type Study,
  studyCost,
  subnetworkClaims,
  subnetworkClaimSentence,
  trainingFindings,
  trainNetworks,
  validationConfig,
  type WorkbenchOptions,
} from "../paper/mod.ts";
import { costText } from "../search/cost/refusal.ts";
import { runsFolder } from "../system/files/folders.ts";
import { parseOptions, requireAccess } from "./options.ts";
import { type Output, standardError } from "./output.ts";
import { downloadLine, layerProgress, subnetworkProgress, trainingProgress } from "./progress.ts";
import { WORTH_TELLING } from "./search_cost.ts";

/** Options that choose a configuration, and how many jobs run at once. */
export const CONFIG_OPTIONS = {
  preset: { type: "string" },
  set: { type: "string", multiple: true },
  workers: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

/** What `--preset NAME --set name=value … --workers N` ask for. */
export type ConfigChoice = ReturnType<typeof parseOptions<typeof CONFIG_OPTIONS>>;

/** The configuration that the options choose; `PRESET` and `OVERRIDES` fill in what they leave out. */
export function configFromOptions(choice: ConfigChoice): ExperimentConfig {
  const variables = notebookVariables(choice);
  return configFromEnvironment({ get: (name) => variables[name] });
}

/** The workers that the options ask for, else those of the environment (`WORKERS`), else one per core. */
export function workersFromOptions({ workers }: ConfigChoice): number {
  return workers === undefined ? workersFromEnvironment() : parseWorkers(workers);
}

/** The environment variables that give a notebook the same configuration and workers. */
export function notebookVariables(choice: ConfigChoice): Record<string, string> {
  const { preset, set } = choice;
  const workers = workersFromOptions(choice);
  const overrides = set && Object.entries(parseOverrides(set))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(" ");
  return {
    WORKERS: `${workers}`,
    PRESET: preset ?? Deno.env.get("PRESET") ?? "",
    OVERRIDES: overrides ?? Deno.env.get("OVERRIDES") ?? "",
  };
}

/** A part of the experiments that can be asked for alone: the training, or a study of its networks. */
export type Part = "training" | Study;

/** The commands of single parts. */
export const train = commandOf("training");
export const figure1 = commandOf("figure1");
export const figure2 = commandOf("figure2");

function commandOf(part: Part) {
  return (args: string[], signal: AbortSignal): Promise<void> =>
    runPart(part, parseOptions(args, CONFIG_OPTIONS), signal);
}

/** Runs one part, and trains the networks that it needs where they are missing. */
export async function runPart(
  part: Part,
  choice: ConfigChoice,
  signal: AbortSignal,
): Promise<void> {
  const networks = await trainChoice(choice, part === "training" ? [] : [part], signal);
  if (part === "figure1") await searchLayers(networks);
  if (part === "figure2") await retrainWithControl(networks);
}

/** All results, and what they were computed with. */
export interface AllResults extends ExperimentResults {
  readonly config: ExperimentConfig;
}

/** Runs all experiments, or reads what is finished, with progress on standard error. */
export async function runAll(choice: ConfigChoice, signal: AbortSignal): Promise<AllResults> {
  const networks = await trainChoice(choice, ["figure1", "figure2"], signal);
  const { config, training } = networks;
  const figure1 = await searchLayers(networks);
  return { config, training, figure1, ...await retrainWithControl(networks) };
}

/** The networks of a configuration, and what experiments on them work with. */
export type TrainedNetworks = Awaited<ReturnType<typeof trainConfig>>;

/** {@link trainConfig} for what the options choose. */
function trainChoice(
  choice: ConfigChoice,
  studies: readonly Study[],
  signal: AbortSignal,
): Promise<TrainedNetworks> {
  const workers = workersFromOptions(choice);
  return trainConfig(configFromOptions(choice), { workers, signal, studies });
}

/** Trains the networks of a configuration, with progress on standard error and the findings at the end. */
export async function trainConfig(
  config: ExperimentConfig,
  options: WorkbenchOptions & { readonly signal: AbortSignal },
) {
  await requireAccess("train", "Results go to", runsFolder(), "MULTIPLET_DATA");
  const output = standardError();
  const { signal } = options;
  const onDownload = downloadLine(output.write);
  const workbench = await openWorkbench(config, { ...options, onProgress: onDownload });
  output.write(
    `Training, preset ${config.preset}, ${config.trainer}: ${workbench.dataset.description}\n`,
  );
  const onProgress = trainingProgress(output);
  const training = await trainNetworks(config, { ...workbench, signal, onProgress });
  for (const finding of trainingFindings(training)) output.write(`${finding}\n`);
  return { config, workbench, training, signal };
}

/** The searches of figure 1 with progress on standard error and the verdicts at the end. */
async function searchLayers(networks: TrainedNetworks): Promise<LayerSearchResult> {
  const { config, workbench, training, signal } = networks;
  const output = standardError();
  announceStudy("figure1", networks, output);
  const onProgress = layerProgress(output);
  const result = await analyseNetworks(config, training, { ...workbench, signal, onProgress });
  for (const claim of layerClaims(result)) output.write(`${layerClaimSentence(claim)}\n`);
  return result;
}

/** Figure 2, and where its neurons were chosen by the test set the control that never saw it. */
export async function retrainWithControl(
  networks: TrainedNetworks,
): Promise<Pick<ExperimentResults, "figure2" | "figure2Validation">> {
  const { config, workbench: { workers = 1 }, signal } = networks;
  const figure2 = await retrain(networks);
  if (config.selection === "validation") return { figure2 };
  const control = await trainConfig(validationConfig(config), { workers, signal });
  return { figure2, figure2Validation: await retrain(control) };
}

/** The re-trainings of figure 2 with progress on standard error and the verdicts at the end. */
async function retrain(networks: TrainedNetworks): Promise<RetrainingResult> {
  const { config, workbench, training, signal } = networks;
  const output = standardError();
  announceStudy("figure2", networks, output);
  const onProgress = subnetworkProgress(output);
  const result = await retrainSubnetworks(config, training, { ...workbench, signal, onProgress });
  for (const claim of subnetworkClaims(result)) {
    output.write(`${subnetworkClaimSentence(claim)}\n`);
  }
  return result;
}

/** A line before searches of more than five seconds; those that are kept from an earlier run take no time. */
export function announceStudy(
  study: Study,
  { config, workbench, training }: TrainedNetworks,
  { write }: Output,
): void {
  const { dataset, workers = 1 } = workbench;
  const classes = dataset.classes.length;
  const networks = acceptedRuns(training).length;
  if (networks === 0) return;
  const cost = studyCost(study, { config: { ...config, networks }, classes, workers });
  if (cost.seconds <= WORTH_TELLING) return;
  write(
    `searching layers of ${networks} networks: ${costText(cost)}, less where results are kept\n`,
  );
}

/** Reads every unit of work of a configuration, and fails with the first one that is missing. */
export async function checkStore(args: string[], signal: AbortSignal): Promise<void> {
  const config = configFromOptions(parseOptions(args, CONFIG_OPTIONS));
  const open = (own: ExperimentConfig) => openWorkbench(own, { workers: 1, signal });
  const units = await readKeptResults(config, open, signal).catch((error) => {
    if (!(error instanceof NotKeptError)) throw error;
    throw new NotKeptError(
      `${error.message}, of preset ${config.preset}, in ${runsFolder()}; ` +
        `deno task reproduce with the same options computes what is missing`,
      { cause: error },
    );
  });
  const { networks, layers, selections, retrainings } = units;
  standardError().write(
    `${networks} networks, ${layers} layers, ${selections} choices of neurons and ` +
      `${retrainings} re-trainings of preset ${config.preset} read from ${runsFolder()}, ` +
      `nothing is missing\n`,
  );
}
