/** `sweep`: one study in many configurations. */
import { join } from "node:path";
import { STUDIES } from "../beyond/mod.ts";
import { UsageError } from "../request/values.ts";
import { bytesText } from "../search/cost/refusal.ts";
import { type AnyStudy, duration, type Runner, writeTable } from "../studies/mod.ts";
import { outcomeTable, sweepOutcomes } from "../sweeps/outcomes.ts";
import { type OpenSweep, planSweep, runSweep, type SweepPlan } from "../sweeps/plan.ts";
import { simulatedSeconds } from "../sweeps/simulation.ts";
import { confounded, interactions, parseSweep, readingsOf, SweepError } from "../sweeps/sweep.ts";
import type { Catalogue } from "../system/checks/catalogue.ts";
import { sweepHtml } from "../reports/sweeps/mod.ts";
import { currentEnvironment } from "../system/artifacts/mod.ts";
import { atomicWrite } from "../system/files/atomic_write.ts";
import { reportsFolder } from "../system/files/folders.ts";
import { CONFIG_OPTIONS, openStore, studyNamed } from "./experiments.ts";
import { parseOptionsAndNames } from "./options.ts";
import { standardError, writeToStandardOutput } from "./output.ts";
import { progressLines, studyProgress } from "./progress.ts";
import { settingsOf } from "./steps.ts";
import { WORKFLOW_OPTIONS, writeWave, writeWorkflow } from "./workflow.ts";

const OPTIONS = {
  workers: CONFIG_OPTIONS.workers,
  ...WORKFLOW_OPTIONS,
  help: { type: "boolean" },
} as const;

const HELP = `Usage: deno task sweep ACTION FILE.json [options]

One study in many configurations, those of a sweep file; docs/reproducing.md says what a file has.

  plan      what the store has and lacks, seconds and bytes, as JSON
  run       computes what the store lacks, on this machine
  status    how far it is, in a few lines
  table     all estimates of all readings as one CSV file, in the folder of reports
  report    a page with figures, in the folder of reports
  workflow  writes a folder with which Snakemake computes the sweep; docs/machines.md
  wave      used by such a workflow: writes the jobs that can be computed now

  --workers N    run: number of parallel workers; default one per processor core; same results
  --out FOLDER   workflow, wave: the folder to write
  --minutes N    workflow, wave: longest job, in minutes on one core; default 10
  --jobs N       workflow, wave: jobs that run at once; default 8
  --threads N    workflow: cores of a job; default 1
  --after FOLDER wave: the jobs before, whose results have to be there
  --help         print this text

Environment variables: MULTIPLET_DATA, the folder that contains runs/; MULTIPLET_REPORTS, the folder of
tables and pages; folders of data sets, as in deno task help. Exit status: 0 done, 1 the work failed, 2 invalid command line or sweep file.`;

/** Options, with their values. */
type Values = Omit<ReturnType<typeof parseOptionsAndNames<typeof OPTIONS>>["values"], "help">;

/** What an action works with. */
interface SweepWork {
  readonly sweep: OpenSweep;
  /** Path of the sweep file. */
  readonly path: string;
  readonly runner: Runner;
  readonly values: Values;
  readonly signal: AbortSignal;
}

/** The actions, and the options that each takes. */
const ACTIONS: Readonly<
  Record<
    string,
    { readonly options: readonly (keyof Values)[]; act(work: SweepWork): Promise<void> }
  >
> = {
  plan: { options: [], act: writePlan },
  run: { options: ["workers"], act: run },
  status: { options: [], act: writeStatus },
  table: { options: [], act: tabulate },
  report: { options: [], act: writeReport },
  workflow: {
    options: ["out", "minutes", "jobs", "threads"],
    act: ({ sweep, path, runner, values }) => writeWorkflow(sweep.file, path, runner, values),
  },
  wave: {
    options: ["out", "after", "minutes", "jobs"],
    act: ({ sweep, runner, values, signal }) => writeWave(sweep, runner, values, signal),
  },
};

/** Counts, computes or tabulates the results of a sweep file, or writes the workflow that computes them. */
export async function sweep(
  args: string[],
  signal: AbortSignal,
  studies: Catalogue<AnyStudy> = STUDIES,
): Promise<void> {
  const { values: { help, ...values }, names } = parseOptionsAndNames(args, OPTIONS);
  if (help) return await writeToStandardOutput(`${HELP}\n`);
  const [name = "", path] = names;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action === undefined || path === undefined || names.length > 2) {
    throw new UsageError(
      `sweep takes ${
        Object.keys(ACTIONS).join(", ")
      } and a sweep file, such as sweep plan sweeps/small.json; got ${
        names.length === 0 ? "nothing" : names.join(" ")
      }`,
    );
  }
  const other = (Object.keys(values) as (keyof Values)[])
    .find((option) => !action.options.includes(option));
  if (other !== undefined) {
    throw new UsageError(
      `sweep ${name} has no option --${other}` +
        (action.options.length === 0
          ? ""
          : `; it has ${action.options.map((one) => `--${one}`).join(", ")}`),
    );
  }
  try {
    const sweep = await openSweep(path, studies);
    using runner = await openStore(values);
    await action.act({ sweep, path, runner, values, signal });
  } catch (cause) {
    if (cause instanceof SweepError) throw new UsageError(cause.message, { cause });
    throw cause;
  }
}

async function openSweep(path: string, studies: Catalogue<AnyStudy>): Promise<OpenSweep> {
  const text = await Deno.readTextFile(path).catch((cause) => {
    const reason = cause.message.replace(/ \(os error \d+\).*$/, "");
    throw new UsageError(`Cannot read the sweep file ${path}: ${reason}`, { cause });
  });
  const file = parseSweep(text, path);
  const study = studies.get(studyNamed(`the sweep file ${path}`, file.study, studies.names));
  return { file, study, readings: readingsOf(file, settingsOf(study)) };
}

/** Numbers of cores for which a plan predicts the time, and the jobs on them. */
const CORES = [1, 2, 16, 128, 1024];
const JOBS = { jobSeconds: 600, overheadSeconds: 15 } as const;

/** Writes what the store has and lacks, and what the rest takes, as JSON. */
async function writePlan({ sweep, runner, signal }: SweepWork): Promise<void> {
  const { missing, ...plan } = await planSweep(sweep, runner, { signal });
  const { name, study } = sweep.file;
  const remaining = remainingOf(sweep, plan);
  const report = {
    sweep: name,
    study,
    ...plan,
    // What is missing now and all that can follow it, on one core; null: nothing is known of it.
    remaining,
    // The same by a simulation of jobs of ten minutes, which take a quarter of a minute more each.
    elapsed: remaining.seconds.most === null ? null : CORES.map((cores) => ({
      cores,
      seconds: Math.round(simulatedSeconds({ missing, later: plan.later }, { cores, ...JOBS })),
    })),
    confounded: confounded(sweep.file).map(({ axis, pair }) => `${axis} with ${pair.join(" × ")}`),
    confoundedInteractions: interactions(sweep.file).map((pairs) =>
      pairs.map((pair) => pair.join(" × ")).join(" with ")
    ),
  };
  await writeToStandardOutput(`${JSON.stringify(report, null, 2)}\n`);
}

/**
 * Seconds on one core and bytes of all that is missing: of what can be computed now, and at most; `null` where nothing is known of
 * a stage. Only studies with `estimates` announce what comes later.
 */
function remainingOf(
  { study, readings }: Pick<OpenSweep, "study" | "readings">,
  { stages, later, readings: { complete } }: Pick<SweepPlan, "stages" | "later" | "readings">,
) {
  const announces = study.estimates !== undefined || complete === readings.length;
  const of = (quantity: "seconds" | "bytes") => {
    const now = stages.reduce<number | null>((total, stage) => {
      const own = stage.missing === 0 ? 0 : stage[quantity];
      return total === null || own === undefined ? null : total + own;
    }, 0);
    const most = now === null || !announces
      ? null
      : later.reduce((total, stage) => total + stage[quantity], now);
    return { now, most };
  };
  return { seconds: of("seconds"), bytes: of("bytes") };
}

/** What is left in words. */
function remainingText(remaining: ReturnType<typeof remainingOf>): string {
  const { seconds, bytes } = remaining;
  if (seconds.now === null) {
    return "left: unknown, the store has no such result yet, whose time could be measured";
  }
  const now = `left on one core: about ${duration(1000 * seconds.now)} now`;
  return seconds.most === null || bytes.most === null
    ? `${now}; the study does not announce what later stages take`
    : `${now}, at most ${duration(1000 * seconds.most)} in all; at most ${
      bytesText(bytes.most)
    } more in the store`;
}

/** Writes the same in a few lines for people. */
async function writeStatus({ sweep: opened, runner, signal }: SweepWork): Promise<void> {
  const plan = await planSweep(opened, runner, { signal });
  const { readings, stages, later } = plan;
  const isComplete = readings.complete === readings.total;
  const lines = [
    `${opened.file.name}: ${readings.complete} of ${readings.total} readings have all results`,
    ...stages.map(({ label, total, missing }) => `${label}: ${total - missing} of ${total}`),
    ...later.map(({ label, least, most }) =>
      `${label}: of readings that have not come to it, ${least} to ${most}`
    ),
    ...(isComplete ? [] : [remainingText(remainingOf(opened, plan))]),
  ];
  await writeToStandardOutput(`${lines.join("\n")}\n`);
}

/** Computes what the store lacks, on this machine. */
async function run({ sweep: opened, runner, signal }: SweepWork): Promise<void> {
  const output = standardError();
  await runSweep(opened, runner, {
    signal,
    onProgress: studyProgress(output),
    onPlan: ({ readings: { total, complete } }) => {
      output.write(`${opened.file.name}: ${complete} of ${total} readings have all results\n`);
    },
  });
  output.write(`${opened.file.name}: all ${opened.readings.length} readings have all results\n`);
}

/** What all readings say; all results have to be there. */
function outcomesOf({ sweep, runner, signal }: SweepWork) {
  const show = progressLines(standardError());
  return sweepOutcomes(sweep, runner, {
    signal,
    onReading: (done, total) => show(`readings: ${done} of ${total}`, done, total),
  });
}

/** Writes the page of what all readings say. */
async function writeReport(work: SweepWork): Promise<void> {
  const { file, readings } = work.sweep;
  const rows = await outcomesOf(work);
  const environment = currentEnvironment();
  const page = sweepHtml({ file, readings: readings.length, rows, environment });
  const path = join(reportsFolder(), `sweep-${file.name}.html`);
  await atomicWrite(path, page);
  standardError().write(`report  ${path}\n`);
}

/** Writes what all readings say as one table. */
async function tabulate(work: SweepWork): Promise<void> {
  const { file } = work.sweep;
  const rows = await outcomesOf(work);
  const path = await writeTable(`sweep-${file.name}`, outcomeTable(file, rows));
  standardError().write(`table  ${join(reportsFolder(), path)}\n`);
}
