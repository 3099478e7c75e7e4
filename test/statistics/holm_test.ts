import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { holmAdjusted, holmLevels, StatisticsError } from "../../lib/statistics/mod.ts";
import { near, REFERENCE } from "./paired_reference.ts";

/** p-values on a grid, so that ties come up; most of them where decisions fall. */
const pValues = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 40 }).map((i) => i / 500) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 }).map((i) => i / 20) },
  ),
  { maxLength: 8 },
);

/** Holm's procedure as it is told: sort, walk, stop at the first that fails. */
function rejectedByWalking(values: readonly number[], alpha: number): boolean[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const rejected = values.map(() => false);
  for (const [step, at] of order.entries()) {
    if (values[at]! * (values.length - step) >= alpha) break;
    rejected[at] = true;
  }
  return rejected;
}

Deno.test("adjusted p-values are those of statsmodels' multipletests", () => {
  for (const { pValues, holm } of REFERENCE) {
    holmAdjusted(pValues).forEach((adjusted, i) => near(adjusted, holm[i]!));
  }
});

Deno.test("worked by hand: 3 times the smallest, 2 times the next, never below one before, at most 1", () => {
  deepEqual(holmAdjusted([0.5, 0.125, 0.0625]), [0.5, 0.25, 0.1875]);
  deepEqual(holmAdjusted([0.25, 0.1875, 0.75]), [0.5625, 0.5625, 0.75]);
  deepEqual(holmAdjusted([0.75, 0.75]), [1, 1]);
  deepEqual(holmAdjusted([]), []);
});

Deno.test("adjusted p-values reject what the step-down walk rejects", () => {
  fc.assert(
    fc.property(pValues, (values) => {
      const adjusted = holmAdjusted(values);
      deepEqual(adjusted.map((p) => p < 0.0505), rejectedByWalking(values, 0.0505));
      ok(adjusted.every((p, i) => p >= values[i]! && p <= 1));
    }),
    { seed: 6 },
  );
});

Deno.test("an interval of its level excludes 0 exactly when the adjusted p-value is below α", () => {
  // The interval of level L excludes 0 exactly when p < 1 − L.
  fc.assert(
    fc.property(pValues, (values) => {
      const levels = holmLevels(values, 0.9495);
      deepEqual(
        values.map((p, i) => p < 1 - levels[i]!),
        holmAdjusted(values).map((p) => p < 0.0505),
      );
    }),
    { seed: 7 },
  );
});

Deno.test("the order of tests moves the answers with them", () => {
  fc.assert(
    fc.property(pValues, (values) => {
      deepEqual(holmAdjusted(values.toReversed()), holmAdjusted(values).toReversed());
      deepEqual(holmLevels(values.toReversed()), holmLevels(values).toReversed());
    }),
    { seed: 8 },
  );
});

Deno.test("levels rise step by step, stay where the procedure stops, and are equal for equal p", () => {
  const rounded = (values: number[]) => holmLevels(values).map((level) => level.toFixed(4));
  deepEqual(rounded([0.04, 0.001, 0.02]), ["0.9500", "0.9833", "0.9750"]);
  deepEqual(rounded([0.02, 0.02, 0.02]), ["0.9833", "0.9833", "0.9833"]);
  deepEqual(rounded([0.04, 0.001, 0.03]), ["0.9750", "0.9833", "0.9750"]);
  deepEqual(rounded([0.001, 0.001, 0.04]), ["0.9833", "0.9833", "0.9500"]);
  deepEqual(rounded([0.02]), ["0.9500"]);
  equal(holmLevels([0.5], 0.9)[0], 0.9);
});

Deno.test("what is no probability is named", () => {
  throws(() => holmAdjusted([0.1, 1.1]), /pValues\[1\] = 1.1/);
  throws(() => holmLevels([NaN]), StatisticsError);
  throws(() => holmLevels([0.1], 1), /level must lie between 0 and 1/);
});
