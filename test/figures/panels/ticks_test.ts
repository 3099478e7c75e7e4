import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import {
  integerTicks,
  linearTicks,
  logTicks,
  tickLabel,
} from "../../../lib/figures/panels/ticks.ts";

Deno.test("integer ticks start at 0 and are never fractions", () => {
  deepEqual(integerTicks(0, 5), [0]);
  deepEqual(integerTicks(1, 5), [0, 1]);
  deepEqual(integerTicks(12, 5), [0, 5, 10]);
  deepEqual(integerTicks(50, 5), [0, 10, 20, 30, 40, 50]);
  deepEqual(integerTicks(100, 5), [0, 20, 40, 60, 80, 100]);
});

Deno.test("linear ticks are the numbers that they look like", () => {
  deepEqual(linearTicks(95.4, 98.3, 7), [95.5, 96, 96.5, 97, 97.5, 98]);
  deepEqual(linearTicks(0, 1, 10), [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  deepEqual(linearTicks(85, 100, 6), [85, 90, 95, 100]);
});

Deno.test("logarithmic ticks get coarser with the range", () => {
  deepEqual(logTicks(1.04, 2.5, 8), [1.5, 2]);
  deepEqual(logTicks(0.05, 2.5, 8), [0.05, 0.1, 0.2, 0.5, 1, 2]);
  deepEqual(logTicks(1e-5, 3, 8), [1e-5, 1e-4, 1e-3, 0.01, 0.1, 1]);
});

Deno.test("ticks lie inside, in order, and are not too many", () => {
  const range = fc.tuple(
    fc.double({ min: 1e-3, max: 50, noNaN: true }),
    fc.integer({ min: 2, max: 90 }),
  );
  fc.assert(
    fc.property(range, ([low, span]) => {
      const high = low + span;
      for (const ticks of [linearTicks(low, high, 7), logTicks(low, high, 8)]) {
        ok(ticks.length <= 8);
        ok(ticks.every((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)));
        deepEqual(ticks, ticks.toSorted((a, b) => a - b));
      }
    }),
    { seed: 5 },
  );
});

Deno.test("labels have equally many decimals", () => {
  deepEqual([95.5, 96].map(tickLabel([95.5, 96])), ["95.5", "96.0"]);
  equal(tickLabel([90, 95])(95), "95");
  deepEqual([-0.5, 0].map(tickLabel([-0.5, 0])), ["−0.5", "0.0"]);
});
