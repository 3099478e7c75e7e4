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
  requirePositiveDefinite,
  systemOf,
} from "./gaussian_system.ts";
import { normalScores } from "./normalisation.ts";
import { allScores } from "./scored_columns.ts";
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
  const encoded = { covariance: { ...covariance, values }, target };
  requirePositiveDefinite(encoded);
  return systemOf(system, encoded, system, ties);
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
 * @returns the system of one draw. Where the drawn rows determine a column by others, multiplets with them throw a
 *   `SingularMultipletError` when they are scored; the others have values. It throws a `NotPositiveDefiniteError` where
 *   the drawn rows have one value of the target
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
  const columns = [...normalised.columns, ...labels].map(({ values }) => drawnColumn(values));
  const { samples } = normalised;
  const countsOf = groups === undefined
    ? (random: RandomSource) => drawnCounts(samples, random)
    : byGroups(groups, samples);
  return (random) => {
    const draw = drawnRows(countsOf(random));
    const values = covarianceOfDraw(columns, draw);
    const covariance = { ...encoded.covariance, samples: draw.size, values };
    // Without a target that varies, no multiplet has a value.
    if ("block" in encoded.target) choleskyFactor(covariance, encoded.target.block);
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

/** A column of which draws are made. */
interface DrawnColumn {
  /** Of each row, the place of its value among the different values, from 0 for the smallest. */
  readonly places: Uint32Array;
  /** Written by each draw: of each different value twice its rank. */
  readonly ranks: Int32Array;
  /** Written by each draw: the scores of its rows, times their weights. */
  readonly weighted: Float64Array;
}

function drawnColumn(values: ColumnValues): DrawnColumn {
  const order = stableOrder(values);
  const places = new Uint32Array(order.length);
  let place = 0;
  for (let at = 1; at < order.length; at++) {
    if (values[order[at]!] !== values[order[at - 1]!]) place++;
    places[order[at]!] = place;
  }
  return { places, ranks: new Int32Array(place + 1), weighted: new Float64Array(values.length) };
}

/** The different rows of a draw, ascending. */
interface DrawnRows {
  readonly rows: Uint32Array;
  /** How often the draw has each of them. */
  readonly counts: Uint32Array;
  /** The roots of the counts. */
  readonly weights: Float64Array;
  /** Number of rows, copies counted. */
  readonly size: number;
}

/** @param countOf how often each row is drawn */
function drawnRows(countOf: Uint32Array): DrawnRows {
  const rows = new Uint32Array(countOf.length);
  let [different, size] = [0, 0];
  for (let row = 0; row < countOf.length; row++) {
    rows[different] = row;
    different += countOf[row]! > 0 ? 1 : 0;
    size += countOf[row]!;
  }
  const counts = new Uint32Array(different);
  const weights = new Float64Array(different);
  for (let at = 0; at < different; at++) {
    counts[at] = countOf[rows[at]!]!;
    weights[at] = Math.sqrt(counts[at]!);
  }
  return { rows: rows.subarray(0, different), counts, weights, size };
}

/** The sample covariance, with N − 1, of the normal scores of a draw; row-major. */
function covarianceOfDraw(columns: readonly DrawnColumn[], draw: DrawnRows): Float64Array {
  const { rows, size } = draw;
  const scores = allScores(size);
  const means = columns.map((column) => writeScores(column, draw, scores));
  const count = columns.length;
  const products = crossProducts(
    columns.map(({ weighted }) => weighted.subarray(0, rows.length)),
    new Float64Array(count),
  );
  // The means of normal scores are near 0, so that subtracting their products loses no digits.
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const at = i * count + j;
      products[at] = (products[at]! - size * means[i]! * means[j]!) / (size - 1);
    }
  }
  return products;
}

/**
 * Writes the weighted scores of a column in a draw; returns the mean of the scores. Copies of a value share the average
 * of their ranks.
 *
 * @param scores those of so many rows, at twice the rank
 */
function writeScores(
  { places, ranks, weighted }: DrawnColumn,
  { rows, counts, weights, size }: DrawnRows,
  scores: Float64Array,
): number {
  ranks.fill(0);
  for (let at = 0; at < rows.length; at++) ranks[places[rows[at]!]!]! += counts[at]!;
  // Until here, how often each value is drawn; 1 and twice the number of smaller drawn values, once its own are added.
  let rank = 1;
  for (let place = 0; place < ranks.length; place++) {
    const equal = ranks[place]!;
    ranks[place] = rank + equal;
    rank += 2 * equal;
  }
  let sum = 0;
  for (let at = 0; at < rows.length; at++) {
    const score = scores[ranks[places[rows[at]!]!]!]!;
    sum += counts[at]! * score;
    weighted[at] = score * weights[at]!;
  }
  return sum / size;
}
