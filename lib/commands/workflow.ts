/** The workflow of a sweep: files for Snakemake, which computes the steps on one machine or on a cluster. */
import { join, resolve } from "node:path";
import { datasetVariables } from "../data/catalogue.ts";
import { UsageError } from "../request/values.ts";
import type { Runner } from "../studies/mod.ts";
import { type GroupedStep, groupsOf } from "../sweeps/groups.ts";
import { type OpenSweep, planSweep } from "../sweeps/plan.ts";
import type { SweepFile } from "../sweeps/sweep.ts";
import { atomicWrite } from "../system/files/atomic_write.ts";
import { project } from "../reports/jupyter/environment.ts";
import { counted } from "../system/printable.ts";
import { standardError } from "./output.ts";
import { addressFrom, writeStepFile } from "./steps.ts";

/** Options of the actions of `sweep` that write a workflow and its waves. */
export const WORKFLOW_OPTIONS = {
  out: { type: "string" },
  after: { type: "string" },
  minutes: { type: "string" },
  jobs: { type: "string" },
  threads: { type: "string" },
} as const;

/** Values of options. */
type Choice = Readonly<Partial<Record<keyof typeof WORKFLOW_OPTIONS, string>>>;

/** Numbers of options: defaults and ranges. */
const NUMBERS = {
  minutes: { fallback: 10, least: 0.1, most: 1440, pattern: /^\d+(\.\d+)?$/, what: "a number" },
  jobs: { fallback: 8, least: 1, most: 10_000, pattern: /^\d+$/, what: "an integer" },
  threads: { fallback: 1, least: 1, most: 1024, pattern: /^\d+$/, what: "an integer" },
} as const;

function numberOf(name: keyof typeof NUMBERS, choice: Choice): number {
  const { fallback, least, most, pattern, what } = NUMBERS[name];
  const text = choice[name];
  if (text === undefined) return fallback;
  const value = Number(text);
  if (pattern.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`--${name} takes ${what} from ${least} to ${most}, got "${text}"`);
}

function folderOf({ out }: Choice, action: string): string {
  if (out) return resolve(out);
  throw new UsageError(`sweep ${action} needs the name of a folder: --out FOLDER`);
}

/** Files of a workflow in its folder. */
const FILES = { sweep: "sweep.json", config: "config.json", workflow: "Snakefile" } as const;

/**
 * Writes a folder with which `snakemake` computes a sweep: the rules, their settings, and a copy of the sweep file. The store
 * and this checkout have to be at the same paths on every machine.
 */
export async function writeWorkflow(
  file: SweepFile,
  path: string,
  { store }: Runner,
  choice: Choice,
): Promise<void> {
  const folder = folderOf(choice, "workflow");
  const { root } = project();
  const source = new URL("../sweeps/Snakefile", import.meta.url);
  const config = {
    sweep: file.name,
    deno: Deno.execPath(),
    project: root,
    environment: {
      // The folder above `runs`.
      MULTIPLET_DATA: resolve(store.root, ".."),
      // Jobs on other machines need not have the variables of this one.
      ...Object.fromEntries(
        datasetVariables().flatMap((variable) => {
          const folder = Deno.env.get(variable);
          return folder ? [[variable, resolve(folder)]] : [];
        }),
      ),
    },
    minutes: numberOf("minutes", choice),
    jobs: numberOf("jobs", choice),
    threads: numberOf("threads", choice),
  };
  await atomicWrite(join(folder, FILES.sweep), await Deno.readTextFile(path));
  await atomicWrite(join(folder, FILES.config), `${JSON.stringify(config, null, 2)}\n`);
  await atomicWrite(join(folder, FILES.workflow), await Deno.readTextFile(source));
  standardError().write(
    `workflow  ${folder}\nstart it: snakemake --directory ${folder} --snakefile ${
      join(folder, FILES.workflow)
    } --executor local --cores 2\n`,
  );
}

/**
 * Writes a wave: a file of steps for each job that can run now, named by number and key; no file if the store has all results.
 *
 * @throws UsageError if results of the wave before are missing still: then its jobs wrote to another store
 */
export async function writeWave(
  sweep: OpenSweep,
  runner: Runner,
  choice: Choice,
  signal: AbortSignal,
): Promise<void> {
  const folder = folderOf(choice, "wave");
  const { missing } = await planSweep(sweep, runner, { signal });
  if (choice.after !== undefined) {
    const lacking = new Set(missing.map(({ key }) => key));
    await requireWave(resolve(choice.after), lacking, runner);
  }
  const groups = groupsOf(missing, {
    seconds: 60 * numberOf("minutes", choice),
    jobs: numberOf("jobs", choice),
  });
  await Deno.mkdir(folder, { recursive: true });
  const digits = String(groups.length).length;
  for (const [at, { key, steps }] of groups.entries()) {
    const name = `${String(at + 1).padStart(digits, "0")}-${key.slice(0, 16)}.json`;
    const list = steps.map(({ step, inputs }: GroupedStep) => (
      { module: addressFrom(folder, step.module), inputs }
    ));
    await writeStepFile(join(folder, name), list);
  }
  const minutes = groups.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  standardError().write(
    `${counted(missing.length, "result")} in ${counted(groups.length, "job")}, about ${
      minutes.toFixed(1)
    } minutes on one core\n`,
  );
}

/** Throws if a job of an earlier wave names a result that is missing now. */
async function requireWave(
  folder: string,
  lacking: ReadonlySet<string>,
  { store }: Runner,
): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    const [, key] = /^\d+-([0-9a-f]{16})\.json$/.exec(name) ?? [];
    if (key === undefined || [...lacking].every((one) => !one.startsWith(key))) continue;
    throw new UsageError(
      `The job ${name} has ended, and ${store.root} lacks its first result: all machines must use one store, see ` +
        "the guide on more than one machine",
    );
  }
}
