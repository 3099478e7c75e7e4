/** A study: stages of steps, a table of their results, and findings. */
import { join } from "node:path";
import { atomicWrite } from "../system/files/atomic_write.ts";
import { reportsFolder } from "../system/files/folders.ts";
import type { Finding } from "./finding.ts";
import type { Outcome } from "./verdict.ts";
import type { ObtainOptions, Runner } from "./runner.ts";
import { type AnyStep, artifactOf, type Schema, type Step } from "./step.ts";
import { type AnyTable, csvText, type Table } from "./table.ts";

/** Results that a study asks for at once. */
export type Stage = {
  /** The counted results, in the plural: `"networks"`. */
  readonly label: string;
  readonly step: AnyStep;
  readonly inputs: readonly unknown[];
};

/**
 * The stages of a study, and its result: a generator that is handed the values of each stage, so that a later
 * stage can depend on earlier results. It computes nothing itself that takes long.
 */
export type Stages<Result> = Generator<Stage, Result, readonly unknown[]>;

/**
 * One stage inside {@link Stages}: `const networks = yield* stage("networks", STEP, inputs)`.
 *
 * @returns the values of the inputs, in their order
 * @example
 * ```ts
 * import { stage, type Step } from "@multiplet/multiplet/studies";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const square = { kind: "square" } as Step<number, number>;
 * const stages = stage("squares", square, [2, 3]);
 * deepEqual(stages.next([]).value, { label: "squares", step: square, inputs: [2, 3] });
 * deepEqual(stages.next([4, 9]), { done: true, value: [4, 9] });
 * ```
 */
export function* stage<Input, Output, Value>(
  label: string,
  step: Step<Input, Output, Value>,
  inputs: readonly Input[],
): Stages<readonly Value[]> {
  if (inputs.length === 0) return [];
  return (yield { label, step: step as AnyStep, inputs }) as readonly Value[];
}

/** What a stage asks for, before its inputs are known; other stages may be between those that are estimated. */
export interface StageEstimate extends Pick<Stage, "label"> {
  /** Fewest results that it can ask for. */
  readonly least: number;
  /** Most results that it can ask for. */
  readonly most: number;
  /** Seconds that one result takes on one core, about. */
  readonly seconds: number;
  /** Bytes of one result in the store, about. */
  readonly bytes: number;
}

/** A finding in one way to analyse the same results. */
export interface JudgedFinding extends Finding {
  /** What is judged, in a few words. */
  readonly quotation: { readonly name: string };
  /** The choices of the analysis by name. */
  readonly choices: Readonly<Record<string, string>>;
  /** The control that it belongs to. Absent: it is about the question itself. */
  readonly control?: string | undefined;
  /** What it rests on. */
  readonly parts: readonly {
    readonly estimate: Finding["estimates"][number];
    /** Absent: it stands beside the others and decides nothing. */
    readonly outcome?: Outcome;
  }[];
}

/** A question, how it is answered, and how the answer is written down. */
export interface Study<Config, Context, Result, Row> {
  /** One or more words joined by hyphens. */
  readonly name: string;
  /** What it finds out, in one phrase. */
  readonly title: string;
  /** Checks a configuration; unknown names are errors. */
  readonly schema: Schema<Config>;
  /** Configurations by name. */
  readonly presets: Readonly<Record<string, Config>>;
  /** The preset of a run that names none. Default: the first one. */
  readonly defaultPreset?: string | undefined;
  /** Loads what the stages depend on, and gives the runner what steps need. */
  open(config: Config, runner: Runner, options: OpenOptions): Promise<Context>;
  /** The steps to compute, and the result of their values. */
  stages(config: Config, context: Context): Stages<Result>;
  /** The one table of the study: conditions are values in columns. */
  table(result: Result): Table<Row>;
  /** Findings, the most important first. */
  findings(result: Result): readonly Finding[];
  /** What its stages take, in their order; for plans of many configurations. Default: not known. */
  estimates?(config: Config, context: Context): readonly StageEstimate[];
  /** Its findings in every way to analyse the results, for sweeps. Default: none. */
  claims?(result: Result): readonly JudgedFinding[];
}

/** A study of any kind, as lists of studies hold it. */
export type AnyStudy = Omit<Study<unknown, unknown, unknown, never>, "table"> & {
  table(result: unknown): AnyTable;
};

/** Progress of a download. */
export interface LoadingProgress {
  /** Path of the file. */
  readonly destination: string;
  /** Bytes so far. */
  readonly receivedBytes: number;
  /** Bytes of the whole file, where they are known. */
  readonly totalBytes?: number;
}

/** Progress and cancellation of loading. */
export interface OpenOptions extends Pick<ObtainOptions, "signal"> {
  /** Called on each change. */
  readonly onLoading?: ((progress: LoadingProgress) => void) | undefined;
}

/** Progress and cancellation of stages. */
export type RunOptions = Pick<ObtainOptions, "signal" | "onProgress">;

/**
 * Opens a study and walks its stages.
 *
 * @example
 * ```ts
 * import { openRunner, TRAINING } from "@multiplet/multiplet/paper";
 * import { runStudy } from "@multiplet/multiplet/studies";
 * import { strictEqual as equal } from "node:assert/strict";
 * Deno.env.set("MULTIPLET_DATA", await Deno.makeTempDir());
 * using runner = openRunner();
 * const config = { ...TRAINING.presets.smoke!, networks: 1, epochs: 1 };
 * const { runs } = await runStudy(TRAINING, config, runner);
 * equal(runs.length, 1);
 * ```
 */
export async function runStudy<Config, Context, Result>(
  study: Omit<Study<Config, Context, Result, never>, "table">,
  config: Config,
  runner: Runner,
  options: OpenOptions & RunOptions = {},
): Promise<Result> {
  const context = await study.open(config, runner, options);
  return await runStages(study.stages(config, context), runner, options);
}

/**
 * Walks the stages: reads what the store has, computes the rest.
 *
 * @example
 * ```ts
 * import { ArtifactStore } from "@multiplet/multiplet/artifacts";
 * import { jsonFile, runStages, Runner, stage, type Step } from "@multiplet/multiplet/studies";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * import { z } from "zod";
 * const square: Step<number, number> = {
 *   kind: "square",
 *   module: import.meta.url,
 *   identify: (input) => ({ input }),
 *   describe: (input) => `the square of ${input}`,
 *   ...jsonFile("square.json", () => z.number()),
 *   run: (inputs) => Promise.resolve(inputs.map((input) => input ** 2)),
 * };
 * const root = await Deno.makeTempDir();
 * using runner = new Runner({ store: new ArtifactStore(root) });
 * function* stages() {
 *   const [first] = yield* stage("squares", square, [3]);
 *   return yield* stage("squares of squares", square, [first!]);
 * }
 * deepEqual(await runStages(stages(), runner), [81]);
 * await Deno.remove(root, { recursive: true });
 * ```
 */
export async function runStages<Result>(
  stages: Stages<Result>,
  runner: Runner,
  options: RunOptions = {},
): Promise<Result> {
  let next = stages.next([]);
  while (!next.done) {
    const { label, step, inputs } = next.value;
    next = stages.next(await runner.obtain(step, inputs, { ...options, stage: label }));
  }
  return next.value;
}

/** One stage of a plan. */
export interface PlannedStage extends Pick<Stage, "label" | "step"> {
  /** The inputs of its different results, by the keys of these in the store. */
  readonly inputs: ReadonlyMap<string, unknown>;
  /** Those of them whose results the store lacks. */
  readonly missing: ReadonlyMap<string, unknown>;
}

/** The stages of a study up to the first with a missing result, which later stages may depend on. */
export type Plan<Result> =
  | { readonly stages: readonly PlannedStage[]; readonly complete: false }
  /** The store has all results. */
  | { readonly stages: readonly PlannedStage[]; readonly complete: true; readonly result: Result };

/**
 * The stages up to the first with a missing result; computes nothing. Whether the store has a result is asked of the names
 * in its folder; results are read where a later stage depends on them, and a damaged one is then missing.
 *
 * @param options.keys the keys of all results of a kind. Default: those of the store of `runner`
 * @example
 * ```ts
 * import { ArtifactStore } from "@multiplet/multiplet/artifacts";
 * import { jsonFile, planStages, Runner, stage, type Step } from "@multiplet/multiplet/studies";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * import { z } from "zod";
 * const square: Step<number, number> = {
 *   kind: "square",
 *   module: import.meta.url,
 *   identify: (input) => ({ input }),
 *   describe: (input) => `the square of ${input}`,
 *   ...jsonFile("square.json", () => z.number()),
 *   run: (inputs) => Promise.resolve(inputs.map((input) => input ** 2)),
 * };
 * const root = await Deno.makeTempDir();
 * using runner = new Runner({ store: new ArtifactStore(root) });
 * const { stages: [first], complete } = await planStages(stage("squares", square, [3]), runner);
 * deepEqual([first!.label, [...first!.missing.values()], complete], ["squares", [3], false]);
 * await Deno.remove(root, { recursive: true });
 * ```
 */
export async function planStages<Result>(
  stages: Stages<Result>,
  runner: Runner,
  { signal, keys = (kind) => runner.store.keys(kind) }: Pick<RunOptions, "signal"> & {
    readonly keys?: (kind: string) => ReadonlySet<string>;
  } = {},
): Promise<Plan<Result>> {
  const planned: PlannedStage[] = [];
  let next = stages.next([]);
  while (!next.done) {
    signal?.throwIfAborted();
    const { label, step, inputs: asked } = next.value;
    const askedKeys = asked.map((one) => runner.store.key(artifactOf(step, one)));
    const inputs = new Map(askedKeys.map((key, at) => [key, asked[at]]));
    const kept = keys(step.kind);
    let missing = new Map([...inputs].filter(([key]) => !kept.has(key)));
    const found = missing.size > 0 ? [] : await runner.kept(step, [...inputs.values()], signal);
    if (missing.size === 0) {
      missing = new Map([...inputs].filter((_, at) => found[at] === undefined));
    }
    planned.push({ label, step, inputs, missing });
    if (missing.size > 0) return { stages: planned, complete: false };
    const values = new Map([...inputs.keys()].map((key, at) => [key, found[at]!.value]));
    next = stages.next(askedKeys.map((key) => values.get(key)));
  }
  return { stages: planned, complete: true, result: next.value };
}

/**
 * Writes a table as `tables/NAME.csv` in the folder of reports.
 *
 * @returns the path of the file below that folder
 * @example
 * ```ts
 * import { writeTable } from "@multiplet/multiplet/studies";
 * import { strictEqual as equal } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * Deno.env.set("MULTIPLET_REPORTS", folder);
 * const path = await writeTable("sizes", { columns: { size: (row: number) => row }, rows: [2, 3] });
 * equal(await Deno.readTextFile(`${folder}/${path}`), "size\n2\n3\n");
 * ```
 */
export async function writeTable(name: string, table: AnyTable): Promise<string> {
  const path = `tables/${name}.csv`;
  await atomicWrite(join(reportsFolder(), path), csvText(table));
  return path;
}
