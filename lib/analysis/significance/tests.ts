/** Tests of observed values by draws under a null hypothesis. */
import { quantile } from "../../statistics/bootstrap.ts";
import { moments } from "../../statistics/moments.ts";
import {
  falseDiscoveryAdjusted,
  maximumTest,
  permutationPValue,
} from "../../statistics/permutation.ts";

/** Results above this are not called significant. */
export const SIGNIFICANT = 0.05;

/** An extreme beside the same extreme of the draws. */
export interface ExtremeTest {
  /** Mean over the draws. */
  readonly nullMean: number;
  /** Their standard deviation. */
  readonly nullDeviation: number;
  /** What 95 % of the draws do not pass: their 5 % quantile for a smallest value, 95 % for a largest. */
  readonly nullBound: number;
  /** The distance of the observed value from the mean in standard deviations; above 0: more extreme. */
  readonly effect: number;
  /** Of this extreme alone, among the draws: (1 + draws at least as extreme) / (1 + draws); never 0. */
  readonly unadjusted: number;
  /**
   * Adjusted for all sizes and both ends by the step-down test of the largest standardised value: the chance of any
   * value of α or less is at most α where the hypothesis of the draws is true.
   */
  readonly pValue: number;
}

/** A value that no draw differs in has this share of its size as deviation, by rounding. */
const ROUNDING = 1e-9;

/**
 * Tests extremes, all together: each value is standardised by the mean and the standard deviation over the draws and
 * the observed value itself, so that all are treated alike.
 *
 * @param observed of each size the smallest and the largest value, one after the other
 * @param draws the same, a row per draw
 * @returns `undefined` for an extreme that is the same in all draws
 */
export function extremeTests(
  observed: readonly number[],
  draws: readonly (readonly number[])[],
): (ExtremeTest | undefined)[] {
  const all = [observed, ...draws];
  const columns = observed.map((_, at) => summariseColumn(all.map((row) => row[at]!)));
  const tested = observed.flatMap((_, at) => columns[at]!.deviation > 0 ? [at] : []);
  const standardised = (row: readonly number[]) =>
    tested.map((at) => signOf(at) * (row[at]! - columns[at]!.mean) / columns[at]!.deviation);
  const { stepDown, unadjusted } = maximumTest(
    standardised(observed),
    draws.map(standardised),
  );
  return observed.map((value, at) => {
    const place = tested.indexOf(at);
    if (place < 0) return undefined;
    const values = draws.map((row) => row[at]!);
    const { mean, standardDeviation = 0 } = moments(values);
    return {
      nullMean: mean,
      nullDeviation: standardDeviation,
      nullBound: quantile(values, signOf(at) < 0 ? 0.05 : 0.95),
      effect: standardDeviation > 0 ? signOf(at) * (value - mean) / standardDeviation : 0,
      unadjusted: unadjusted[place]!,
      pValue: stepDown[place]!,
    };
  });
}

/** Smallest and largest values take turns. */
const signOf = (at: number): 1 | -1 => at % 2 === 0 ? -1 : 1;

function summariseColumn(values: readonly number[]): { mean: number; deviation: number } {
  const { mean, standardDeviation = 0 } = moments(values);
  const largest = Math.max(...values.map(Math.abs));
  return { mean, deviation: standardDeviation > ROUNDING * largest ? standardDeviation : 0 };
}

/** A value of one multiplet beside the same of the draws. */
export interface ValueTest {
  /** Mean over the draws. */
  readonly nullMean: number;
  /** Their standard deviation. */
  readonly nullDeviation: number;
  /** The distance of the observed value from the mean in standard deviations, with its sign. */
  readonly effect: number;
  /** Two-sided: twice the smaller of both tails, at most 1; never 0. */
  readonly unadjusted: number;
  /** Adjusted for the false discovery rate among the multiplets that are listed. */
  readonly pValue: number;
}

/**
 * Tests values of several multiplets, each by itself.
 *
 * @param draws a row per draw
 * @returns `undefined` for a value that is the same in all draws
 */
export function valueTests(
  observed: readonly number[],
  draws: readonly (readonly number[])[],
): (ValueTest | undefined)[] {
  const tests = observed.map((value, at) => {
    const values = draws.map((row) => row[at]!);
    if (summariseColumn([value, ...values]).deviation === 0) return undefined;
    const { mean, standardDeviation = 0 } = moments(values);
    const upper = permutationPValue(value, values);
    const lower = permutationPValue(-value, values.map((own) => -own));
    return {
      nullMean: mean,
      nullDeviation: standardDeviation,
      effect: standardDeviation > 0 ? (value - mean) / standardDeviation : 0,
      unadjusted: Math.min(1, 2 * Math.min(upper, lower)),
    };
  });
  const adjusted = falseDiscoveryAdjusted(tests.flatMap((test) => test ? [test.unadjusted] : []));
  let next = 0;
  return tests.map((test) => test && { ...test, pValue: adjusted[next++]! });
}
