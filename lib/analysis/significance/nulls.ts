/** Draws under a null hypothesis: systems of permuted samples, searched as the observed one was. */
import { deriveSeed } from "../../system/random/derive_seed.ts";
import { randomSource } from "../../system/random/random.ts";
import { inParallel, inSharedMemory, pauseEvery } from "../../system/workers/in_parallel.ts";
import { WorkerPool } from "../../system/workers/pool.ts";
import {
  type GaussianOptions,
  gaussianSystem,
  InformationError,
  positionsOf,
  type System,
  type Target,
  type Variables,
} from "../../information/mod.ts";
import { permutedTarget, permutedVariables } from "../../variables/rows.ts";
import {
  type Objective,
  type Search,
  SearchError,
  SEARCHES,
  type SearchRun,
} from "../../search/mod.ts";
import { foundValue, objectiveOf } from "../../search/objective.ts";
import { findAllExtremes } from "../pipeline.ts";

/**
 * A null hypothesis, and what is permuted under it:
 * - `"target"`: the values of the target, by rows: the target depends on no variable. The variables stay.
 * - `"columns"`: the rows of each variable, each by itself: nothing depends on anything.
 */
export type NullHypothesis = "target" | "columns";

/** What is permuted and searched. */
export interface NullSystem {
  readonly variables: Variables;
  readonly target: Target | undefined;
  /** The number of the group of every sample; rows of one group stay together. */
  readonly groups: readonly number[] | undefined;
  readonly objective: Objective;
  /** The search of the observed system; its functions are left out. */
  readonly run: Omit<SearchRun, "signal" | "onProgress" | "onPlan" | "keep">;
  /** Multiplets by own numbers, whose values each draw has, too. */
  readonly named: readonly (readonly number[])[];
  /** Root of the seeds: draw i is made from `deriveSeed(seed, "null", hypothesis, i)`. */
  readonly seed: number;
}

/** Numbers of one draw. */
export interface NullDraw {
  /** Of each size, the smallest and the largest value of the objective. */
  readonly extremes: readonly number[];
  /** Of each named multiplet: Ω(X, y), or the objective, and the target contribution Δ. */
  readonly values: readonly number[];
  readonly contributions: readonly number[];
}

/** How a system is prepared and searched. */
export interface NullMethods {
  /** A system of permuted samples; with random ties, `draw` decides about them. */
  readonly prepare: (variables: Variables, target: Target | undefined, draw: number) => System;
  readonly search: Search;
}

/** The methods of the Gaussian copula and a search of the library. They can be made anew in a worker. */
export interface NullMethodNames {
  readonly gaussian: Omit<GaussianOptions, "random">;
  readonly search: string;
  readonly seed: number;
}

/** Systems that are searched together: the exact search then computes what they have in common once. */
export const TOGETHER = 8;

export function nullMethods({ gaussian, search, seed }: NullMethodNames): NullMethods {
  return {
    prepare: (variables, target, draw) => {
      const random = () => randomSource(deriveSeed(seed, "ties of a draw", draw));
      const options = gaussian.ties === "random" ? { ...gaussian, random: random() } : gaussian;
      return gaussianSystem(variables, target, options);
    },
    search: SEARCHES.get(search),
  };
}

/** The draws `first` to `last` − 1, in this thread. */
export async function drawNulls(
  { variables, target, groups, objective, run, named, seed }: NullSystem,
  hypothesis: NullHypothesis,
  [first, last]: readonly [first: number, last: number],
  { prepare, search }: NullMethods,
  pauseIfDue: (finished: number) => Promise<void> | undefined,
): Promise<NullDraw[]> {
  const draws: NullDraw[] = [];
  const systemOf = (draw: number) => {
    const random = randomSource(deriveSeed(seed, "null", hypothesis, draw));
    return hypothesis === "target"
      ? prepare(variables, permutedTarget(target!, random, groups), draw)
      : prepare(permutedVariables(variables, random, groups), target, draw);
  };
  const limits = { maxSeconds: Infinity, maxBytes: Infinity };
  for (let next = first; next < last; next += TOGETHER) {
    const systems: System[] = [];
    for (let draw = next; draw < Math.min(last, next + TOGETHER); draw++) {
      systems.push(systemOf(draw));
      await pauseIfDue(draws.length);
    }
    const found = await findAllExtremes(systems, { ...run, ...limits, search });
    systems.forEach((system, at) => {
      const positions = named.map((multiplet) => positionsOf(system.variables, multiplet));
      const scored = positions.map((own) => system.score(own));
      draws.push({
        extremes: found[at]!.sizes.flatMap(({ synergy, redundancy }) =>
          [synergy, redundancy].map((end) => foundValue(end[0]!, objective))
        ),
        values: objective === "o-information"
          ? scored.map(({ oInformation }) => oInformation)
          : positions.map(objectiveOf(system, objective)),
        contributions: scored.map(({ targetContribution }) => targetContribution),
      });
    });
    await pauseIfDue(draws.length);
  }
  return draws;
}

/** Why draws cannot be analysed: permuted, few samples can have columns that determine one another. */
export interface RefusedDraws {
  readonly refused: string;
}

/** {@link drawNulls}, or the reason of the first draw that cannot be analysed. */
export async function drawnOrRefused(
  ...request: Parameters<typeof drawNulls>
): Promise<NullDraw[] | RefusedDraws> {
  try {
    return await drawNulls(...request);
  } catch (error) {
    if (error instanceof InformationError || error instanceof SearchError) {
      return { refused: error.message };
    }
    throw error;
  }
}

/** A batch of draws, as it is sent to a worker. */
export interface NullBatch {
  readonly system: NullSystem;
  readonly hypothesis: NullHypothesis;
  readonly draws: readonly [first: number, last: number];
  readonly methods: NullMethodNames;
}

/** Where draws are made. */
export interface NullRun {
  readonly draws: number;
  /** Estimated seconds of a draw: batches take about one second. */
  readonly seconds: number;
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Seconds of a batch. */
const BATCH_SECONDS = 1;

/**
 * All draws, in batches of about a second: in workers, if there are several and the methods can be made anew there.
 * The draws, and which is the first that cannot be analysed, do not depend on the number of workers.
 */
export async function allNulls(
  system: NullSystem,
  hypothesis: NullHypothesis,
  methods: NullMethodNames | NullMethods,
  { draws, seconds, workers, signal, onProgress }: NullRun,
): Promise<NullDraw[] | RefusedDraws> {
  if (workers < 2 || "prepare" in methods) {
    const own = "prepare" in methods ? methods : nullMethods(methods);
    const report = (finished: number) => onProgress?.(finished / draws);
    const pauseIfDue = pauseEvery(50, signal, report);
    return await drawnOrRefused(system, hypothesis, [0, draws], own, pauseIfDue);
  }
  const most = Math.ceil(draws / workers);
  const size = Math.min(
    most,
    Math.max(1, TOGETHER * Math.ceil(BATCH_SECONDS / seconds / TOGETHER)),
  );
  const sent = shared(system);
  const batches = Array.from({ length: Math.ceil(draws / size) }, (_, at): NullBatch => ({
    system: sent,
    hypothesis,
    draws: [at * size, Math.min(draws, (at + 1) * size)],
    methods,
  }));
  using pool = new WorkerPool(new URL("./null_worker.ts", import.meta.url), { size: workers });
  let finished = 0;
  const results = await inParallel(
    batches,
    workers,
    async (batch, ended) => {
      const result = await pool.run<NullDraw[] | RefusedDraws>("draw", batch, { signal: ended });
      finished += batch.draws[1] - batch.draws[0];
      onProgress?.(finished / draws);
      return result;
    },
    signal,
  );
  const refused = results.find((one) => "refused" in one);
  return refused ?? results.filter((one) => Array.isArray(one)).flat();
}

/** The system with its columns in shared memory, so that sending it takes no time. */
function shared(system: NullSystem): NullSystem {
  const columns = system.variables.columns.map((column) => ({
    ...column,
    values: inSharedMemory(column.values),
  }));
  return { ...system, variables: { ...system.variables, columns } };
}
