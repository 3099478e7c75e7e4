import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { baselineSides } from "../../../../lib/paper/subnetworks/figures/figure2.ts";
import type { NetworkValue } from "../../../../lib/paper/subnetworks/figures/values.ts";
import type { StrategyName } from "../../../../lib/selection/strategies.ts";

/** Values of networks 0, 1, …; holes are networks that lack one. */
const sides = (values: Partial<Record<StrategyName, (number | undefined)[]>>) =>
  baselineSides((strategy) =>
    (values[strategy] ?? []).flatMap((value, network): NetworkValue[] =>
      value === undefined ? [] : [{ network, value }]
    )
  ).map(({ strategy, side }) => `${strategy} ${side}`);

Deno.test("each baseline that occurs, in order", () => {
  deepEqual(
    sides({ synergy: [3, 4], "mi-mixture": [1, 2], random: [4, 5], magnitude: [0, 0] }),
    ["random below", "mi-mixture above"],
  );
});

Deno.test("the smallest of several p-values has to pass the strictest level", () => {
  const synergy = [1, 2, 3, 4];
  // Differences 0.5, 0.6, 0.4, 0.5 and 0.1, 0.9, 0.2, 0.8.
  const [clear, close] = [[0.5, 1.4, 2.6, 3.5], [0.9, 1.1, 2.8, 3.2]];
  deepEqual(sides({ synergy, random: clear, "mi-model": clear }), [
    "random above",
    "mi-model above",
  ]);
  deepEqual(sides({ synergy, random: clear, "mi-model": close }), [
    "random above",
    "mi-model around",
  ]);
});

Deno.test("only networks that have all of them are compared", () => {
  deepEqual(sides({ synergy: [3, 3, -9], random: [1, 1], "mi-model": [5, 1, 1] }), [
    "random above",
    "mi-model around",
  ]);
  deepEqual(sides({ synergy: [3], random: [undefined, 1] }), []);
});

Deno.test("nothing without synergy or without a baseline", () => {
  deepEqual(sides({ random: [1, 2] }), []);
  deepEqual(sides({ synergy: [1, 2], magnitude: [1, 2] }), []);
});
