import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { bootstrapInterval, medianOf, StatisticsError } from "../../lib/statistics/mod.ts";
import { integerBelow, randomSource, uniform } from "../../lib/system/random/mod.ts";
import reference from "../reference/bootstrap_coverage.json" with { type: "json" };

Deno.test("the interval is that of numpy with the same draws", () => {
  // python3 -c "import numpy as np; x = np.sqrt(np.arange(1, 21)); s = np.random.RandomState(1)
  // u = iter(s.randint(0, 2**32, size=300000, dtype=np.uint32).tolist())
  // m = [np.mean([x[next(v % 20 for v in u if v - v % 20 + 20 <= 2**32)] for _ in x]) for _ in range(10000)]
  // print(np.quantile(m, [.025, .975]))"
  const values = Array.from({ length: 20 }, (_, i) => Math.sqrt(i + 1));
  const [low, high] = bootstrapInterval(values)!;
  equal(low.toFixed(10), "2.6452108685");
  equal(high.toFixed(10), "3.5017623711");
});

Deno.test("against the naive version: draw, average, sort", () => {
  const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 40 }), fc.nat(99), (values, draws, seed) => {
      const random = randomSource(seed);
      const means = Array.from({ length: draws }, () => {
        const drawn = values.map(() => values[integerBelow(random, values.length)]!);
        return drawn.reduce((sum, value) => sum + value, 0) / values.length;
      }).sort((a, b) => a - b);
      const [low, high] = bootstrapInterval(values, { level: 0.5, draws, seed })!;
      const quantile = (share: number) => {
        const at = share * (draws - 1);
        const [a, b] = [means[Math.floor(at)]!, means[Math.ceil(at)]!];
        return a + (b - a) * (at % 1);
      };
      deepEqual([low, high], [quantile(0.25), quantile(0.75)]);
      ok(low >= means[0]! && high <= means.at(-1)!);
    }),
    { seed: 3 },
  );
});

Deno.test("it covers less than its level, as the simulation by numpy found", () => {
  const { count, coveredPercent } = reference;
  const random = randomSource(1);
  // Box and Muller.
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - uniform(random))) * Math.cos(2 * Math.PI * uniform(random));
  const samples = Array.from({ length: 1000 }, () => Array.from({ length: count }, normal));
  const levels = { "98.3": 1 - 0.05 / 3, "95": 0.95, "90": 0.9 } as const;
  for (const [name, level] of Object.entries(levels)) {
    const covering = samples.filter((values) => {
      const [low, high] = bootstrapInterval(values, { level, draws: 1000 })!;
      return low <= 0 && high >= 0;
    });
    const share = 100 * covering.length / samples.length;
    // Two standard errors of the share of 1000 samples are 1.1 to 2.1 points.
    const expected = coveredPercent[name as keyof typeof levels];
    ok(Math.abs(share - expected) < 2, `${name}: ${share}, by numpy ${expected}`);
    ok(expected < 100 * level - 1);
  }
});

Deno.test("equal values give one point, a single value no interval", () => {
  deepEqual(bootstrapInterval([2, 2, 2]), [2, 2]);
  equal(bootstrapInterval([2]), undefined);
});

Deno.test("impossible requests are refused", () => {
  throws(() => bootstrapInterval([]), StatisticsError);
  throws(() => bootstrapInterval([1, NaN]), /values\[1\]/);
  throws(() => bootstrapInterval([1, 2], { level: 1 }), /between 0 and 1, got 1/);
  throws(() => bootstrapInterval([1, 2], { draws: 0 }), /at least 1, got 0/);
  throws(() => medianOf([]), StatisticsError);
});

Deno.test("the median of odd and even numbers of values, in any order", () => {
  deepEqual([[3], [3, 1], [9, 1, 2], [4, 3, 2, 1]].map(medianOf), [3, 2, 2, 2.5]);
});
