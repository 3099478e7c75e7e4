/**
 * Analytic truth for few pairs: with one degree of freedom t is Cauchy, P(T ≥ t) = ½ − atan(t)/π; with
 * two it is P(T ≥ t) = ½ − t / (2√(2 + t²)).
 */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { pairedDifference, StatisticsError } from "../../lib/statistics/mod.ts";
import { near, REFERENCE } from "./paired_reference.ts";

const zeros = (count: number) => new Array<number>(count).fill(0);

Deno.test("means, intervals and p-values are those of scipy's ttest_rel", () => {
  for (const { first, others, means, intervals95, intervals99, pValues } of REFERENCE) {
    others.forEach((other, i) => {
      const { count, mean, interval, pValue } = pairedDifference(first, other);
      equal(count, first.length);
      near(mean, means[i]!);
      [0, 1].forEach((end) => near(interval?.[end], intervals95[i]![end]!));
      near(pValue, pValues[i]!);
      const wide = pairedDifference(first, other, 0.99).interval;
      [0, 1].forEach((end) => near(wide?.[end], intervals99[i]![end]!));
    });
  }
});

Deno.test("two pairs follow the Cauchy distribution, three the closed form of t with 2 degrees", () => {
  // Differences 1 and 3: mean 2, standard error 1, t = 2.
  near(pairedDifference([1, 3], zeros(2)).pValue, 2 * (0.5 - Math.atan(2) / Math.PI));
  near(pairedDifference([1, 3], zeros(2)).interval?.[1], 2 + Math.tan(0.475 * Math.PI));
  // Differences 1, 2, 3: mean 2, standard error 1/√3, t² = 12.
  const t = Math.sqrt(12);
  near(pairedDifference([1, 2, 3], zeros(3)).pValue, 1 - t / Math.sqrt(2 + t * t));
});

Deno.test("a p-value far in the tail keeps its digits", () => {
  // Cauchy again: P(T ≥ t) is 1/(πt) for large t; the standard error is 1 here.
  const { pValue } = pairedDifference([1e12 - 1, 1e12 + 1], zeros(2));
  ok(Math.abs(pValue! * Math.PI * 1e12 / 2 - 1) < 1e-10, `${pValue}`);
});

Deno.test("the difference is first − second, the deviation has N−1", () => {
  const { mean, standardDeviation, level } = pairedDifference([1, 2], [4, 9], 0.9);
  deepEqual([mean, standardDeviation, level], [-5, Math.SQRT2 * 2, 0.9]);
});

Deno.test("the interval excludes 0 exactly when p is below 1 − level", () => {
  const values = fc.array(fc.integer({ min: -20, max: 30 }), { minLength: 2, maxLength: 12 });
  const level = fc.constantFrom(0.5, 0.9, 0.95, 0.99);
  fc.assert(
    fc.property(values, level, (differences, level) => {
      const { interval, pValue } = pairedDifference(differences, zeros(differences.length), level);
      equal(interval![0] > 0 || interval![1] < 0, pValue! < 1 - level);
    }),
    { seed: 5 },
  );
});

Deno.test("swapping the lists turns signs round and keeps p", () => {
  const { first, others: [other] } = REFERENCE[0]!;
  const [there, back] = [pairedDifference(first, other!), pairedDifference(other!, first)];
  near(there.mean, -back.mean);
  near(there.interval?.[0], -back.interval![1]);
  near(there.pValue, back.pValue!);
});

Deno.test("a single pair has a mean and nothing else", () => {
  deepEqual(pairedDifference([3], [1]), { count: 1, mean: 2, level: 0.95 });
});

Deno.test("equal differences are certain: p is 0, or 1 when all are 0", () => {
  const shifted = pairedDifference([3, 4, 5], [1, 2, 3]);
  deepEqual([shifted.interval, shifted.pValue], [[2, 2], 0]);
  const same = pairedDifference([3, 4, 5], [3, 4, 5]);
  deepEqual([same.interval, same.pValue], [[0, 0], 1]);
});

Deno.test("lists of different lengths, no pairs, and levels outside 0..1 are errors", () => {
  throws(() => pairedDifference([1, 2], [1]), /pair 2 values with 1/);
  throws(() => pairedDifference([], []), StatisticsError);
  throws(() => pairedDifference([1, NaN], [1, 2]), StatisticsError);
  for (const level of [0, 1, 95, NaN]) {
    throws(() => pairedDifference([1, 2], [2, 1], level), /level must lie between 0 and 1/);
    throws(() => pairedDifference([1], [2], level), StatisticsError);
  }
});
