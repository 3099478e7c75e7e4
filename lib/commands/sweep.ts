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

const OPTIONS = { workers: CONFIG_OPTIONS.workers, ...WORKFLOW_OPTIONS } as const;

/** Options, with their values. */
type Values = ReturnType<typeof parseOptionsAndNames<typeof OPTIONS>>["values"];

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
  const { values, names } = parseOptionsAndNames(args, OPTIONS);
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
  const report = {
    sweep: name,
    study,
    ...plan,
    // What is missing now and all that can follow it, on one core.
    remaining: remainingOf(plan),
    // The same by a simulation of jobs of ten minutes, which take a quarter of a minute more each.
    elapsed: CORES.map((cores) => ({
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

/** Seconds on one core and bytes of all that is missing: of what is known, and at most. */
function remainingOf({ stages, later }: Pick<SweepPlan, "stages" | "later">) {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const now = {
    seconds: sum(stages.map(({ seconds = 0 }) => seconds)),
    bytes: sum(stages.map(({ bytes = 0 }) => bytes)),
  };
  return {
    seconds: {
      now: now.seconds,
      most: now.seconds + sum(later.map(({ seconds }) => seconds)),
    },
    bytes: { now: now.bytes, most: now.bytes + sum(later.map(({ bytes }) => bytes)) },
  };
}

/** Writes the same in a few lines for people. */
async function writeStatus({ sweep: opened, runner, signal }: SweepWork): Promise<void> {
  const plan = await planSweep(opened, runner, { signal });
  const { readings, stages, later } = plan;
  const { seconds, bytes } = remainingOf(plan);
  const isComplete = readings.complete === readings.total;
  const lines = [
    `${opened.file.name}: ${readings.complete} of ${readings.total} readings have all results`,
    ...stages.map(({ label, total, missing }) => `${label}: ${total - missing} of ${total}`),
    ...later.map(({ label, least, most }) =>
      `${label}: of readings that have not come to it, ${least} to ${most}`
    ),
    ...(isComplete ? [] : [
      `left on one core: about ${duration(1000 * seconds.now)} now, at most ${
        duration(1000 * seconds.most)
      } in all; at most ${bytesText(bytes.most)} more in the store`,
    ]),
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
  standardError().write(`table  ${path}\n`);
}
