import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { intervalSide } from "../../lib/statistics/mod.ts";

Deno.test("an interval has a side where it excludes 0; a bound of 0 does not exclude it", () => {
  const intervals = [[0.1, 1], [-1, -0.1], [-0.1, 1], [0, 1], [-1, 0]] as const;
  deepEqual(intervals.map(intervalSide), ["above", "below", "around", "around", "around"]);
});

Deno.test("a single value has the side of its sign", () => {
  deepEqual([0.1, -0.1, 0].map((value) => intervalSide([value, value])), [
    "above",
    "below",
    "around",
  ]);
});
