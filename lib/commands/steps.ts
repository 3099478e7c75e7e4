/** `study`: a whole study; `plan` and `step`: its pieces, which other processes or machines can compute. */
import { basename, join, posix, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { STUDIES } from "../beyond/mod.ts";
import { PAPER_SETTINGS, PRESETS } from "../paper/config.ts";
import type { Settings } from "../paper/settings.ts";
import { type AnyStudy, type PlannedStage, planStages, writeTable } from "../studies/mod.ts";
import { batchesOf } from "../studies/runner.ts";
import {
  type AnyStep,
  importStep,
  parseStepFile,
  type StepFile,
  stepFileBytes,
} from "../studies/step.ts";
import type { Catalogue } from "../system/checks/catalogue.ts";
import { atomicWrite } from "../system/files/atomic_write.ts";
import { reportsFolder } from "../system/files/folders.ts";
import {
  CONFIG_OPTIONS,
  type ConfigChoice,
  openStore,
  runInTerminal,
  settingsFromOptions,
  studyNamed,
} from "./experiments.ts";
import { UsageError } from "../request/values.ts";
import { parseOptionsAndNames } from "./options.ts";
import { standardError, writeToStandardOutput } from "./output.ts";
import { studyProgress } from "./progress.ts";

/**
 * Counts the results of a study, stage by stage up to the first stage with missing ones, as JSON on standard
 * output, and with `--write DIR` writes one file for each missing step. Computes nothing.
 */
export async function plan(args: string[], signal: AbortSignal): Promise<void> {
  await writeToStandardOutput(`${JSON.stringify(await planReport(args, signal), null, 2)}\n`);
}

/** The JSON of {@link plan}, for one of `studies`. */
export async function planReport(
  args: string[],
  signal: AbortSignal,
  studies: Catalogue<AnyStudy> = STUDIES,
) {
  const { values, names } = parseOptionsAndNames(args, {
    ...CONFIG_OPTIONS,
    write: { type: "string" },
  });
  const study = studies.get(studyNamed("plan", names.join(" "), studies.names));
  if (values.write === "") throw new UsageError("--write takes the name of a folder, got none");
  const config = configOf(study, values);
  using runner = await openStore(values);
  const context = await study.open(config, runner, { signal });
  const { stages, complete } = await planStages(study.stages(config, context), runner, { signal });
  const files = values.write === undefined
    ? undefined
    : await writeSteps(resolve(values.write), stages);
  const counts = stages.map(({ label, inputs, missing }) => (
    { label, total: inputs.size, missing: missing.size }
  ));
  return { study: study.name, complete, stages: counts, files };
}

/** Computes what the store lacks of a study, writes its table to the reports folder, and says what it found. */
export async function study(
  args: string[],
  signal: AbortSignal,
  studies: Catalogue<AnyStudy> = STUDIES,
): Promise<void> {
  const { values, names } = parseOptionsAndNames(args, CONFIG_OPTIONS);
  const chosen = studies.get(studyNamed("study", names.join(" "), studies.names));
  const config = configOf(chosen, values);
  using runner = await openStore(values);
  const result = await runInTerminal(chosen, config, { runner, signal }, ({ write }) => {
    write(`${chosen.title}\n`);
  });
  const table = join(reportsFolder(), await writeTable(chosen.name, chosen.table(result)));
  standardError().write(`table  ${table}\n`);
}

/** The configuration that options choose: a preset of the study, and values in place of the preset's. */
function configOf(study: AnyStudy, options: ConfigChoice): unknown {
  return settingsFromOptions(settingsOf(study), options);
}

/** The configurations of a study; the studies of the paper know former names of settings. */
export const settingsOf = (study: AnyStudy): Settings<unknown> =>
  study.presets === PRESETS ? PAPER_SETTINGS : study;

/** Writes a file for each missing step, named after the key of its first result; their paths. */
async function writeSteps(folder: string, stages: readonly PlannedStage[]): Promise<string[]> {
  const files: string[] = [];
  for (const { step, missing } of stages) {
    for (const batch of batchesOf(step, [...missing])) {
      const path = join(folder, `${step.kind}-${batch[0]![0].slice(0, 16)}.json`);
      const inputs = batch.map(([, input]) => input);
      await writeStepFile(path, { module: addressFrom(folder, step.module), inputs });
      files.push(path);
    }
  }
  return files;
}

/** Writes a file for the command `step`. */
export async function writeStepFile(
  path: string,
  steps: StepFile | readonly StepFile[],
): Promise<void> {
  await atomicWrite(path, new TextDecoder().decode(stepFileBytes(steps)));
}

/** The address of a module relative to a folder. */
export function addressFrom(folder: string, module: string): string {
  return posix.relative(pathToFileURL(folder).pathname, new URL(module).pathname);
}

/** Computes the results of a file of steps, or finds them in the store. */
export async function step(args: string[], signal: AbortSignal): Promise<void> {
  const { values, names } = parseOptionsAndNames(args, { workers: CONFIG_OPTIONS.workers });
  if (names.length !== 1) {
    throw new UsageError(
      `step takes one file as plan --write makes them, step FILE.json, got ${names.length} names`,
    );
  }
  const steps = await readSteps(names[0]!);
  using runner = await openStore(values);
  const onProgress = studyProgress(standardError());
  for (const { found, inputs } of steps) await runner.obtain(found, inputs, { signal, onProgress });
}

/** The steps of a file with their inputs; a relative address of a module begins in the file's folder. */
async function readSteps(path: string) {
  const refused = (reason: string, cause?: unknown) =>
    new UsageError(`Cannot run the step file ${path}: ${reason}`, { cause });
  const bytes = await Deno.readFile(path).catch((cause) => {
    throw refused(cause.message.replace(/ \(os error \d+\).*$/, ""), cause);
  });
  const file = parseStepFile(basename(path), bytes);
  if (typeof file === "string") throw refused(file);
  const steps: { readonly found: AnyStep; readonly inputs: readonly unknown[] }[] = [];
  for (const { module, inputs } of file.value) {
    const address = URL.parse(module, pathToFileURL(resolve(path)));
    // Code from elsewhere would run with the permissions of this process.
    if (address?.protocol !== "file:") {
      throw refused(
        `its module must be a file, got "${module}"; write a path relative to the step file`,
      );
    }
    const found = await importStep(address.href).catch((cause) => {
      throw refused(cause.message.split("\n")[0], cause);
    });
    for (const [at, input] of inputs.entries()) {
      try {
        found.identify(input);
      } catch (cause) {
        throw refused(`input ${at + 1} does not fit its step: ${cause}`, cause);
      }
    }
    steps.push({ found, inputs });
  }
  return steps;
}
