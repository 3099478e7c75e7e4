import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { StatisticsError, summarise } from "../../lib/statistics/mod.ts";

/** Relative agreement with a number given to its last printed digit. */
function near(actual: number | undefined, expected: number, tolerance = 1e-12) {
  ok(
    actual !== undefined && Math.abs(actual - expected) <= tolerance * Math.abs(expected),
    `${actual} is not ${expected}`,
  );
}

Deno.test("standard deviation with N−1 and range, worked out by hand", () => {
  const { count, mean, standardDeviation, minimum, maximum } = summarise([2, 4, 4, 4, 5, 5, 7, 9]);
  deepEqual([count, mean, minimum, maximum], [8, 5, 2, 9]);
  near(standardDeviation, Math.sqrt(32 / 7));
});

Deno.test("NIST StRD NumAcc1: far from zero, mean 10000002 and deviation 1 exactly", () => {
  const { mean, standardDeviation } = summarise([10_000_001, 10_000_003, 10_000_002]);
  deepEqual([mean, standardDeviation], [10_000_002, 1]);
});

Deno.test("95 % interval: t with N−1 degrees of freedom, as in printed t tables", () => {
  // t(0.975; ν): tan(0.475 π) at ν = 1, 4.302652729749 at ν = 2, 2.262157162798 at ν = 9.
  for (
    const [count, t] of [[2, Math.tan(0.475 * Math.PI)], [3, 4.302652729749], [
      10,
      2.262157162798,
    ]] as const
  ) {
    const { mean, standardDeviation, confidenceInterval } = summarise(
      Array.from({ length: count }, (_, i) => i * i),
    );
    const margin = t * standardDeviation! / Math.sqrt(count);
    near(confidenceInterval?.[0], mean - margin, 1e-11);
    near(confidenceInterval?.[1], mean + margin, 1e-11);
  }
});

Deno.test("a single value has neither deviation nor interval", () => {
  deepEqual(summarise([0.5]), { count: 1, mean: 0.5, minimum: 0.5, maximum: 0.5 });
});

Deno.test("shifting and scaling values moves the summary with them", () => {
  const sample = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(sample, (values) => {
      const plain = summarise(values);
      const moved = summarise(values.map((value) => 4 * value + 8));
      ok(Math.abs(moved.mean - (4 * plain.mean + 8)) < 1e-9);
      ok(Math.abs(moved.standardDeviation! - 4 * plain.standardDeviation!) < 1e-9);
      ok(plain.minimum <= plain.mean && plain.mean <= plain.maximum);
    }),
    { seed: 2 },
  );
});

Deno.test("no value, or one that is not finite, is an error that says which", () => {
  throws(() => summarise([]), StatisticsError);
  throws(() => summarise([1, NaN]), /values\[1\] = NaN/);
  equal(new StatisticsError("x").name, "StatisticsError");
});
