/**
 * Systems of other samples: Gaussian samples with a system's correlations, which show the bias of ranks, and
 * bootstrap draws of its rows, which show how far an estimate depends on them.
 */
import { crossProducts } from "../kernels/cross_products.ts";
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { integerBelow, normals, type RandomSource } from "../system/random/random.ts";
import { InformationError } from "../variables/errors.ts";
import { stableOrder } from "../variables/ranks.ts";
import { type Groups, requireGroups } from "../variables/rows.ts";
import type { Target } from "../variables/target.ts";
import type { Column, ColumnValues, Variables } from "../variables/variables.ts";
import { normalScoreColumns } from "./copula.ts";
import { choleskyFactor, type Covariance, soundCovariance } from "./covariance.ts";
import {
  GAUSSIAN_OPTIONS,
  type GaussianOptions,
  type GaussianSystem,
  preparedSystem,
  systemOf,
} from "./gaussian_system.ts";
import { normalScores } from "./normalisation.ts";
import { normalScore } from "./scored_columns.ts";
import { numbersOfTarget, type TargetEncoding } from "./target_encoding.ts";

/**
 * The same variables and number of samples, drawn anew: Gaussian samples whose covariance is that of the system,
 * ranked and normalised as the system was. The mean of Ω over many of them, minus Ω of the covariance itself
 * (`covarianceFromMatrix` with `Infinity` samples), is the bias that ranks add to Ω of Gaussian variables with
 * these correlations. With encoding `"copula"` the target is one more Gaussian column.
 *
 * @param system of encoding `"copula"` or `"none"`
 * @throws InformationError for another encoding
 * @example
 * ```ts
 * import { gaussianSurrogate, gaussianSystem, toVariables } from "@multiplet/multiplet/information";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { strictEqual as equal } from "node:assert/strict";
 * const values = Float64Array.of(1, 2, 2, 1, 4, 3, 3, 5, 5, 4, 6, 7, 8, 6, 7, 8);
 * const system = gaussianSystem(toVariables({ samples: 8, variables: 2, values }), undefined);
 * const surrogate = gaussianSurrogate(system, randomSource(1));
 * equal(surrogate.covariance.samples, 8);
 * equal(surrogate.covariance.values[1]!.toFixed(6), "0.621672");
 * ```
 */
export function gaussianSurrogate(system: GaussianSystem, random: RandomSource): GaussianSystem {
  const drawn = drawnColumns(system, random);
  return systemOfColumns(system, system.ties === undefined ? drawn : normalScoreColumns(drawn, {}));
}

/**
 * {@link gaussianSurrogate} of a ranked system, and the system of the same samples without ranks. The mean difference
 * of their Ω is the bias of the ranks too, with less noise: both depend on the samples alike.
 */
export function surrogatePair(
  system: GaussianSystem,
  random: RandomSource,
): { readonly ranked: GaussianSystem; readonly unranked: GaussianSystem } {
  const drawn = drawnColumns(system, random);
  return {
    ranked: systemOfColumns(system, normalScoreColumns(drawn, {})),
    unranked: systemOfColumns(system, drawn),
  };
}

function drawnColumns({ covariance, target }: GaussianSystem, random: RandomSource): Column[] {
  requireColumns("A Gaussian surrogate", target.encoding);
  return gaussianColumns(covariance, random);
}

/** The system with the covariance of other columns. */
function systemOfColumns(system: GaussianSystem, columns: readonly Column[]): GaussianSystem {
  const { covariance, target, ties } = system;
  const { values } = soundCovariance({ samples: covariance.samples, columns });
  return systemOf(system, { covariance: { ...covariance, values }, target }, system, ties);
}

/** Throws an {@link InformationError} unless ranked columns are all that a system of this encoding has. */
function requireColumns(subject: string, encoding: TargetEncoding): void {
  if (encoding === "copula" || encoding === "none") return;
  const why = encoding === "model"
    ? "has a covariance for each class"
    : "has columns of zeros and ones, which are not ranked";
  throw new InformationError(
    `${subject} is drawn of ranked columns with one covariance: encoding "copula" or "none"; ` +
      `got "${encoding}", which ${why}`,
  );
}

/** Independent samples of Gaussian columns with this covariance: L·z of independent normal numbers z. */
export function gaussianColumns(covariance: Covariance, random: RandomSource): Column[] {
  const { columnCount, samples } = covariance;
  const factor = choleskyFactor(covariance, Array.from({ length: columnCount }, (_, i) => i));
  const columns = Array.from({ length: columnCount }, (_, index) => (
    { index, name: `x${index}`, values: normals(samples, random) }
  ));
  // From the last column on, each replaces its own normal numbers, which no column before it needs.
  for (let j = columnCount - 1; j >= 0; j--) {
    const { values } = columns[j]!;
    for (let k = j; k >= 0; k--) {
      const coefficient = factor[j * columnCount + k]!;
      const { values: z } = columns[k]!;
      if (k === j) { for (let i = 0; i < samples; i++) values[i]! *= coefficient; }
      else for (let i = 0; i < samples; i++) values[i]! += coefficient * z[i]!;
    }
  }
  return columns;
}

/** Options of {@link rowBootstrap}. */
export interface BootstrapRows extends GaussianOptions {
  /** The group of every row, an integer from 0. Default: each row is drawn by itself. */
  readonly groups?: ArrayLike<number> | undefined;
}

/**
 * Bootstrap draws of the rows of {@link gaussianSystem}: as many rows, drawn with replacement. Each draw is
 * ranked anew: the copies of a row share the average of their ranks; different rows keep the order of their
 * original ranks, equal values included, as the option `ties` says. Columns are sorted once for all draws.
 *
 * The copies of rows shift Ω, the entropies of a draw are corrected for their bias as if its rows were
 * independent. The draws show the spread of an estimate, not its mean.
 *
 * @param options as for {@link gaussianSystem}, encoding `"copula"` or `"none"`; with `groups`, whole groups of rows are
 *   drawn, as many as there are
 * @returns the system of one draw. It throws a `NotPositiveDefiniteError` where the drawn rows determine a column
 *   by those before it
 * @throws InformationError for another encoding, and as {@link gaussianSystem}
 * @example
 * ```ts
 * import { rowBootstrap, toVariables } from "@multiplet/multiplet/information";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { strictEqual as equal } from "node:assert/strict";
 * const values = Float64Array.of(1, 2, 2, 1, 4, 3, 3, 5, 5, 4, 6, 7, 8, 6, 7, 8);
 * const draw = rowBootstrap(toVariables({ samples: 8, variables: 2, values }), undefined);
 * const random = randomSource(1);
 * equal(draw(random).covariance.values[1]!.toFixed(6), "0.570222");
 * equal(draw(random).covariance.values[1]!.toFixed(6), "0.531943");
 * ```
 */
export function rowBootstrap(
  variables: Variables,
  target: Target | undefined,
  { groups, ...options }: BootstrapRows = {},
): (random: RandomSource) => GaussianSystem {
  rejectUnknownOptions(InformationError, "rowBootstrap", options, GAUSSIAN_OPTIONS);
  const ranked = normalScores(options);
  const { normalised, encoded } = preparedSystem(variables, target, options, ranked);
  const { encoding } = encoded.target;
  requireColumns("A bootstrap of rows", encoding);
  const labels = encoding === "copula" ? ranked.columns([numbersOfTarget(target!)]) : [];
  const columns = [...normalised.columns, ...labels].map(({ values }) => sortedRows(values));
  const { samples } = normalised;
  const drawnRows = groups === undefined
    ? (random: RandomSource) => drawnCounts(samples, random)
    : byGroups(groups, samples);
  return (random) => {
    const counts = drawnRows(random);
    const drawn = counts.reduce((sum, count) => sum + count, 0);
    const scores = columns.map((rows) => scoresOfDraw(rows, counts, drawn));
    const values = weightedCovariance(scores, counts, drawn);
    const covariance = { ...encoded.covariance, samples: drawn, values };
    return systemOf(normalised, { covariance, target: encoded.target }, options, ranked.ties);
  };
}

/** How often each of `size` things is among as many draws with replacement. */
function drawnCounts(size: number, random: RandomSource): Uint32Array {
  const counts = new Uint32Array(size);
  for (let draw = 0; draw < size; draw++) counts[integerBelow(random, size)]!++;
  return counts;
}

/** How often each row is drawn, with its group. */
function byGroups(groups: Groups, samples: number): (random: RandomSource) => Uint32Array {
  requireGroups("A bootstrap", groups, samples);
  const numbers = new Map<number, number>();
  const groupOf = Uint32Array.from(
    groups,
    (group) => numbers.getOrInsertComputed(group, () => numbers.size),
  );
  return (random) => {
    const counts = drawnCounts(numbers.size, random);
    return groupOf.map((group) => counts[group]!);
  };
}

/** The rows by ascending value of a column. */
interface SortedRows {
  readonly order: Uint32Array;
  /** 1 at the last place of each value. */
  readonly last: Uint8Array;
}

function sortedRows(values: ColumnValues): SortedRows {
  const order = stableOrder(values).slice();
  const last = Uint8Array.from(order, (row, at) => values[row] === values[order[at + 1]!] ? 0 : 1);
  return { order, last };
}

/** The normal score of each drawn row in a draw of `drawn` rows that has row i `counts[i]` times; 0 for other rows. */
function scoresOfDraw(
  { order, last }: SortedRows,
  counts: Uint32Array,
  drawn: number,
): Float64Array {
  const samples = order.length;
  const scores = new Float64Array(samples);
  let before = 0; // Drawn rows of smaller values.
  let equal = 0; // Drawn rows of this value.
  for (let first = 0, at = 0; at < samples; at++) {
    equal += counts[order[at]!]!;
    if (last[at] === 0) continue;
    if (equal > 0) {
      // The average of the ranks before + 1 to before + equal.
      const score = normalScore(before + (equal + 1) / 2, drawn);
      for (let place = first; place <= at; place++) scores[order[place]!] = score;
    }
    before += equal;
    equal = 0;
    first = at + 1;
  }
  return scores;
}

/** Sample covariance, with N − 1, of columns in which row i occurs `counts[i]` times; row-major. */
function weightedCovariance(
  columns: readonly Float64Array[],
  counts: Uint32Array,
  drawn: number,
): Float64Array {
  const samples = counts.length;
  const weights = Float64Array.from(counts, Math.sqrt);
  const means = columns.map((values) => {
    let sum = 0;
    for (let row = 0; row < samples; row++) {
      sum += counts[row]! * values[row]!;
      values[row]! *= weights[row]!;
    }
    return sum / drawn;
  });
  const size = columns.length;
  // The means of normal scores are near 0, so that subtracting their products loses no digits.
  return crossProducts(columns, new Float64Array(size)).map((sum, at) =>
    (sum - drawn * means[Math.floor(at / size)]! * means[at % size]!) / (drawn - 1)
  );
}
