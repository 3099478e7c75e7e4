import { deepStrictEqual as deepEqual } from "node:assert/strict";
import fc from "fast-check";
import { stableOrder } from "../../lib/variables/ranks.ts";

/** The obvious way: a stable sort with a comparison. */
function byComparison(values: Float64Array, samples: Uint32Array): Uint32Array {
  return samples.slice().sort((a, b) => values[a]! - values[b]!);
}

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0, -0, Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE),
);

Deno.test("any finite numbers are sorted, ties in the order given", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(number, fc.nat()), { maxLength: 60 }), (pairs) => {
      const values = Float64Array.from(pairs, ([value]) => value / 2); // Differences stay finite.
      const samples = Uint32Array.from(pairs, (_, i) => i).sort((a, b) =>
        pairs[a]![1] - pairs[b]![1]
      );
      const given = samples.slice();
      deepEqual(stableOrder(values, samples), byComparison(values, samples));
      deepEqual(samples, given);
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("more samples than one byte can count", () => {
  const values = Float64Array.from({ length: 70_000 }, (_, i) => Math.round(1e4 * Math.sin(i * i)));
  const samples = Uint32Array.from(values, (_, i) => i);
  deepEqual(stableOrder(values, samples), byComparison(values, samples));
});
