/** One piece of work on a ladder, in this thread or in a worker. */
import type { SearchSpace } from "../../information/search_space.ts";
import { randomSource } from "../../system/random/random.ts";
import { Climb, type Walk } from "./climb.ts";
import type { End, MovingSet } from "./moving_set.ts";
import { type Held, Rungs } from "./rungs.ts";
import { BlockSet } from "./block_set.ts";
import { SweptSet } from "./swept_set.ts";
import { WeightedSet } from "./weighted_set.ts";

/** Multiplets by size. */
export type BySize<Value> = readonly (readonly [size: number, value: Value])[];

/** A ladder at one end, and what is to be done with it. */
export interface IslandJob {
  readonly end: End;
  /** Its rungs are the sizes from `least` to `most`. */
  readonly least: number;
  readonly most: number;
  /** Number of multiplets that a rung holds. */
  readonly capacity: number;
  /** The best multiplets of the sizes whose multiplets were all compared. */
  readonly fixed: BySize<readonly Held[]>;
  /** The best multiplets so far of other sizes. */
  readonly held: BySize<readonly Held[]>;
  /** The start of a ladder: the beginning of the greedy path, and multiplets to grow. */
  readonly start?: {
    readonly pair: readonly number[];
    readonly seeds: readonly (readonly number[])[];
  };
  /** New starts at random. */
  readonly search?: { readonly calls: number; readonly seed: number };
  /** Whether rungs are filled with the multiplets beside the best ones. */
  readonly fill?: boolean;
}

/** The result of a job. */
export interface IslandResult {
  readonly held: BySize<readonly Held[]>;
  /** The sizes whose multiplets were all compared in this job. */
  readonly fixed: readonly number[];
  /** Multiplets compared. */
  readonly compared: BySize<number>;
  /** Multiplets whose covariance is not positive definite. */
  readonly singular: BySize<readonly number[]>;
}

/** A moving set for the variables and covariances of a space. */
export function movingSet(space: SearchSpace, end: End): MovingSet {
  if (space.columnCount > space.variables) return new BlockSet(space, end);
  return space.conditionalTerms.length > 1 ? new WeightedSet(space, end) : new SweptSet(space, end);
}

/** Does a job; yields the finished share of it now and then. */
export function* walkIsland(
  space: SearchSpace,
  job: IslandJob,
): Generator<number, IslandResult, void> {
  const { least, most, capacity } = job;
  const set = movingSet(space, job.end);
  const rungs = new Rungs(least, most, capacity);
  for (const [size, held] of job.fixed) rungs.fix(size, held);
  for (const [, held] of job.held) {
    for (const { value, multiplet } of held) rungs.offer(value, multiplet);
  }
  // An island begins where the ladder was settled.
  if (job.search) rungs.isDirty.fill(0);
  yield* climb(new Climb(set, rungs), job);
  const sizes = Array.from({ length: most - least + 1 }, (_, at) => least + at);
  const given = new Set(job.fixed.map(([size]) => size));
  const open = sizes.filter((size) => !given.has(size));
  return {
    fixed: open.filter((size) => rungs.isFixed(size)),
    held: open.map((size) => [size, rungs.held(size)] as const),
    compared: open.map((size) => [size, set.compared[size]!] as const),
    singular: [...set.singular],
  };
}

function* climb(ladder: Climb, { start, search, fill }: IslandJob): Walk {
  if (start) {
    yield* ladder.paths(start.pair);
    yield* ladder.grow(start.seeds);
  }
  if (search) yield* ladder.search(search.calls, randomSource(search.seed));
  yield* ladder.settle();
  if (fill) yield* ladder.fill();
}

/** Does a job, and calls `pauseIfDue` often. */
export async function runIsland(
  space: SearchSpace,
  job: IslandJob,
  pauseIfDue: (share: number) => Promise<void> | undefined,
): Promise<IslandResult> {
  const walk = walkIsland(space, job);
  for (;;) {
    const { done, value } = walk.next();
    if (done) return value;
    await pauseIfDue(value);
  }
}
