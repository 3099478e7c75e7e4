/** The interface of estimators of named multiplets: numbers beside what the estimator gives where the truth is known. */
import { InformationError } from "../../variables/errors.ts";
import type { Block } from "../../variables/grouping.ts";
import type { Target } from "../../variables/target.ts";
import { ownNumbers, someVariables, type Variables } from "../../variables/variables.ts";
import type { RandomSource } from "../../system/random/random.ts";

/**
 * The numbers that an estimator can have of a multiplet X and a target y:
 * - `"oInformation"`: Ω(X, y); `"featuresOInformation"`: Ω(X); `"targetContribution"`: Δ = Ω(X, y) − Ω(X);
 * - `"information"`: I(X; y);
 * - `"totalCorrelation"`, `"dualTotalCorrelation"`, `"sInformation"`: TC, DTC and S of (X, y), without a target of X.
 *
 * Without a target, Ω(X) is `"featuresOInformation"` alone.
 */
export type EstimatedMeasure = (typeof ESTIMATED_MEASURES)[number];

/** All values of {@link EstimatedMeasure}. */
export const ESTIMATED_MEASURES = [
  "oInformation",
  "featuresOInformation",
  "targetContribution",
  "information",
  "totalCorrelation",
  "dualTotalCorrelation",
  "sInformation",
] as const;

/** The same number for samples of which the truth is known, in nats. */
export interface EstimateReference {
  /** Mean of the estimates. */
  readonly mean: number;
  /** Standard deviation of one estimate. */
  readonly standardDeviation: number;
  /** The true number. `mean` − `truth` is the bias of the estimator. */
  readonly truth: number;
}

/** A number of a multiplet, in nats. At least one of `value` and `difference` is there. */
export interface Estimate {
  /**
   * The estimate. Absent where the bias of the estimator is larger than the difference to its reference, and than the
   * standard deviation.
   */
  readonly value?: number;
  /** The estimates of samples of which the truth is known. Absent for estimators without such samples. */
  readonly reference?: EstimateReference;
  /** The estimate minus the mean of the reference. */
  readonly difference?: number;
}

/** The numbers of a multiplet that an estimator has. */
export type EstimatedMeasures = Readonly<Partial<Record<EstimatedMeasure, Estimate>>>;

/** Numbers of a multiplet, or the reason in a sentence why the estimator has none. */
export type MultipletEstimate =
  | {
    /** In nats. */
    readonly measures: EstimatedMeasures;
    /** What is missing, and reasons to doubt numbers; one sentence each. */
    readonly warnings: readonly string[];
  }
  | {
    /** Why there are no numbers: what was found, and what is needed. */
    readonly refused: string;
  };

/** Samples with what belongs to them. */
export interface MultipletSubject {
  /** The samples. Their values must not have been replaced, see `Variables.overwritable`. */
  readonly variables: Variables;
  /** Default: none. */
  readonly target?: Target | undefined;
  /** The group of every sample, an integer from 0: permutations keep groups together. Default: each sample is alone. */
  readonly groups?: ArrayLike<number> | undefined;
}

/** The properties of a multiplet and its samples that determine how long an estimate takes. */
export interface EstimateShape {
  /** Number of samples. */
  readonly samples: number;
  /** Number of columns of each variable of the multiplet. */
  readonly widths: readonly number[];
  /** Number of samples of each class; absent without classes. */
  readonly classCounts?: ArrayLike<number> | undefined;
}

/** An estimator for multiplets that are named, not searched. */
export interface MultipletEstimator {
  /** Its name, e.g. `"ksg"`. */
  readonly name: string;
  /** The options that it runs with. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** The samples of its references, in a few words; absent if it has none. */
  readonly reference?: string;
  /** The numbers that it can have. */
  readonly measures: readonly EstimatedMeasure[];
  /**
   * The estimated seconds of one multiplet on one core; 0 where these numbers alone are a reason to refuse it. For
   * independent columns, which take longest.
   */
  seconds(shape: EstimateShape): number;
  /**
   * The numbers of one multiplet.
   *
   * @param multiplet distinct positions of variables, at least one
   * @param random for references
   * @param pause called often during long work; waits for what it returns. Default: no pause
   * @throws InformationError for positions that do not exist or occur twice
   */
  measure(
    subject: MultipletSubject,
    multiplet: readonly number[],
    random: RandomSource,
    pause?: Pause,
  ): Promise<MultipletEstimate>;
}

/** A moment to report progress or to stop the work. */
export type Pause = () => Promise<void> | undefined;

/** Samples per reference by default. */
export const DRAWS = 10;

/** Plain numbers by measure. */
export type PlainMeasures = Readonly<Partial<Record<EstimatedMeasure, number>>>;

/** The variables of a multiplet alone, ascending; throws an {@link InformationError} unless they exist, each once. */
export function multipletOf(variables: Variables, multiplet: readonly number[]): Variables {
  const count = variables.variables.length;
  const exist = multiplet.every((one) => Number.isSafeInteger(one) && one >= 0 && one < count);
  if (multiplet.length === 0 || !exist || new Set(multiplet).size < multiplet.length) {
    throw new InformationError(
      `A multiplet has at least one of the positions 0..${count - 1}, each once; got ${multiplet}`,
    );
  }
  return someVariables(variables, ownNumbers(variables.variables, multiplet));
}

/** The numbers of a multiplet; an error of what its samples allow becomes a refusal. */
export async function refusable(
  estimate: () => Promise<MultipletEstimate>,
): Promise<MultipletEstimate> {
  try {
    return await estimate();
  } catch (error) {
    if (error instanceof InformationError) return { refused: error.message };
    throw error;
  }
}

/** Number of columns of a multiplet. */
export function columnCountOf({ widths }: EstimateShape): number {
  return widths.reduce((sum, width) => sum + width, 0);
}

/**
 * Sum over the sets of columns that {@link targetParts} needs: all of the multiplet, and all without one variable each.
 *
 * @param of of a number of columns, at least 1
 */
export function sumOfParts(shape: EstimateShape, of: (columns: number) => number): number {
  const columns = columnCountOf(shape);
  return shape.widths.reduce(
    (sum, width) => sum + (width < columns ? of(columns - width) : 0),
    of(columns),
  );
}

/** The measures of each sample of a reference, with a pause before it. */
export async function drawn(
  draws: number,
  pause: Pause | undefined,
  draw: () => PlainMeasures | Promise<PlainMeasures>,
): Promise<PlainMeasures[]> {
  const all: PlainMeasures[] = [];
  while (all.length < draws) {
    await pause?.();
    all.push(await draw());
  }
  return all;
}

/** The result of an estimate in steps, with a pause behind each. */
export async function withPauses<Result>(
  steps: Iterator<void, Result>,
  pause: Pause | undefined,
): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await pause?.();
  }
}

/** Symbols of measures in warnings. */
const SYMBOLS: Readonly<Record<EstimatedMeasure, string>> = {
  oInformation: "Ω(X,y)",
  featuresOInformation: "Ω(X)",
  targetContribution: "Δ",
  information: "I(X;y)",
  totalCorrelation: "TC",
  dualTotalCorrelation: "DTC",
  sInformation: "S",
};

/** Rounding errors of an estimate, in nats. */
const ROUNDING = 1e-9;

/**
 * Estimates with their references. Where the bias, the distance of the mean from the truth, is larger than the
 * difference to the mean, and than the standard deviation, a measure has no value.
 *
 * @param draws the estimates of each reference
 * @param truth 0 for measures without one
 * @param judged the measures that can lose their value. Default: all
 */
export function withReferences(
  values: PlainMeasures,
  draws: readonly PlainMeasures[],
  truth: PlainMeasures = {},
  judged: readonly EstimatedMeasure[] = ESTIMATED_MEASURES,
): { readonly measures: EstimatedMeasures; readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  const entries = ESTIMATED_MEASURES.flatMap((measure): [EstimatedMeasure, Estimate][] => {
    const value = values[measure];
    if (value === undefined) return [];
    if (draws.length === 0) return [[measure, { value }]];
    const reference = referenceOf(draws.map((one) => one[measure]!), truth[measure] ?? 0);
    const difference = value - reference.mean;
    if (
      !judged.includes(measure) ||
      Math.abs(reference.mean - reference.truth) <=
        Math.max(Math.abs(difference), reference.standardDeviation) + ROUNDING
    ) {
      return [[measure, { value, reference, difference }]];
    }
    warnings.push(
      `the bias of the estimator in ${
        SYMBOLS[measure]
      } is larger than the difference to the reference ` +
        "and than its standard deviation, so there is no value, only the difference",
    );
    return [[measure, { reference, difference }]];
  });
  return { measures: Object.fromEntries(entries), warnings };
}

function referenceOf(values: readonly number[], truth: number): EstimateReference {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardDeviation = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
  return { mean, standardDeviation, truth };
}

/**
 * I(X; y), and the target's contribution Δ = (1 − k) I(X; y) + Σ_j I(X₋ⱼ; y) for k variables.
 *
 * @param information I of a set of columns, which is not empty
 */
export async function targetParts(
  blocks: readonly Block[],
  information: (columns: readonly number[]) => number | Promise<number>,
): Promise<{ readonly information: number; readonly targetContribution: number }> {
  const whole = await information(blocks.flat());
  let targetContribution = (1 - blocks.length) * whole;
  for (const at of blocks.keys()) {
    const others = blocks.filter((_, other) => other !== at).flat();
    if (others.length > 0) targetContribution += await information(others);
  }
  return { information: whole, targetContribution };
}

/**
 * The measures of (X, y), where those of X and the target's parts have values: TC(X, y) = TC(X) + I(X; y),
 * Ω(X, y) = Ω(X) + Δ.
 */
export function jointMeasures(
  { featuresOInformation: features, information, targetContribution: delta }: EstimatedMeasures,
  featuresTotalCorrelation: number,
): EstimatedMeasures {
  if (features?.value === undefined || delta?.value === undefined) return {};
  const oInformation = features.value + delta.value;
  if (information?.value === undefined) return { oInformation: { value: oInformation } };
  const total = featuresTotalCorrelation + information.value;
  const dual = total - oInformation;
  return {
    oInformation: { value: oInformation },
    totalCorrelation: { value: total },
    dualTotalCorrelation: { value: dual },
    sInformation: { value: total + dual },
  };
}
