/** `train`, `search-layers`, `retrain-subnetworks` and `store check`: the studies of the paper in the terminal. */
import type { ParseArgsOptionsConfig } from "node:util";
import { configFromEnvironment, DEFAULT_PRESET, resolveConfig } from "../paper/config.ts";
import { CONFIG_VARIABLE, parseOverrides } from "../paper/settings.ts";
import {
  type ExperimentConfig,
  type ExperimentResults,
  LAYERS,
  openRunner,
  parseWorkers,
  type SearchingStudy,
  studyCost,
  SUBNETWORKS,
  SUBNETWORKS_VALIDATION,
  TRAINING,
  workersFromEnvironment,
} from "../paper/mod.ts";
import { costText } from "../search/cost/refusal.ts";
import { NotKeptError, type Runner, runStages, runStudy, type Study } from "../studies/mod.ts";
import { DATASETS } from "../data/catalogue.ts";
import { runsFolder } from "../system/files/folders.ts";
import { parseOptions, requireAccess, UsageError } from "./options.ts";
import { type Output, standardError } from "./output.ts";
import { downloadLine, studyProgress } from "./progress.ts";
import { ANNOUNCED_SECONDS } from "./analyze_options.ts";

/** Options that choose a configuration, and how many jobs run at once. */
export const CONFIG_OPTIONS = {
  preset: { type: "string" },
  set: { type: "string", multiple: true },
  workers: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

/** The values of {@link CONFIG_OPTIONS}. */
export type ConfigChoice = ReturnType<typeof parseOptions<typeof CONFIG_OPTIONS>>;

/** The configuration of the options; `PRESET` and `OVERRIDES` stand in for options that are not given. */
export function configFromOptions({ preset, set }: ConfigChoice): ExperimentConfig {
  const variable = preset || Deno.env.get("PRESET");
  if (set !== undefined) return resolveConfig(variable || DEFAULT_PRESET, parseOverrides(set));
  const variables = new Map([["PRESET", variable], ["OVERRIDES", Deno.env.get("OVERRIDES")]]);
  return configFromEnvironment(variables);
}

/** The number of workers of the options, else of the variable `WORKERS`, else one per core. */
export function workersFromOptions({ workers }: Pick<ConfigChoice, "workers">): number {
  return workers === undefined ? workersFromEnvironment() : parseWorkers(workers);
}

/** The environment variables that give a notebook the same configuration and workers. */
export function notebookVariables(choice: ConfigChoice): Record<string, string> {
  return {
    WORKERS: `${workersFromOptions(choice)}`,
    [CONFIG_VARIABLE]: JSON.stringify(configFromOptions(choice)),
  };
}

/** A study of the paper. */
export type StudyName = "training" | SearchingStudy;

const FORMER_NAMES = new Map([["figure1", "layers"], ["figure2", "subnetworks"]]);

/**
 * The name of a study, for a former name the new one.
 *
 * @param taker the command or option that takes the name, for the error
 */
export function studyNamed<Name extends string>(
  taker: string,
  text: string,
  names: readonly Name[],
): Name {
  const name = FORMER_NAMES.get(text) ?? text;
  const found = names.find((one) => one === name);
  if (found !== undefined) return found;
  throw new UsageError(`${taker} takes ${names.join(", ")}, got "${text}"`);
}

/** The command that runs one study. */
export function commandOf(study: StudyName) {
  return (args: string[], signal: AbortSignal): Promise<void> =>
    runOne(study, parseOptions(args, CONFIG_OPTIONS), signal);
}

interface Work {
  readonly runner: Runner;
  readonly signal: AbortSignal;
}

/** Runs one study, and before it trains the missing networks that it needs. */
export async function runOne(
  study: StudyName,
  choice: ConfigChoice,
  signal: AbortSignal,
): Promise<void> {
  const config = configFromOptions(choice);
  using runner = await openStore(choice);
  const work = { runner, signal };
  if (study === "training") await run(TRAINING, config, work);
  else if (study === "layers") await run(LAYERS, config, work, "layers");
  else await retrainWithControl(config, work);
}

/** All results, and their configuration. */
export interface AllResults extends ExperimentResults {
  readonly config: ExperimentConfig;
}

/** Runs all studies, with progress on standard error; finished results are read from the store. */
export async function runAll(choice: ConfigChoice, signal: AbortSignal): Promise<AllResults> {
  const config = configFromOptions(choice);
  using runner = await openStore(choice);
  const work = { runner, signal };
  const { training, layers } = await run(LAYERS, config, work, "layers");
  return { config, training, figure1: layers, ...await retrainWithControl(config, work) };
}

/** A runner with the number of workers of the options, whose store this process may read and write. */
export async function openStore(choice: Pick<ConfigChoice, "workers">): Promise<Runner> {
  await requireAccess("train", "Results go to", runsFolder(), "MULTIPLET_DATA");
  return openRunner({ workers: workersFromOptions(choice) });
}

/** Runs a study of the paper in the terminal; `searching`: its cost is announced. */
function run<Context, Result, Row>(
  study: Study<ExperimentConfig, Context, Result, Row>,
  config: ExperimentConfig,
  work: Work,
  searching?: SearchingStudy,
): Promise<Result> {
  return runInTerminal(study, config, work, (output) => {
    output.write(`${study.title}; preset ${config.preset}, trainer ${config.trainer}\n`);
    if (searching) announceStudy(searching, config, work.runner.workers, output);
  });
}

/**
 * Runs a study with progress on standard error and its findings at the end.
 *
 * @param begin writes the first lines, when the configuration has been accepted: a refused one ends with one line
 */
export async function runInTerminal<Config, Context, Result>(
  study: Omit<Study<Config, Context, Result, never>, "table">,
  config: Config,
  { runner, signal }: Work,
  begin: (output: Output) => void,
): Promise<Result> {
  const output = standardError();
  const onLoading = downloadLine(output);
  const context = await study.open(config, runner, { signal, onLoading });
  begin(output);
  const onProgress = studyProgress(output);
  const result = await runStages(study.stages(config, context), runner, { signal, onProgress });
  for (const { statement } of study.findings(result)) output.write(`${statement}\n`);
  return result;
}

/** Re-trains sub-networks; where the test set chose their neurons, validation samples choose them again. */
export async function retrainWithControl(
  config: ExperimentConfig,
  work: Work,
): Promise<Pick<ExperimentResults, "figure2" | "figure2Validation">> {
  const { subnetworks: figure2 } = await run(SUBNETWORKS, config, work, "subnetworks");
  if (config.selection === "validation") return { figure2 };
  const control = await run(SUBNETWORKS_VALIDATION, config, work);
  return { figure2, figure2Validation: control.subnetworks };
}

/** A line before searches of more than five seconds; those that are kept from an earlier run take no time. */
export function announceStudy(
  study: SearchingStudy,
  config: ExperimentConfig,
  workers: number,
  { write }: Output,
): void {
  const classes = DATASETS.get(config.dataset).classes.length;
  const cost = studyCost(study, { config, classes, workers });
  if (cost.seconds <= ANNOUNCED_SECONDS) return;
  write(
    `Searching layers of ${config.networks} networks: ${costText(cost)}; less where results are ` +
      `in the store\n`,
  );
}

/** `store check`: reads every result that the studies of a configuration ask for, and fails at the first missing one. */
export async function checkStore(args: string[], signal: AbortSignal): Promise<void> {
  const config = configFromOptions(parseOptions(args, CONFIG_OPTIONS));
  using runner = openRunner({ workers: 1, keptOnly: true });
  const counts = await countKept(config, runner, signal).catch((error) => {
    if (!(error instanceof NotKeptError)) throw error;
    throw new NotKeptError(
      `${error.message}, of preset ${config.preset}, in ${runsFolder()}; ` +
        `deno task reproduce with the same options computes what is missing`,
      { cause: error },
    );
  });
  const parts = [...counts].map(([stage, count]) => `${count} ${stage}`).join(", ");
  standardError().write(
    `${parts} of preset ${config.preset} read from ${runsFolder()}, nothing is missing\n`,
  );
}

/** The numbers of different results by stage, with the control on validation samples; all are read. */
async function countKept(
  config: ExperimentConfig,
  runner: Runner,
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  /** Counts the results of a study's stages, except those that another study has as well. */
  const counted = (without: readonly string[] = []): Parameters<typeof runStudy>[3] => ({
    signal,
    onProgress: ({ stage, last }) => {
      const name = stage.replace(/^further /, "");
      if (last && !without.includes(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
    },
  });
  await runStudy(LAYERS, config, runner, counted());
  await runStudy(SUBNETWORKS, config, runner, counted(["networks"]));
  if (config.selection !== "validation") {
    await runStudy(SUBNETWORKS_VALIDATION, config, runner, counted());
  }
  return counts;
}
