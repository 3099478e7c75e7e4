/** How often bootstrap intervals hold the population value of Ω. */
import { bootstrapEstimates } from "../../lib/analysis/significance/bootstrap.ts";
import {
  type Covariance,
  gaussianCopula,
  gaussianMoments,
  oInformation,
} from "../../lib/information/mod.ts";
import { gaussianColumns } from "../../lib/information/resampling.ts";
import { moments } from "../../lib/statistics/moments.ts";
import { deriveSeed, randomSource } from "../../lib/system/random/mod.ts";
import { type Bounded, type Part, type Rate, rateOf, SEED } from "./part.ts";
import { type KnownSystem, smallestEigenvalue, SYSTEMS, variablesOf } from "./systems.ts";

/** Bootstrap draws of an interval: fewer than the 1,000 of `analyse`, which would take more than twice the time. */
const DRAWS = 400;

/** Gaussian samples that show the bias of the ranks. */
const BIAS_DRAWS = 200;

/** Equal values get the average of their ranks, as in `analyse` by default. */
const TIES = { ties: "average" } as const;

/** What coverage must be, in systems of so many samples whose eigenvalues are not smaller, and with Ω ≠ 0. */
export const COVERAGE = { range: [0.925, 0.975], samples: 2000, eigenvalue: 0.05 } as const;

/** The smallest |Ω| in nats that is not 0. */
const ROUNDING = 1e-9;

/** Numbers of an estimate of one repetition, in this order. */
type Row = readonly [value: number, lower: number, upper: number, shift: number, isShifted: number];

/** How often the intervals of one estimate held its population value; in nats. */
export type Coverage = {
  /** The population value. */
  readonly truth: number;
  /** The simulated bias of the ranks, and the standard error of its mean. */
  readonly rankBias: number;
  readonly rankBiasError: number;
  /** Mean and standard deviation of the estimates. */
  readonly meanValue: number;
  readonly standardDeviation: number;
  /** Mean width of the intervals. */
  readonly meanWidth: number;
  /** Mean of bootstrap draws minus estimate, and the share of intervals from which it was subtracted. */
  readonly meanShift: number;
  readonly shifted: number;
  /** Of intervals from whose ends the bias of the ranks is subtracted. */
  readonly coverage: Rate;
  /** Of intervals as they are. */
  readonly coverageWithRankBias: Rate;
  /** True if {@link coverage} must lie in a range. */
  readonly isBounded: boolean;
};

/** What the repetitions of a system show. */
export type CoverageSummary = {
  readonly kind: "coverage";
  readonly description: string;
  readonly truthKnownBy: string;
  readonly samples: number;
  readonly variables: number;
  /** Shares of the classes. */
  readonly classes?: number[];
  /** Of the correlations of the normal scores, target included. */
  readonly smallestEigenvalue: number;
  readonly bootstrapDraws: number;
  readonly rankBiasDraws: number;
  /** Ω of all variables, and the target if there is one. */
  readonly oInformation: Coverage;
  /** Ω minus that without the last variable. */
  readonly differenceToOneVariableLess?: Coverage;
};

/** The shares that must lie in a range. */
export function boundedCoverage(summary: CoverageSummary): Bounded[] {
  return (["oInformation", "differenceToOneVariableLess"] as const).flatMap((name) => {
    const { isBounded, coverage } = summary[name] ?? {};
    return isBounded ? [{ name, rate: coverage!, range: COVERAGE.range }] : [];
  });
}

/** Simulations of all systems, with so many samples each. */
export function coverageParts(samples: number): Part<CoverageSummary>[] {
  return SYSTEMS.map((system) => coverageOf(system, samples));
}

/** The variables of a system, and those without its last one, if these have an Ω of their own. */
function multipletsOf({ classes, columnCount }: KnownSystem): number[][] {
  const count = columnCount - (classes ? 1 : 0);
  const all = Array.from({ length: count }, (_, at) => at);
  return columnCount > 3 ? [all, all.slice(0, -1)] : [all];
}

function coverageOf(system: KnownSystem, samples: number): Part<CoverageSummary> {
  const name = `${system.name}, ${samples} samples`;
  return {
    name,
    repeat: async (repetition) => {
      const seed = deriveSeed(SEED, name, repetition);
      const [multiplet, contained] = multipletsOf(system);
      const { variables, target, groups } = system.sample(
        samples,
        randomSource(deriveSeed(seed, "samples")),
      );
      const [found] = await bootstrapEstimates(
        {
          variables,
          target,
          groups,
          objective: "o-information",
          gaussian: TIES,
          seed,
        },
        [{ multiplet: multiplet!, contained }],
        DRAWS,
        () => undefined,
      );
      if (found === undefined) throw new Error(`${name}: repetition ${repetition} has no interval`);
      const { difference, ...whole } = found;
      return [whole, ...(difference ? [difference] : [])]
        .flatMap(({ value, interval, shift, isShifted }): Row => [
          value,
          ...interval,
          shift,
          isShifted ? 1 : 0,
        ]);
    },
    summary: (rows) => {
      const population = system.scores();
      const eigenvalue = smallestEigenvalue(population);
      const truths = valuesOf(system, (columns) => oInformation(population, columns));
      const biases = rankBiases(system, population, samples);
      const isCounted = samples >= COVERAGE.samples && eigenvalue >= COVERAGE.eigenvalue;
      const estimates = truths.map((truth, at) =>
        covered(rows.map((row) => row.slice(5 * at, 5 * at + 5)), truth, biases[at]!, isCounted)
      );
      const [whole, difference] = estimates;
      return {
        kind: "coverage",
        description: system.description,
        truthKnownBy: system.truth,
        samples,
        variables: system.columnCount - (system.classes ? 1 : 0),
        ...(system.classes && { classes: [...system.classes] }),
        smallestEigenvalue: eigenvalue,
        bootstrapDraws: DRAWS,
        rankBiasDraws: BIAS_DRAWS,
        oInformation: whole!,
        ...(difference && { differenceToOneVariableLess: difference }),
      };
    },
  };
}

/** A value of all columns of a system, and its difference to that without the last variable. */
function valuesOf(system: KnownSystem, valueOf: (columns: number[]) => number): number[] {
  const [whole, contained] = multipletsOf(system)
    .map((own) => valueOf(system.classes ? [...own, system.columnCount - 1] : own));
  return contained === undefined ? [whole!] : [whole!, whole! - contained];
}

/** Values of Gaussian samples with ranks minus those without: all their means but for the bias of ranks are the same. */
function rankBiases(
  system: KnownSystem,
  population: Covariance,
  samples: number,
): { readonly mean: number; readonly error: number }[] {
  const random = randomSource(deriveSeed(SEED, system.name, samples, "rank bias"));
  const [ranked, unranked] = [gaussianCopula(TIES), gaussianMoments()];
  const draws = Array.from({ length: BIAS_DRAWS }, () => {
    const variables = variablesOf(gaussianColumns({ ...population, samples }, random));
    const [withRanks, without] = [ranked, unranked].map((estimator) => {
      const drawn = estimator.prepare(variables, undefined);
      return valuesOf(system, (columns) => drawn.score(columns).oInformation);
    });
    return withRanks!.map((value, at) => value - without![at]!);
  });
  return draws[0]!.map((_, at) => {
    const { mean, standardDeviation = 0 } = moments(draws.map((draw) => draw[at]!));
    return { mean, error: standardDeviation / Math.sqrt(BIAS_DRAWS) };
  });
}

function covered(
  rows: readonly (readonly number[])[],
  truth: number,
  bias: { readonly mean: number; readonly error: number },
  isCounted: boolean,
): Coverage {
  const column = (at: number) => rows.map((row) => row[at]!);
  const { mean, standardDeviation = 0 } = moments(column(0));
  const holds = (by: number) =>
    rateOf(rows.map(([, lower, upper]) => lower! - by <= truth && truth <= upper! - by));
  return {
    truth,
    rankBias: bias.mean,
    rankBiasError: bias.error,
    meanValue: mean,
    standardDeviation,
    meanWidth: moments(rows.map(([, lower, upper]) => upper! - lower!)).mean,
    meanShift: moments(column(3)).mean,
    shifted: rateOf(column(4).map((isShifted) => isShifted === 1)).share,
    coverage: holds(bias.mean),
    coverageWithRankBias: holds(0),
    isBounded: isCounted && Math.abs(truth) > ROUNDING,
  };
}
