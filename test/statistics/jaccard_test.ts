import { ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { expectedJaccard, jaccardIndex } from "../../lib/statistics/mod.ts";

Deno.test("shared neurons as a share of those in either set", () => {
  equal(jaccardIndex([0, 1, 2], [1, 2, 3]), 0.5);
  equal(jaccardIndex([0], [1]), 0);
  equal(jaccardIndex([2, 5], [5, 2]), 1);
  equal(jaccardIndex([], []), 0);
});

Deno.test("expectation: sets that are all neurons, or single ones", () => {
  equal(expectedJaccard(5, 5, 5), 1);
  equal(expectedJaccard(5, 5, 2), 0.4);
  equal(expectedJaccard(5, 1, 1), 0.2);
  equal(expectedJaccard(5, 0, 3), 0);
  // Four of eight: (16 · 1/7 + 36 · 2/6 + 16 · 3/5 + 1) / 70.
  ok(Math.abs(expectedJaccard(8, 4, 4) - 24.885714285714286 / 70) < 1e-15);
});

Deno.test("expectation: the mean over all sets of a size", () => {
  const sizes = fc.integer({ min: 1, max: 7 }).chain((all) =>
    fc.tuple(fc.constant(all), fc.integer({ min: 0, max: all }), fc.integer({ min: 0, max: all }))
  );
  fc.assert(
    fc.property(sizes, ([all, first, second]) => {
      const one = Array.from({ length: first }, (_, neuron) => neuron);
      const others = subsets(all).filter(({ length }) => length === second);
      const sum = others.reduce((total, other) => total + jaccardIndex(one, other), 0);
      ok(Math.abs(sum / others.length - expectedJaccard(all, first, second)) < 1e-12);
    }),
    { seed: 3 },
  );
});

function subsets(all: number): number[][] {
  return Array.from(
    { length: 2 ** all },
    (_, bits) =>
      Array.from({ length: all }, (_, neuron) => neuron).filter((neuron) => bits >> neuron & 1),
  );
}
