/** Tests of observed values by draws, against counts by hand. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { extremeTests, valueTests } from "../../../lib/analysis/significance/tests.ts";

Deno.test("extremes: small values count at one end, large ones at the other, and the largest of all decides", () => {
  // Two sizes; the largest of the second size is far out, the smallest of the first in no way.
  const draws = Array.from({ length: 99 }, (_, i) => [-1 - i / 99, 1 + i / 99, -2, 2 + i / 99]);
  const [smallest, largest, constant, second] = extremeTests([-1.5, 2.5, -2, 9], draws);
  // 49 of 99 draws are at most −1.5.
  equal(smallest!.unadjusted, (1 + draws.filter(([value]) => value! <= -1.5).length) / 100);
  equal(largest!.unadjusted, 0.01);
  equal(second!.pValue, 0.01);
  ok(largest!.pValue >= second!.pValue && smallest!.pValue >= largest!.pValue);
  // What is the same in all draws cannot be tested.
  equal(constant, undefined);
  equal(largest!.nullMean.toFixed(6), (1 + 49 / 99).toFixed(6));
  ok(largest!.effect > 0 && Math.abs(smallest!.effect) < 0.1);
  // 95 % of the draws do not pass the bound, on the side of the end.
  equal(draws.filter((draw) => draw[1]! > largest!.nullBound).length, 5);
  equal(draws.filter((draw) => draw[0]! < smallest!.nullBound).length, 5);
});

Deno.test("p-values are never 0, nor smaller than unadjusted ones; standardised values do not depend on the unit", () => {
  const row = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(row, fc.array(row, { minLength: 19, maxLength: 40 }), (observed, draws) => {
      const tests = extremeTests(observed, draws);
      const scaled = extremeTests(
        observed.map((value) => 8 * value),
        draws.map((draw) => draw.map((value) => 8 * value)),
      );
      tests.forEach((test, at) => {
        if (test === undefined) return equal(scaled[at], undefined);
        ok(test.unadjusted > 0 && test.pValue >= test.unadjusted && test.pValue <= 1);
        equal(scaled[at]!.pValue, test.pValue);
      });
    }),
    { seed: 5 },
  );
});

Deno.test("values: both tails count, and the false discovery rate is that of the values that can be tested", () => {
  const draws = Array.from({ length: 39 }, (_, i) => [i, -i, 7, i]);
  const [above, below, constant, middle] = valueTests([100, -100, 7, 19.5], draws);
  deepEqual([above, below].map((test) => test!.unadjusted), [2 / 40, 2 / 40]);
  ok(above!.effect > 0 && below!.effect < 0);
  equal(constant, undefined);
  equal(middle!.unadjusted, 1);
  // Three tests: the two smallest p-values are 0.05, times 3 / 2.
  deepEqual([above, below, middle].map((test) => test!.pValue.toFixed(6)), [
    "0.075000",
    "0.075000",
    "1.000000",
  ]);
});
