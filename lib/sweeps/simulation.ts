/** How long a sweep takes on several cores: its jobs, started one after the other on whatever core is free. */
import { groupsOf, jobLimit, type JobOptions } from "./groups.ts";
import type { SweepPlan } from "./plan.ts";

/** What is simulated. */
export interface SimulationOptions {
  /** Jobs at the same time, one core each. */
  readonly cores: number;
  /** Seconds of a job at most. */
  readonly jobSeconds: number;
  /** Seconds that a job takes beside its work: waiting in the queue, starting, being noticed when it has ended. */
  readonly overheadSeconds: number;
}

/**
 * Seconds until all results are there, wave by wave: a wave begins when the last job of the one before has ended. Stages that
 * are not known yet have as many results as they can have, all alike.
 */
export function simulatedSeconds(
  { missing, later }: Pick<SweepPlan, "missing" | "later">,
  { cores, jobSeconds, overheadSeconds }: SimulationOptions,
): number {
  const options = { seconds: jobSeconds, jobs: cores };
  const now = groupsOf(missing, options).map(({ seconds }) => seconds);
  const waves = [now, ...later.map((stage) => jobsOf(stage, options))];
  return waves.reduce(
    (sum, jobs) => sum + makespan(jobs.map((seconds) => seconds + overheadSeconds), cores),
    0,
  );
}

/** The jobs of a stage of equal results. */
function jobsOf(
  { most, seconds }: { readonly most: number; readonly seconds: number },
  options: JobOptions,
): number[] {
  const each = seconds / most;
  const together = Math.max(1, Math.floor(jobLimit(seconds, options) / each));
  return Array.from(
    { length: Math.ceil(most / together) },
    (_, at) => each * Math.min(together, most - at * together),
  );
}

/**
 * When the last of some jobs ends that are started in their order, each on the core that is free first.
 *
 * @param seconds of each job
 */
export function makespan(seconds: readonly number[], cores: number): number {
  // The ends of the work of each core, as a heap with the first one on top.
  const ends = new Float64Array(Math.max(1, Math.min(cores, seconds.length)));
  for (const one of seconds) {
    let at = 0;
    const end = ends[0]! + one;
    while (true) {
      let child = 2 * at + 1;
      if (child >= ends.length) break;
      if (child + 1 < ends.length && ends[child + 1]! < ends[child]!) child++;
      if (ends[child]! >= end) break;
      ends[at] = ends[child]!;
      at = child;
    }
    ends[at] = end;
  }
  return ends.reduce((last, end) => Math.max(last, end), 0);
}
