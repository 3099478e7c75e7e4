/** How often tests reject where nothing is there. */
import {
  analyse,
  type AnalysisOptions,
  type AnalysisResult,
  ranked,
} from "../../lib/analysis/mod.ts";
import {
  deriveSeed,
  integerBelow,
  normals,
  type RandomSource,
  randomSource,
} from "../../lib/system/random/mod.ts";
import { type Bounded, type Part, type Rate, rateOf, SEED } from "./part.ts";

const SAMPLES = 200;
const VARIABLES = 6;
const SIZES = [2, 3, 4, 5, 6];
const CLASSES = 3;

/** Permutations of each null hypothesis: p-values are multiples of 1/200. */
const DRAWS = 199;

/** p-values that are not larger reject. */
const LEVEL = 0.05;

/** What the share of data sets must be in which a test rejects. */
export const REJECTION = { range: [0.03, 0.07], level: LEVEL } as const;

/** The multiplet that is tested by itself. */
const GIVEN = [0, 1, 2];

/** Each test, and its p-value in a result: of extremes the smallest. */
const TESTS = {
  "extremes, permuted target": (result: AnalysisResult) => leastOfExtremes(result, "target"),
  "extremes, permuted columns": (result: AnalysisResult) => leastOfExtremes(result, "columns"),
  "Δ of a given multiplet, permuted target": ({ multiplets }: AnalysisResult) =>
    multiplets[0]!.significance!.targetContribution?.unadjusted,
  "Ω of a given multiplet, permuted columns": ({ multiplets }: AnalysisResult) =>
    multiplets[0]!.significance!.permuted?.unadjusted,
} as const;

/** Data of which the null hypotheses are true. */
interface NullData {
  readonly name: string;
  readonly description: string;
  /** The tests whose null hypothesis is true. */
  readonly tests: readonly ("target" | "max")[];
  readonly draw: (random: RandomSource) => {
    /** Sample by sample. */
    readonly values: Float64Array;
    readonly labels?: readonly number[];
    readonly groups?: readonly number[];
  };
}

const labelsOf = (random: RandomSource, count = SAMPLES) =>
  Array.from({ length: count }, () => integerBelow(random, CLASSES));

/** The same effect for all rows of a group in each column, beside noise of half its size; and a class of each group. */
function grouped(name: string, sizeOf: (random: RandomSource) => number): NullData {
  return {
    name,
    description:
      `independent columns, each with an effect of the group; ${CLASSES} random classes, ` +
      "one of each group",
    tests: ["target", "max"],
    draw: (random) => {
      const groups: number[] = [];
      for (let group = 0; groups.length < SAMPLES; group++) {
        const size = Math.min(sizeOf(random), SAMPLES - groups.length);
        groups.push(...Array<number>(size).fill(group));
      }
      const count = groups.at(-1)! + 1;
      const effects = normals(count * VARIABLES, random);
      const classes = labelsOf(random, count);
      return {
        values: normals(SAMPLES * VARIABLES, random).map((value, at) => {
          const group = groups[Math.floor(at / VARIABLES)]!;
          return value / 2 + effects[group * VARIABLES + at % VARIABLES]!;
        }),
        labels: groups.map((group) => classes[group]!),
        groups,
      };
    },
  };
}

/** Independent columns and classes. */
function independent(
  name: string,
  description: string,
  valueOf: (normal: number) => number,
): NullData {
  return {
    name,
    description: `independent columns: ${description}; ${CLASSES} random classes`,
    tests: ["target", "max"],
    draw: (random) => ({
      values: normals(SAMPLES * VARIABLES, random).map(valueOf),
      labels: labelsOf(random),
    }),
  };
}

const DATA: readonly NullData[] = [
  independent("Gaussian", "Gaussian", (normal) => normal),
  independent(
    "half zeros",
    "the positive part of Gaussian values",
    (normal) => Math.max(0, normal),
  ),
  independent("small integers", "Gaussian values, rounded", Math.round),
  {
    name: "no target",
    description: "independent Gaussian columns",
    tests: ["max"],
    draw: (random) => ({ values: normals(SAMPLES * VARIABLES, random) }),
  },
  {
    name: "dependent columns",
    description: `a common signal and noise in each column; ${CLASSES} random classes`,
    tests: ["target"],
    draw: (random) => {
      const signal = normals(SAMPLES, random);
      const noise = normals(SAMPLES * VARIABLES, random);
      return {
        values: noise.map((value, at) => value + signal[Math.floor(at / VARIABLES)]!),
        labels: labelsOf(random),
      };
    },
  },
  grouped("groups of four rows", () => 4),
  grouped("groups of one to seven rows", (random) => 1 + integerBelow(random, 7)),
];

/** What the repetitions of one kind of data show. */
export type RejectionSummary = {
  readonly kind: "rejection";
  readonly description: string;
  readonly samples: number;
  readonly variables: number;
  readonly permutations: number;
  readonly level: number;
  /** By the name of the test. */
  readonly tests: {
    readonly [name: string]: {
      /** Data sets with a p-value of at most the level. */
      readonly rejected: Rate;
      /** The smallest p-value of all data sets. */
      readonly leastPValue: number;
    };
  };
};

/** The shares that must lie in a range: all of them. */
export function boundedRejections({ tests }: RejectionSummary): Bounded[] {
  return Object.entries(tests).map(([name, { rejected }]) => (
    { name, rate: rejected, range: REJECTION.range }
  ));
}

/** Simulations of all kinds of data. */
export function rejectionParts(): Part<RejectionSummary>[] {
  return DATA.map(rejectionOf);
}

function rejectionOf({ name: data, description, tests, draw }: NullData): Part<RejectionSummary> {
  const name = `nothing there: ${data}`;
  const names = namesOf(tests);
  return {
    name,
    repeat: async (repetition) => {
      const seed = deriveSeed(SEED, name, repetition);
      const { values, labels, groups } = draw(randomSource(deriveSeed(seed, "samples")));
      const options: AnalysisOptions = {
        search: "exact",
        sizes: SIZES,
        significance: tests,
        draws: DRAWS,
        multiplets: [GIVEN],
        rankBiasDraws: 0,
        seed,
        ...(groups && { groups }),
      };
      const features = { samples: SAMPLES, variables: VARIABLES, values };
      const result = await analyse(features, labels, options);
      return names.map((test) => TESTS[test](result)!);
    },
    summary: (rows) => ({
      kind: "rejection",
      description,
      samples: SAMPLES,
      variables: VARIABLES,
      permutations: DRAWS,
      level: LEVEL,
      tests: Object.fromEntries(names.map((test, at) => {
        const pValues = rows.map((row) => row[at]!);
        return [test, {
          rejected: rateOf(pValues.map((pValue) => pValue <= LEVEL)),
          leastPValue: Math.min(...pValues),
        }];
      })),
    }),
  };
}

/** The tests of {@link TESTS} whose null hypotheses are true. */
function namesOf(tests: NullData["tests"]): (keyof typeof TESTS)[] {
  return (Object.keys(TESTS) as (keyof typeof TESTS)[])
    .filter((name) => tests.includes(name.endsWith("target") ? "target" : "max"));
}

/** The smallest adjusted p-value of all sizes and both ends. */
function leastOfExtremes({ sizes }: AnalysisResult, test: "target" | "columns"): number {
  const found = sizes.flatMap(({ synergy, redundancy }) =>
    [synergy, redundancy].flatMap((end) => ranked(end)[0]!.significance?.[test]?.pValue ?? [])
  );
  return Math.min(...found);
}
