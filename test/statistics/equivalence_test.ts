import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { equivalence } from "../../lib/statistics/mod.ts";
import { near, REFERENCE } from "./paired_reference.ts";

const zeros = (count: number) => new Array<number>(count).fill(0);

Deno.test("p-values are those of statsmodels' ttost_paired, intervals those of scipy at 90 %", () => {
  for (const { first, others, margin, equivalencePValues, intervals90 } of REFERENCE) {
    others.forEach((other, i) => {
      const { difference, pValue, equivalent } = equivalence(first, other, margin);
      near(pValue, equivalencePValues[i]!);
      [0, 1].forEach((end) => near(difference.interval?.[end], intervals90[i]![end]!));
      equal(equivalent, equivalencePValues[i]! < 0.05);
    });
  }
});

Deno.test("two pairs by hand: differences −1 and 3, margin 5, t = (5 − 1)/2 of a Cauchy variable", () => {
  const { pValue, equivalent } = equivalence([-1, 3], zeros(2), 5);
  near(pValue, 0.5 - Math.atan(2) / Math.PI);
  equal(equivalent, false);
});

Deno.test("equivalent exactly when p is below α, on either side of 0", () => {
  const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 12 });
  const alpha = fc.constantFrom(0.01, 0.05, 0.2);
  fc.assert(
    fc.property(values, alpha, fc.integer({ min: 1, max: 30 }), (differences, alpha, margin) => {
      const none = zeros(differences.length);
      const { pValue, equivalent, smallestMargin } = equivalence(
        differences,
        none,
        margin + 0.25,
        alpha,
      );
      equal(equivalent, pValue! < alpha);
      equal(equivalent, smallestMargin! < margin + 0.25);
      equal(equivalence(none, differences, margin + 0.25, alpha).equivalent, equivalent);
    }),
    { seed: 9 },
  );
});

Deno.test("differences that are all equal decide without doubt; at the margin they are not equivalent", () => {
  const outcome = (shift: number) => {
    const { pValue, equivalent } = equivalence([1 + shift, 2 + shift], [1, 2], 0.5);
    return [pValue, equivalent];
  };
  deepEqual(outcome(0), [0, true]);
  deepEqual(outcome(-0.25), [0, true]);
  deepEqual(outcome(0.5), [1, false]);
  deepEqual(outcome(-0.75), [1, false]);
});

Deno.test("a single pair has a mean and no outcome", () => {
  deepEqual(equivalence([3], [1], 5), {
    margin: 5,
    difference: { count: 1, mean: 2, level: 0.9 },
  });
});

Deno.test("margins that are not positive and α outside 0..½ are errors", () => {
  for (const margin of [0, -1, NaN, Infinity]) {
    throws(() => equivalence([1, 2], [2, 1], margin), /margin of equivalence must be positive/);
  }
  for (const alpha of [0, 0.5, -0.1, NaN]) {
    throws(() => equivalence([1, 2], [2, 1], 1, alpha), /level α .* between 0 and 0.5/);
  }
});
