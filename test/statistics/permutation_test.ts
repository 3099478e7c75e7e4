/** Permutation tests and corrections for many tests, against reference numbers and definitions. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import {
  falseDiscoveryAdjusted,
  maximumTest,
  permutationPValue,
  StatisticsError,
} from "../../lib/statistics/mod.ts";
import { ESTIMATORS, irwinHallNormals } from "../information/estimators/reference_sets.ts";

/** The invented statistics that the reference numbers are of: its `scripts["gen.py"]`. */
function inventedStatistics() {
  const { seed, m, B, effects } = ESTIMATORS.params.null;
  const normal = irwinHallNormals(seed);
  const next = () => normal.next().value;
  const rounded = (value: number) => Math.floor(value * 1000) / 1000;
  const draws = Array.from({ length: B }, () => {
    const shared = next();
    return Array.from({ length: m }, () => rounded(0.6 * shared + 0.8 * next()));
  });
  return { draws, observed: effects.map((effect) => rounded(next() + effect)) };
}

Deno.test("step-down, single-step and unadjusted p-values are those of the reference", () => {
  const { observed, draws } = inventedStatistics();
  const table = ESTIMATORS.tables.westfall_young;
  deepEqual(observed, table.observed);
  deepEqual(draws.slice(0, 2), table.null_first_two_draws);
  const absolute = (values: readonly number[]) => values.map(Math.abs);
  const found = {
    one_sided: maximumTest(observed, draws),
    two_sided: maximumTest(absolute(observed), draws.map(absolute)),
  };
  for (const side of ["one_sided", "two_sided"] as const) {
    const { step_down, single_step, unadjusted } = table[side];
    deepEqual(found[side], { stepDown: step_down, singleStep: single_step, unadjusted });
  }
  observed.forEach((value, at) => {
    const alone = permutationPValue(value, draws.map((row) => row[at]!));
    equal(alone, table.one_sided.unadjusted[at]);
  });
});

Deno.test("false discovery rate: as statsmodels", () => {
  const { adjusted_fdr_bh } = ESTIMATORS.tables.benjamini_hochberg;
  const found = falseDiscoveryAdjusted(ESTIMATORS.params.pvalues);
  found.forEach((value, at) => ok(Math.abs(value - adjusted_fdr_bh[at]!) < 1e-15));
  deepEqual(falseDiscoveryAdjusted([]), []);
});

const statistic = fc.integer({ min: -5, max: 5 });
const tests = fc.integer({ min: 1, max: 5 }).chain((m) => {
  const row = fc.array(statistic, { minLength: m, maxLength: m });
  return fc.record({ observed: row, draws: fc.array(row, { minLength: 1, maxLength: 12 }) });
});

Deno.test("p-values are above 0, ordered as the statistics, and single-step ≥ step-down ≥ unadjusted", () => {
  fc.assert(fc.property(tests, ({ observed, draws }) => {
    const { stepDown, singleStep, unadjusted } = maximumTest(observed, draws);
    observed.forEach((value, at) => {
      ok(unadjusted[at]! > 0 && singleStep[at]! <= 1);
      ok(singleStep[at]! >= stepDown[at]! && stepDown[at]! >= unadjusted[at]!);
      observed.forEach((other, place) => {
        if (value > other) ok(stepDown[at]! <= stepDown[place]!);
      });
    });
  }));
});

Deno.test("adjusted p-values for the false discovery rate keep the order and are not smaller", () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
  fc.assert(fc.property(pValues, (own) => {
    const adjusted = falseDiscoveryAdjusted(own);
    own.forEach((p, at) => {
      ok(adjusted[at]! >= p && adjusted[at]! <= 1);
      own.forEach((other, place) => ok(!(p < other) || adjusted[at]! <= adjusted[place]!));
    });
  }));
});

Deno.test("what is no test is refused", () => {
  throws(() => permutationPValue(1, []), /needs draws, got none/);
  throws(() => permutationPValue(NaN, [1]), StatisticsError);
  throws(() => permutationPValue(1, [NaN]), StatisticsError);
  throws(() => maximumTest([1], []), /needs draws, got none/);
  throws(() => maximumTest([1, 2], [[1]]), /each of the 2 hypotheses, got 1/);
  throws(() => maximumTest([NaN], [[1]]), StatisticsError);
  throws(() => falseDiscoveryAdjusted([0.1, 1.2]), /pValues\[1\] = 1.2 is not a probability/);
});
