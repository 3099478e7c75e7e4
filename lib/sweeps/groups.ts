/** Work of a sweep in groups: jobs of a few minutes, which other processes or machines do. */
import { batchesOf } from "../studies/runner.ts";
import type { AnyStep } from "../studies/step.ts";
import type { MissingResult } from "./plan.ts";

/** Results of one step that are computed together. */
export interface GroupedStep {
  readonly step: AnyStep;
  readonly inputs: readonly unknown[];
}

/** The work of one job. */
export interface WorkGroup {
  /** The key of its first result. */
  readonly key: string;
  /** What it takes on one core, about. */
  readonly seconds: number;
  /** Step by step. */
  readonly steps: readonly GroupedStep[];
}

/** Seconds of a result that nothing is known of: more than most take, so that the first jobs are short. */
const UNKNOWN_SECONDS = 30;

/** A job is not made shorter than this for the sake of parallel work: starting it takes time too. */
const LEAST_SECONDS = 120;

/** How jobs are packed. */
export interface JobOptions {
  /** Of a job at most, but for a single result that takes longer. */
  readonly seconds: number;
  /** That can run at the same time: with little work jobs are shorter, down to two minutes, so that all have some. */
  readonly jobs: number;
}

/** Seconds of a job at most, of so many seconds of work. */
export function jobLimit(whole: number, { seconds, jobs }: JobOptions): number {
  return Math.min(seconds, Math.max(LEAST_SECONDS, whole / (3 * jobs)));
}

/** Packs missing results into jobs, in their order. */
export function groupsOf(
  missing: readonly MissingResult[],
  options: JobOptions,
): WorkGroup[] {
  const timeOf = ({ seconds = UNKNOWN_SECONDS }: MissingResult) => seconds;
  const whole = missing.reduce((sum, one) => sum + timeOf(one), 0);
  const limit = jobLimit(whole, options);
  const groups: { key: string; seconds: number; steps: Map<AnyStep, unknown[]> }[] = [];
  const byStep = Map.groupBy(missing, ({ step }) => step);
  for (const [step, own] of byStep) {
    const times = new Map(own.map((one) => [one.key, timeOf(one)]));
    for (const batch of batchesOf(step, own.map(({ key, input }) => [key, input] as const))) {
      const seconds = batch.reduce((sum, [key]) => sum + times.get(key)!, 0);
      const last = groups.at(-1);
      const fits = last !== undefined && last.seconds + seconds <= limit;
      const group = fits ? last : { key: batch[0]![0], seconds: 0, steps: new Map() };
      if (!fits) groups.push(group);
      group.seconds += seconds;
      group.steps.getOrInsertComputed(step, () => []).push(...batch.map(([, input]) => input));
    }
  }
  return groups.map(({ key, seconds, steps }) => ({
    key,
    seconds,
    steps: [...steps].map(([step, inputs]) => ({ step, inputs })),
  }));
}
