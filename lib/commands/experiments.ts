/** `train`, `figure1`, `figure2`, `step` and `store check`: the studies of the paper in the terminal. */
import { pathToFileURL } from "node:url";
import type { ParseArgsOptionsConfig } from "node:util";
import {
  CONFIG_VARIABLE,
  configFromEnvironment,
  DEFAULT_PRESET,
  parseOverrides,
  resolveConfig,
} from "../paper/config.ts";
import {
  type ExperimentConfig,
  type ExperimentResults,
  LAYERS,
  type LayersResult,
  openRunner,
  parseWorkers,
  type SearchingStudy,
  studyCost,
  SUBNETWORKS,
  type SubnetworksResult,
  TRAINING,
  validationConfig,
  workersFromEnvironment,
} from "../paper/mod.ts";
import { costText } from "../search/cost/refusal.ts";
import {
  NotKeptError,
  planStages,
  Runner,
  type RunOptions,
  runStages,
  runStudy,
  type Study,
} from "../studies/mod.ts";
import { importStep, parseStepFile, type StepFile } from "../studies/step.ts";
import { DATASETS } from "../data/catalogue.ts";
import { ArtifactStore } from "../system/artifacts/mod.ts";
import { runsFolder } from "../system/files/folders.ts";
import { parseOptions, parseOptionsAndNames, requireAccess, UsageError } from "./options.ts";
import { type Output, standardError, writeToStandardOutput } from "./output.ts";
import { downloadLine, studyProgress } from "./progress.ts";
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
export function configFromOptions({ preset, set }: ConfigChoice): ExperimentConfig {
  const get = (name: string) =>
    name === CONFIG_VARIABLE
      ? undefined
      : name === "PRESET" && preset
      ? preset
      : Deno.env.get(name);
  if (set === undefined) return configFromEnvironment({ get });
  return resolveConfig(get("PRESET") || DEFAULT_PRESET, parseOverrides(set));
}

/** The workers that the options ask for, else those of the environment (`WORKERS`), else one per core. */
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

/** A part of the experiments that can be asked for alone: the training, or a study of its networks. */
export type Part = "training" | SearchingStudy;

/** The commands of single parts. */
export const train = commandOf("training");
export const figure1 = commandOf("layers");
export const figure2 = commandOf("subnetworks");

function commandOf(part: Part) {
  return (args: string[], signal: AbortSignal): Promise<void> =>
    runPart(part, parseOptions(args, CONFIG_OPTIONS), signal);
}

/** What studies run with. */
interface Work {
  readonly runner: Runner;
  readonly signal: AbortSignal;
}

/** Runs one part, and trains the networks that it needs where they are missing. */
export async function runPart(
  part: Part,
  choice: ConfigChoice,
  signal: AbortSignal,
): Promise<void> {
  const config = configFromOptions(choice);
  using runner = await openStore(choice);
  const work = { runner, signal };
  if (part === "training") await run(TRAINING, config, work);
  else if (part === "layers") await searchLayers(config, work);
  else await retrainWithControl(config, work);
}

/** All results, and what they were computed with. */
export interface AllResults extends ExperimentResults {
  readonly config: ExperimentConfig;
}

/** Runs all studies, or reads what is finished, with progress on standard error. */
export async function runAll(choice: ConfigChoice, signal: AbortSignal): Promise<AllResults> {
  const config = configFromOptions(choice);
  using runner = await openStore(choice);
  const work = { runner, signal };
  const { training, layers } = await searchLayers(config, work);
  return { config, training, figure1: layers, ...await retrainWithControl(config, work) };
}

async function openStore(choice: Pick<ConfigChoice, "workers">): Promise<Runner> {
  await requireAccess("train", "Results go to", runsFolder(), "MULTIPLET_DATA");
  return openRunner({ workers: workersFromOptions(choice) });
}

/** Runs a study with progress on standard error and its findings at the end; `searching`: and its cost before. */
async function run<Context, Result, Row>(
  study: Study<ExperimentConfig, Context, Result, Row>,
  config: ExperimentConfig,
  { runner, signal }: Work,
  searching?: SearchingStudy,
): Promise<Result> {
  const output = standardError();
  // A configuration that is refused ends with one line: title and cost come after.
  const context = await study.open(config, runner, {
    signal,
    onLoading: downloadLine(output.write),
  });
  output.write(`${study.title}; preset ${config.preset}, trainer ${config.trainer}\n`);
  if (searching) announceStudy(searching, config, runner.workers, output);
  const result = await runStages(study.stages(config, context), runner, {
    signal,
    onProgress: studyProgress(output),
  });
  for (const { statement } of study.findings(result)) output.write(`${statement}\n`);
  return result;
}

function searchLayers(config: ExperimentConfig, work: Work): Promise<LayersResult> {
  return run(LAYERS, config, work, "layers");
}

/** Figure 2, and where its neurons were chosen by the test set the control that never saw it. */
export async function retrainWithControl(
  config: ExperimentConfig,
  work: Work,
): Promise<Pick<ExperimentResults, "figure2" | "figure2Validation">> {
  const { subnetworks: figure2 } = await run(SUBNETWORKS, config, work, "subnetworks");
  if (config.selection === "validation") return { figure2 };
  const control: SubnetworksResult = await run(SUBNETWORKS, validationConfig(config), work);
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
  if (cost.seconds <= WORTH_TELLING) return;
  write(
    `Searching layers of ${config.networks} networks: ${costText(cost)}; less where results are ` +
      `in the store\n`,
  );
}

/** Reads every unit of work of a configuration, and fails with the first one that is missing. */
export async function checkStore(args: string[], signal: AbortSignal): Promise<void> {
  const config = configFromOptions(parseOptions(args, CONFIG_OPTIONS));
  const store = new ArtifactStore(runsFolder());
  using runner = new Runner({ store, keptOnly: true });
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

/**
 * Reads every result that the studies of a configuration ask for, those of the control on validation
 * samples included.
 *
 * @param runner one that computes nothing
 * @returns how many different results there are, by stage
 * @throws NotKeptError that names the first one that is missing
 */
export async function countKept(
  config: ExperimentConfig,
  runner: Runner,
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  /** Counts the results of a study's stages, but for those that another study has as well. */
  const counted = (without: readonly string[] = []): RunOptions => ({
    signal,
    onProgress: ({ stage, last }) => {
      const name = stage.replace(/^further /, "");
      if (last && !without.includes(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
    },
  });
  await runStudy(LAYERS, config, runner, counted());
  await runStudy(SUBNETWORKS, config, runner, counted(["networks"]));
  if (config.selection !== "validation") {
    await runStudy(SUBNETWORKS, validationConfig(config), runner, counted());
  }
  return counts;
}

/** The studies by the names that `plan` takes. */
const STUDIES = { training: TRAINING, layers: LAYERS, subnetworks: SUBNETWORKS } as const;

/**
 * Lists the stages of a study up to the first with missing results, and these as step files, as JSON on
 * standard output; computes nothing.
 */
export async function plan(args: string[], signal: AbortSignal): Promise<void> {
  const { values, names } = parseOptionsAndNames(args, CONFIG_OPTIONS);
  const [name] = names;
  if (names.length !== 1 || !Object.hasOwn(STUDIES, name!)) {
    throw new UsageError(
      `plan takes the name of one study, ${Object.keys(STUDIES).join(", ")}, got ` +
        `"${names.join(" ")}"`,
    );
  }
  const config = configFromOptions(values);
  using runner = openRunner({ workers: 1 });
  const study = STUDIES[name as keyof typeof STUDIES];
  const context = await study.open(config, runner, { signal });
  const { stages, complete } = await planStages<unknown>(study.stages(config, context), runner, {
    signal,
  });
  const files = stages.flatMap(({ step: { module }, missing }): StepFile[] =>
    missing.map((input) => ({ module: fromWorkingFolder(module), inputs: [input] }))
  );
  const counts = stages.map(({ label, total, missing }) => (
    { label, total, missing: missing.length }
  ));
  await writeToStandardOutput(
    JSON.stringify({ study: name, complete, stages: counts, steps: files }, null, 1) + "\n",
  );
}

/** Runs the step of a file, or finds its results in the store. */
export async function step(args: string[], signal: AbortSignal): Promise<void> {
  const { values, names: [path, ...more] } = parseOptionsAndNames(args, {
    workers: CONFIG_OPTIONS.workers,
  });
  if (path === undefined || more.length > 0) {
    throw new UsageError("step takes the name of one file, as plan lists them: step FILE.json");
  }
  const bytes = await Deno.readFile(path).catch((cause) => {
    throw new UsageError(`Cannot read the step file ${path}: ${cause.message}`);
  });
  const file = parseStepFile(path, bytes);
  if (typeof file === "string") throw new UsageError(`The step file ${file}`);
  const { module, inputs } = file.value;
  using runner = await openStore(values);
  const found = await importStep(new URL(module, pathToFileURL(`${Deno.cwd()}/`)).href);
  const output = standardError();
  await runner.obtain(found, inputs, { signal, onProgress: studyProgress(output) });
}

/** The address of a module from the working folder, or the whole of it where it lies elsewhere. */
function fromWorkingFolder(module: string): string {
  const here = pathToFileURL(`${Deno.cwd()}/`).href;
  return module.startsWith(here) ? `./${module.slice(here.length)}` : module;
}
