import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { bestSizeRows } from "../../../lib/paper/mod.ts";
import { hiddenOf, inventedFigure2 } from "./invented_figure2.ts";

Deno.test("a row per hidden layer: mean over networks, smallest and largest", () => {
  const result = inventedFigure2([95, 96, 97], { synergy: [94, 95, 96] });
  const sizes = [[2, 7, 4], [3, 7, 5], [5, 7, 12]];
  const networks = result.networks.map((network, at) => ({
    ...network,
    bestSizes: { greedy: sizes[at]!, exact: sizes[at]!.map((size) => size + 1) },
  }));
  deepEqual(bestSizeRows({ ...result, layers: hiddenOf(20, 10, 15), networks }), [
    { layer: "fc1", neurons: 20, greedy: "3.3 (2 to 5)", exact: "4.3 (3 to 6)" },
    { layer: "fc2", neurons: 10, greedy: "7.0 (7 to 7)", exact: "8.0 (8 to 8)" },
    { layer: "fc3", neurons: 15, greedy: "7.0 (4 to 12)", exact: "8.0 (5 to 13)" },
  ]);
});

Deno.test("a search that was left out is told as that", () => {
  const result = inventedFigure2([95], { synergy: [94] });
  const networks = result.networks.map((network) => ({ ...network, bestSizes: { greedy: [3] } }));
  deepEqual(bestSizeRows({ ...result, layers: hiddenOf(30), networks }), [
    { layer: "fc1", neurons: 30, greedy: "3.0 (3 to 3)", exact: "not searched" },
  ]);
});

Deno.test("no networks, no rows", () => {
  deepEqual(bestSizeRows(inventedFigure2([], {})), []);
});
