/** `train`, `search-layers` and `retrain-subnetworks`: the studies of the paper in the terminal. */
import type { ParseArgsOptionsConfig } from "node:util";
import { PAPER_SETTINGS } from "../paper/config.ts";
import {
  CONFIG_VARIABLE,
  parseOverrides,
  resolveSettings,
  type Settings,
  settingsFromEnvironment,
} from "../paper/settings.ts";
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
import type { SearchCost } from "../search/mod.ts";
import { type Runner, runStages, type Study } from "../studies/mod.ts";
import { DATASETS } from "../data/catalogue.ts";
import { runsFolder } from "../system/files/folders.ts";
import { UsageError } from "../request/values.ts";
import { parseOptions, requireAccess } from "./options.ts";
import { type Output, standardError } from "./output.ts";
import { downloadLine, studyProgress } from "./progress.ts";
import { ANNOUNCED_SECONDS } from "./analyze_options.ts";

/** The option that names a part. */
export const ONLY_OPTION = { only: { type: "string" } } as const satisfies ParseArgsOptionsConfig;

/** Options that choose a configuration, and how many jobs run at once. */
export const CONFIG_OPTIONS = {
  preset: { type: "string" },
  set: { type: "string", multiple: true },
  workers: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

/** The values of {@link CONFIG_OPTIONS}. */
export type ConfigChoice = ReturnType<typeof parseOptions<typeof CONFIG_OPTIONS>>;

/** The configuration of the options; `PRESET` and `OVERRIDES` stand in for options that are not given. */
export function settingsFromOptions<Config>(
  settings: Settings<Config>,
  { preset, set }: ConfigChoice,
): Config {
  const variable = preset || Deno.env.get("PRESET");
  if (set !== undefined) {
    return resolveSettings(settings, variable || undefined, parseOverrides(set));
  }
  const variables = new Map([["PRESET", variable], ["OVERRIDES", Deno.env.get("OVERRIDES")]]);
  return settingsFromEnvironment(settings, variables);
}

/** {@link settingsFromOptions} of the paper's studies. */
export function configFromOptions(choice: ConfigChoice): ExperimentConfig {
  return settingsFromOptions(PAPER_SETTINGS, choice);
}

/** The number of workers of the options, else of the variable `WORKERS`, else one per core. */
export function workersFromOptions({ workers }: Pick<ConfigChoice, "workers">): number {
  return workers === undefined ? workersFromEnvironment() : parseWorkers(workers);
}

/** The environment variables that give a notebook the same configuration and workers. */
export function notebookVariables(
  choice: ConfigChoice,
  settings: Settings<unknown> = PAPER_SETTINGS,
): Record<string, string> {
  return {
    WORKERS: `${workersFromOptions(choice)}`,
    [CONFIG_VARIABLE]: JSON.stringify(settingsFromOptions(settings, choice)),
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

/** What a study runs with. */
export interface Work {
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
  else if (study === "layers") await run(LAYERS, config, work, announcing("layers", config, work));
  else await retrainWithControl(config, work);
}

/** All results of the paper, and their configuration. */
export interface AllResults extends ExperimentResults {
  readonly config: ExperimentConfig;
}

/** A runner with the number of workers of the options, whose store this process may read and write. */
export async function openStore(choice: Pick<ConfigChoice, "workers">): Promise<Runner> {
  await requireAccess("train", "Results go to", runsFolder(), "MULTIPLET_DATA");
  return openRunner({ workers: workersFromOptions(choice) });
}

/**
 * Runs a study in the terminal; its title comes first.
 *
 * @param announce writes what its searches cost. Default: nothing
 */
export function run<
  Config extends Pick<ExperimentConfig, "trainer"> & { readonly preset: string },
  Context,
  Result,
  Row,
>(
  study: Study<Config, Context, Result, Row>,
  config: Config,
  work: Work,
  announce: (output: Output) => void = () => {},
): Promise<Result> {
  return runInTerminal(study, config, work, (output) => {
    output.write(`${study.title}; preset ${config.preset}, trainer ${config.trainer}\n`);
    announce(output);
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
  const { subnetworks: figure2 } = await run(
    SUBNETWORKS,
    config,
    work,
    announcing("subnetworks", config, work),
  );
  if (config.selection === "validation") return { figure2 };
  const control = await run(SUBNETWORKS_VALIDATION, config, work);
  return { figure2, figure2Validation: control.subnetworks };
}

/** {@link announceStudy} as an argument of {@link run}. */
export const announcing =
  (study: SearchingStudy, config: ExperimentConfig, { runner }: Work) => (output: Output): void =>
    announceStudy(study, config, runner.workers, output);

/** {@link announceSearches} of a study of the paper. */
export function announceStudy(
  study: SearchingStudy,
  config: ExperimentConfig,
  workers: number,
  output: Output,
): void {
  const classes = DATASETS.get(config.dataset).classes.length;
  announceSearches(config.networks, studyCost(study, { config, classes, workers }), output);
}

/** A line before searches of more than five seconds; those that are kept from an earlier run take no time. */
export function announceSearches(networks: number, cost: SearchCost, { write }: Output): void {
  if (cost.seconds <= ANNOUNCED_SECONDS) return;
  write(
    `Searching layers of ${networks} networks: ${costText(cost)}; less where results are in the ` +
      "store\n",
  );
}
