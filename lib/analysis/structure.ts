/**
 * What makes the synergy optima of an analysis: how collinear they are, by which signs, whether each member counts,
 * and the bias that ranks add to their Ω.
 */
import { deriveSeed } from "../system/random/derive_seed.ts";
import { randomSource } from "../system/random/random.ts";
import { pauseEvery } from "../system/workers/in_parallel.ts";
import {
  fromNats,
  frustratedTriangles,
  gaussianSystem,
  InformationError,
  isIrreducible,
  memberDependence,
  positionsOf,
  type ScoredMultiplet,
  type SearchSpace,
  type System,
  type Target,
  type Variables,
} from "../information/mod.ts";
import { surrogatePair } from "../information/resampling.ts";
import { someVariables } from "../variables/variables.ts";
import { type AnalysisOptions, gaussianOptionsOf } from "./options.ts";

/**
 * What makes a synergy optimum: one of the first 100 multiplets with the smallest Ω(X, y) of a size. All of it is absent
 * for estimators without log-determinants.
 */
export interface Structure {
  /**
   * The largest R² of a member given the other members, 0..1, without the target; see `memberDependence`. It is large in
   * redundant multiplets, too.
   */
  readonly largestRSquared?: number;
  /**
   * Share of the triangles of members whose correlations have a negative product, 0..1; about one half for independent
   * variables. Absent for fewer than three members, and where a member has several columns.
   */
  readonly frustratedTriangles?: number;
  /** True if no removal of one member makes Ω(X, y) smaller. A point estimate. */
  readonly irreducible?: boolean;
  /**
   * The bias that ranks add to Ω(X, y), in the unit of the result: the mean of Ω over Gaussian samples with the same
   * correlations, ranked anew, minus that without ranks. Upwards for nearly collinear sets. Absent for encodings other
   * than `"copula"` and `"none"`, and where the simulation would take too long; see the option `rankBiasDraws`.
   */
  readonly rankBias?: number;
}

/** What structures are made of. */
export interface StructureSubject {
  /** All variables of the analysis. */
  readonly variables: Variables;
  readonly target: Target | undefined;
  /** The searched system. */
  readonly system: System;
  readonly options: AnalysisOptions;
  /** Root of the seeds; the Gaussian samples have the branch `"rank bias"`. */
  readonly seed: number;
}

/**
 * The structure of each optimum.
 *
 * @param optima multiplets with the smallest Ω(X, y), by own numbers of variables, by ascending size
 */
export async function structuresOf(
  subject: StructureSubject,
  optima: readonly ScoredMultiplet[],
): Promise<ReadonlyMap<ScoredMultiplet, Structure>> {
  const { system: { determinants, variables }, options } = subject;
  if (determinants === undefined) return new Map();
  const pause = pauseEvery(50, options.signal, () => {});
  const biases = await rankBiases(subject, optima.map(({ multiplet }) => multiplet));
  const structures = new Map<ScoredMultiplet, Structure>();
  for (const [at, one] of optima.entries()) {
    await pause();
    const bias = biases[at];
    structures.set(one, {
      ...collinearity(determinants, positionsOf(variables, one.multiplet)),
      ...(bias !== undefined && { rankBias: fromNats(bias, options.units ?? "bits") }),
    });
  }
  return structures;
}

function collinearity(space: SearchSpace, multiplet: readonly number[]): Structure {
  const { rSquared } = memberDependence(space, multiplet);
  const frustrated = frustratedTriangles(space, multiplet);
  return {
    // Rounding can leave more than 1 where the others determine a member.
    largestRSquared: Math.min(1, rSquared),
    ...(frustrated !== undefined && { frustratedTriangles: frustrated }),
    irreducible: isIrreducible(space, multiplet, "synergy"),
  };
}

/** Gaussian samples by default. */
const DRAWS = 10;

/** Estimated seconds of the simulation on one core, above which it is left out by default. */
const MOST_SECONDS = 2;

/**
 * Measured nanoseconds per draw: of a value that is drawn and ranked, of its product with another column, and of the
 * two scores of a multiplet, per cube of its columns.
 */
const NANOSECONDS = { value: 150, product: 0.6, score: 10_000, cube: 6 } as const;

/**
 * The bias of the ranks in Ω(X, y) of each multiplet, in nats; `undefined` where it is not simulated. The Gaussian
 * samples have the columns of all multiplets together, as far as they are simulated.
 */
async function rankBiases(
  { variables, target, options, seed }: StructureSubject,
  optima: readonly (readonly number[])[],
): Promise<readonly (number | undefined)[]> {
  const { rankBiasDraws: draws = DRAWS, estimator, encoding, signal } = options;
  const isRanked = estimator === undefined && encoding !== "model" && encoding !== "one-hot";
  if (!isRanked || draws === 0) return [];
  const hasTarget = target !== undefined && encoding !== "none";
  const most = options.rankBiasDraws === undefined ? MOST_SECONDS : Infinity;
  const simulated = optima.slice(0, affordable(variables, hasTarget, optima, draws, most));
  if (simulated.length === 0) return [];
  try {
    const own = someVariables(variables, simulated.flat());
    const system = gaussianSystem(own, target, gaussianOptionsOf(options, seed));
    const positions = simulated.map((multiplet) => positionsOf(system.variables, multiplet));
    const random = randomSource(deriveSeed(seed, "rank bias"));
    const pause = pauseEvery(50, signal, () => {});
    const sums = new Float64Array(simulated.length);
    for (let draw = 0; draw < draws; draw++) {
      await pause();
      const { ranked, unranked } = surrogatePair(system, random);
      positions.forEach((one, at) => {
        sums[at]! += ranked.score(one).oInformation - unranked.score(one).oInformation;
      });
    }
    return Array.from(sums, (sum) => Number.isFinite(sum) ? sum / draws : undefined);
  } catch (error) {
    // Columns that determine one another but for rounding cannot be drawn.
    if (error instanceof InformationError) return [];
    throw error;
  }
}

/**
 * How many of the multiplets are simulated: all of the smallest sizes, as long as their columns together are fewer than
 * the samples, and the estimated time is not above `most` seconds. It depends on numbers alone, never on a clock.
 */
function affordable(
  { samples, variables }: Variables,
  hasTarget: boolean,
  optima: readonly (readonly number[])[],
  draws: number,
  most: number,
): number {
  const widths = new Map(variables.map(({ index, columns }) => [index, columns.length]));
  const used = new Set<number>();
  let columns = Number(hasTarget);
  let scores = 0;
  let count = 0;
  const { value, product, score, cube } = NANOSECONDS;
  for (const [at, multiplet] of optima.entries()) {
    let width = 0;
    for (const one of multiplet) {
      width += widths.get(one)!;
      if (!used.has(one)) columns += widths.get(one)!;
      used.add(one);
    }
    scores += score + cube * width ** 3;
    const values = samples * columns * (value + product * columns);
    if (columns >= samples || draws * (values + scores) > most * 1e9) break;
    // Of a size, all or none.
    if (optima[at + 1]?.length !== multiplet.length) count = at + 1;
  }
  return count;
}
