import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { sideOf } from "../../lib/plots/side.ts";

Deno.test("a mean has a sign where its interval excludes 0; a single value has its own", () => {
  const of = (low: number, high: number) =>
    sideOf({ mean: (low + high) / 2, confidenceInterval: [low, high] });
  deepEqual([of(0.1, 1), of(-1, -0.1), of(-0.1, 1), of(0, 1)], [
    "above",
    "below",
    "neither",
    "neither",
  ]);
  deepEqual([0.1, -0.1, 0].map((mean) => sideOf({ mean })), ["above", "below", "neither"]);
});
