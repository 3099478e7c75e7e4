/** Systems whose population value of Ω, as the Gaussian copula defines it, is known. */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import {
  type Column,
  type Covariance,
  covarianceFromMatrix,
  discreteTarget,
  gaussianSystem,
  normalQuantile,
  type Target,
  type Variables,
} from "../../lib/information/mod.ts";
import { gaussianColumns } from "../../lib/information/resampling.ts";
import { deriveSeed, type RandomSource, randomSource } from "../../lib/system/random/mod.ts";
import { SEED } from "./part.ts";

/** Samples of a system. */
export interface SystemSamples {
  readonly variables: Variables;
  readonly target?: Target;
  /** The group of every sample. Default: samples are independent. */
  readonly groups?: readonly number[];
}

/** A system. Its variables, and behind them its target if it has one, are monotone functions of Gaussian columns. */
export interface KnownSystem {
  readonly name: string;
  readonly description: string;
  /** Number of columns, with the target. */
  readonly columnCount: number;
  /** Shares of the classes of the target, in the order of their numbers. */
  readonly classes?: readonly number[];
  /** How {@link scores} are known. */
  readonly truth: string;
  /**
   * The correlations of the normal scores of the columns in the population, target last: what the correlations of the
   * estimator become with more and more samples.
   */
  scores(): Covariance;
  /** New samples. */
  sample(samples: number, random: RandomSource): SystemSamples;
}

/** Coefficients of independent standard normal numbers, of each column; others are 0. */
type Loadings = readonly (readonly number[])[];

/** Independent columns. */
function independent(count: number): Loadings {
  return Array.from({ length: count }, (_, at) => [...Array(at).fill(0), 1]);
}

/** Independent columns, and their sum with noise. */
function sumOf(count: number, noise: number): Loadings {
  return [...independent(count), [...Array(count).fill(1), noise]];
}

/** Mixtures of signals, each with noise of its own of variance 1. */
function noisy(signals: Loadings): Loadings {
  return signals.map((own, at) => [...own, ...Array(at).fill(0), 1]);
}

/** Directions of the loadings of eight columns on two signals. */
const DIRECTIONS = Array.from({ length: 8 }, (_, at) => {
  const angle = Math.PI * at / 8;
  return [Math.cos(angle), Math.sin(angle)];
});

const COPY = [[1], [1], [1]];

/** Samples whose correlations stand for those of the population. */
const MANY = 1_000_000;

/** The smallest eigenvalue of the correlation matrix. */
export function smallestEigenvalue({ columnCount: size, values }: Covariance): number {
  const scale = Array.from({ length: size }, (_, at) => Math.sqrt(values[at * size + at]!));
  const correlations = Matrix.zeros(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      correlations.set(i, j, values[i * size + j]! / (scale[i]! * scale[j]!));
    }
  }
  return Math.min(...new EigenvalueDecomposition(correlations).realEigenvalues);
}

/** Gaussian columns: their normal scores are themselves, but for mean and scale. */
function gaussian(name: string, description: string, loadings: Loadings): KnownSystem {
  const latent = covarianceOf(loadings);
  return {
    name,
    description,
    columnCount: latent.columnCount,
    truth: "closed form",
    scores: () => latent,
    sample: (samples, random) => ({
      variables: variablesOf(gaussianColumns({ ...latent, samples }, random)),
    }),
  };
}

/**
 * Gaussian columns, and classes that divide one more of them, z, at its quantiles. The normal score of a class is that of
 * the middle of its ranks. By a column x it depends on z alone, so that cov(x, score) = cov(x, z) · E[z · score].
 */
function withClasses(
  name: string,
  description: string,
  loadings: Loadings,
  classes: readonly number[],
): KnownSystem {
  const latent = covarianceOf(loadings);
  const size = latent.columnCount;
  const deviation = Math.sqrt(latent.values.at(-1)!);
  const ends = classes.map((_, at) => classes.slice(0, at + 1).reduce((sum, one) => sum + one, 0));
  const bounds = ends.slice(0, -1).map((share) => normalQuantile(share));
  const scores = classes.map((share, at) => normalQuantile(ends[at]! - share / 2));
  // Of z within a class, times the share of the class: the density at its lower bound minus that at its upper one.
  const densities = [0, ...bounds.map((z) => Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI)), 0];
  const product = scores.reduce(
    (sum, score, at) => sum + score * (densities[at]! - densities[at + 1]!),
    0,
  );
  const moment = (power: number) =>
    scores.reduce((sum, score, at) => sum + classes[at]! * score ** power, 0);
  const values = latent.values.slice();
  for (let at = 0; at < size - 1; at++) {
    values[at * size + size - 1]! *= product / deviation;
    values[(size - 1) * size + at] = values[at * size + size - 1]!;
  }
  values[size * size - 1] = moment(2) - moment(1) ** 2;
  const population = covarianceFromMatrix(values, Infinity);
  return {
    name,
    description,
    columnCount: size,
    classes,
    truth: "closed form: the scores of the classes beside Gaussian columns",
    scores: () => population,
    sample: (samples, random) => {
      const columns = gaussianColumns({ ...latent, samples }, random);
      const labels = Array.from(
        columns.pop()!.values,
        (z) => bounds.filter((bound) => z > bound * deviation).length,
      );
      return { variables: variablesOf(columns), target: discreteTarget(labels) };
    },
  };
}

/** Gaussian columns whose negative values became zeros. */
function halfZeros(name: string, description: string, loadings: Loadings): KnownSystem {
  const { columnCount, sample } = gaussian(name, description, loadings);
  let known: Covariance | undefined;
  const system: KnownSystem = {
    name,
    description,
    columnCount,
    truth: `the estimate from ${MANY} samples`,
    scores: () => {
      if (known !== undefined) return known;
      const { variables } = system.sample(MANY, randomSource(deriveSeed(SEED, name, "truth")));
      const { covariance } = gaussianSystem(variables, undefined, { ties: "average" });
      return known = { ...covariance, samples: Infinity };
    },
    sample: (samples, random) => {
      const { variables } = sample(samples, random);
      const columns = variables.columns.map((column) => (
        { ...column, values: column.values.map((value) => Math.max(0, value)) }
      ));
      return { variables: { ...variables, columns } };
    },
  };
  return system;
}

/** Rows of a group. */
const GROUP = 4;

/** Gaussian columns, half of whose variance is common to the rows of a group. */
function inGroups(name: string, description: string, loadings: Loadings): KnownSystem {
  const latent = covarianceOf(loadings);
  return {
    ...gaussian(name, `${description}, in groups of ${GROUP} dependent rows`, loadings),
    sample: (samples, random) => {
      const groups = Array.from({ length: samples }, (_, row) => Math.floor(row / GROUP));
      const common = gaussianColumns({ ...latent, samples: samples / GROUP }, random);
      const columns = gaussianColumns({ ...latent, samples }, random).map((column, at) => ({
        ...column,
        values: column.values.map((value, row) =>
          (value + common[at]!.values[groups[row]!]!) / Math.SQRT2
        ),
      }));
      return { variables: variablesOf(columns), groups };
    },
  };
}

/** The covariance of mixtures of independent numbers. */
function covarianceOf(loadings: Loadings): Covariance {
  const products = loadings.flatMap((a) =>
    loadings.map((b) => a.reduce((sum, own, at) => sum + own * (b[at] ?? 0), 0))
  );
  return covarianceFromMatrix(Float64Array.from(products), Infinity);
}

/** Each column is a variable. */
export function variablesOf(columns: readonly Column[]): Variables {
  return {
    samples: columns[0]!.values.length,
    columns,
    variables: columns.map(({ index, name }, at) => ({ index, name, columns: [at] })),
    leftOut: [],
  };
}

/** All systems. e and e₁, e₂, … are independent standard normal numbers, like x₁, x₂, … and s. */
export const SYSTEMS: readonly KnownSystem[] = [
  gaussian("sum", "x₁, x₂, x₁ + x₂ + e", sumOf(2, 1)),
  gaussian("noisy copies", "s + e₁, s + e₂, s + e₃", noisy(COPY)),
  gaussian("sum of five", "x₁ … x₅, their sum + e", sumOf(5, 1)),
  gaussian("two signals", "eight mixtures of two signals, each with noise", noisy(DIRECTIONS)),
  withClasses("classes of a sum", "x₁, x₂; class by x₁ + x₂ + e", sumOf(2, 1), [0.5, 0.3, 0.2]),
  withClasses(
    "classes of a signal",
    "s + e₁, s + e₂, s + e₃; class by s + e",
    noisy([...COPY, [1]]),
    [0.1, 0.2, 0.3, 0.4],
  ),
  halfZeros("half zeros", "max(0, ·) of x₁, x₂, x₁ + x₂ + e", sumOf(2, 1)),
  inGroups("sum in groups", "x₁, x₂, x₁ + x₂ + e", sumOf(2, 1)),
  gaussian("near-collinear", "x₁ … x₄, their sum + e/20", sumOf(4, 0.05)),
  gaussian("independent", "x₁, x₂, x₃", independent(3)),
];
