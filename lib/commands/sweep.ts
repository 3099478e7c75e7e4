/** `sweep`: one study in many configurations. */
import { STUDIES } from "../beyond/mod.ts";
import { PAPER_SETTINGS, PRESETS } from "../paper/config.ts";
import { UsageError } from "../request/values.ts";
import type { Finding } from "../studies/finding.ts";
import { type AnyStudy, planStages, type Runner, runStages, writeTable } from "../studies/mod.ts";
import { artifactOf } from "../studies/step.ts";
import type { Table } from "../studies/table.ts";
import {
  confounded,
  parseSweep,
  type Reading,
  readingsOf,
  SweepError,
  type SweepFile,
} from "../sweeps/sweep.ts";
import type { Catalogue } from "../system/checks/catalogue.ts";
import { CONFIG_OPTIONS, openStore, studyNamed } from "./experiments.ts";
import { parseOptionsAndNames } from "./options.ts";
import { standardError, writeToStandardOutput } from "./output.ts";
import { studyProgress } from "./progress.ts";

const ACTIONS = ["plan", "run", "table"] as const;

/** A sweep with its study. */
interface OpenSweep {
  readonly file: SweepFile;
  readonly study: AnyStudy;
  readonly readings: readonly Reading<unknown>[];
}

/** Counts, computes or tabulates the results of a sweep file. */
export async function sweep(
  args: string[],
  signal: AbortSignal,
  studies: Catalogue<AnyStudy> = STUDIES,
): Promise<void> {
  const { values, names } = parseOptionsAndNames(args, { workers: CONFIG_OPTIONS.workers });
  const [action, path] = names;
  const known = ACTIONS.find((one) => one === action);
  if (known === undefined || path === undefined || names.length > 2) {
    throw new UsageError(
      `sweep takes ${
        ACTIONS.join(", ")
      } and a sweep file, such as sweep plan sweeps/small.json; got ${
        names.length === 0 ? "nothing" : names.join(" ")
      }`,
    );
  }
  const opened = await openSweep(path, studies);
  using runner = await openStore(values);
  if (known === "plan") {
    const report = await planReport(opened, runner, signal);
    await writeToStandardOutput(`${JSON.stringify(report, null, 2)}\n`);
  } else if (known === "run") await runSweep(opened, runner, signal);
  else await tabulate(opened, runner, signal);
}

async function openSweep(path: string, studies: Catalogue<AnyStudy>): Promise<OpenSweep> {
  const text = await Deno.readTextFile(path).catch((cause) => {
    const reason = cause.message.replace(/ \(os error \d+\).*$/, "");
    throw new UsageError(`Cannot read the sweep file ${path}: ${reason}`, { cause });
  });
  const file = parsedSweep(text, path);
  const study = studies.get(studyNamed(`the sweep file ${path}`, file.study, studies.names));
  // The studies of the paper know former names of settings.
  const settings = study.presets === PRESETS ? PAPER_SETTINGS : study;
  return { file, study, readings: readingsOf(file, settings) };
}

function parsedSweep(text: string, path: string): SweepFile {
  try {
    return parseSweep(text, path);
  } catch (cause) {
    if (cause instanceof SweepError) throw new UsageError(cause.message, { cause });
    throw cause;
  }
}

/** Results of one kind that a sweep asks for. */
interface Counted {
  readonly label: string;
  readonly keys: Set<string>;
  readonly missing: Set<string>;
}

/** What the store has of a sweep: different results, and readings whose results are all there. */
async function planReport(
  { file, study, readings }: OpenSweep,
  runner: Runner,
  signal: AbortSignal,
) {
  const stages = new Map<string, Counted>();
  let complete = 0;
  for (const { config } of readings) {
    signal.throwIfAborted();
    const context = await study.open(config, runner, { signal });
    const asked = recorded(study.stages(config, context));
    const plan = await planStages(asked.stages, runner, { signal });
    if (plan.complete) complete++;
    for (const [at, { label, step, missing }] of plan.stages.entries()) {
      const own = stages.getOrInsertComputed(
        label,
        () => ({ label, keys: new Set(), missing: new Set() }),
      );
      const keyOf = (input: unknown) => runner.store.key(artifactOf(step, input));
      for (const input of asked.inputs[at]!) own.keys.add(keyOf(input));
      for (const input of missing) own.missing.add(keyOf(input));
    }
  }
  return {
    sweep: file.name,
    study: study.name,
    readings: { total: readings.length, complete },
    // Of readings up to their first stage with missing results.
    stages: [...stages.values()].map(({ label, keys, missing }) => ({
      label,
      total: keys.size,
      missing: missing.size,
    })),
    confounded: confounded(file).map(({ axis, pair }) => `${axis} with ${pair.join(" × ")}`),
  };
}

/** Stages, and the inputs that they asked for. */
function recorded(stages: ReturnType<AnyStudy["stages"]>) {
  const inputs: (readonly unknown[])[] = [];
  function* watched(): ReturnType<AnyStudy["stages"]> {
    let next = stages.next([]);
    while (!next.done) {
      inputs.push(next.value.inputs);
      next = stages.next(yield next.value);
    }
    return next.value;
  }
  return { stages: watched(), inputs };
}

/** Computes what the store lacks, reading by reading. */
async function runSweep(
  { file, study, readings }: OpenSweep,
  runner: Runner,
  signal: AbortSignal,
): Promise<void> {
  const output = standardError();
  for (const [at, { config, levels }] of readings.entries()) {
    output.write(`${file.name}, reading ${at + 1} of ${readings.length}: ${levelsText(levels)}\n`);
    const context = await study.open(config, runner, { signal });
    await runStages(study.stages(config, context), runner, {
      signal,
      onProgress: studyProgress(output),
    });
  }
}

const levelsText = (levels: Reading<unknown>["levels"]) =>
  Object.entries(levels).map(([axis, level]) => `${axis} ${level}`).join(", ");

/** One estimate of a finding of one reading. */
interface SweepRow {
  readonly reading: number;
  readonly levels: Reading<unknown>["levels"];
  readonly finding: Finding;
  readonly estimate: Finding["estimates"][number] | undefined;
}

/** Writes the findings of all readings as one table; all results have to be there. */
async function tabulate(
  { file, study, readings }: OpenSweep,
  runner: Runner,
  signal: AbortSignal,
): Promise<void> {
  const rows: SweepRow[] = [];
  for (const [at, { config, levels }] of readings.entries()) {
    const context = await study.open(config, runner, { signal });
    const { complete } = await planStages(study.stages(config, context), runner, { signal });
    if (!complete) {
      throw new UsageError(
        `The sweep ${file.name} lacks results of reading ${at + 1} (${
          levelsText(levels)
        }): run it first`,
      );
    }
    const result = await runStages(study.stages(config, context), runner, { signal });
    for (const finding of study.findings(result)) {
      const estimates = finding.estimates.length === 0 ? [undefined] : finding.estimates;
      for (const estimate of estimates) rows.push({ reading: at + 1, levels, finding, estimate });
    }
  }
  const table: Table<SweepRow> = {
    columns: {
      reading: ({ reading }) => reading,
      ...Object.fromEntries(
        file.axes.map(({ name }) => [name, ({ levels }: SweepRow) => levels[name]]),
      ),
      finding: ({ finding }) => finding.statement,
      verdict: ({ finding }) => finding.verdict,
      estimate: ({ estimate }) => estimate?.label,
      mean: ({ estimate }) => estimate?.mean,
      lower: ({ estimate }) => estimate?.interval?.[0],
      upper: ({ estimate }) => estimate?.interval?.[1],
      unit: ({ estimate }) => estimate?.unit,
    },
    rows,
  };
  const path = await writeTable(`sweep-${file.name}`, table);
  standardError().write(`table  ${path}\n`);
}
