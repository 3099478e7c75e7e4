import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { resolveConfig } from "../../../lib/paper/config.ts";
import {
  plannedRetrainings,
  plannedSearch,
  plannedSelections,
} from "../../../lib/paper/subnetworks/study.ts";
import { sizeRule } from "../../../lib/paper/subnetworks/selection.ts";

const paper = resolveConfig("paper");

Deno.test("every strategy at every size, with the configured draws of random neurons", () => {
  const plan = plannedSelections(paper);
  const numbers = plan.filter(({ size }) => typeof size === "number");
  // Seven sizes of eight strategies, one of which draws five times.
  equal(numbers.length, 7 * (7 + 5));
  for (const size of [2, 4, 6, 8, 10, 12, 16, "k*"]) {
    const own = plan.filter((one) => one.size === size);
    deepEqual([...new Set(own.map(({ strategy }) => strategy))], paper.strategies);
    for (const strategy of paper.strategies) {
      const draws = own.filter((one) => one.strategy === strategy).map(({ draw }) => draw);
      deepEqual(draws, strategy === "random" ? [0, 1, 2, 3, 4] : [0]);
    }
  }
});

Deno.test("only what the paper compares stands at the size of the exact search", () => {
  const own = plannedSelections(paper).filter(({ size }) => size === "k* exact");
  deepEqual(own.map(({ strategy, draw }) => `${strategy} ${draw}`), [
    "synergy 0",
    "random 0",
    "random 1",
    "random 2",
    "random 3",
    "random 4",
    "mi-model 0",
    "mi-mixture 0",
  ]);
});

Deno.test("strategies, sizes and draws are those of the configuration, in its order", () => {
  const config = { ...paper, randomSubsets: 2 };
  const plan = plannedSelections({
    ...config,
    strategies: ["random", "magnitude"],
    subnetworkSizes: ["k* exact", 9],
  });
  deepEqual(plan, [
    { strategy: "random", size: "k* exact", search: "exact", draw: 0 },
    { strategy: "random", size: "k* exact", search: "exact", draw: 1 },
    { strategy: "random", size: 9, search: "exact", draw: 0 },
    { strategy: "random", size: 9, search: "exact", draw: 1 },
    { strategy: "magnitude", size: 9, search: "exact", draw: 0 },
  ]);
});

Deno.test("multiplets are searched greedily at k* alone, where all layers are narrow enough", () => {
  for (const hiddenWidths of [[20, 20, 20], [24, 1]]) {
    for (const { size, search } of plannedSelections({ ...paper, hiddenWidths })) {
      equal(search, size === "k*" ? "greedy" : "exact");
    }
  }
});

Deno.test("with a layer of more than 24 neurons, numbers of neurons are chosen greedily too", () => {
  for (const { size, search } of plannedSelections({ ...paper, hiddenWidths: [20, 25] })) {
    equal(search, size === "k* exact" ? "exact" : "greedy");
    equal(plannedSearch(size, [20, 25]), search);
  }
});

Deno.test("frozen neurons at the sizes that ask for them, new weights in the first draws", () => {
  const config = { ...paper, frozenSizes: [4, "k*" as const], newInitialisations: 2 };
  const planned = plannedSelections(config).map((selection) => ({
    ...selection,
    ways: plannedRetrainings(selection, config).map(({ removal, start }) => `${removal} ${start}`),
  }));
  for (const { strategy, size, draw, ways } of planned) {
    equal(ways[0], "zero rewound");
    equal(ways.includes("frozen rewound"), size === 4 || size === "k*");
    equal(
      ways.includes("zero fresh"),
      strategy === "random" && draw < 2 && size !== "k* exact",
      `${strategy} ${size} ${draw}`,
    );
    equal(new Set(ways).size, ways.length);
    ok(ways.length <= 3);
  }
  // Per size: 12 rewound; 12 frozen at two of the sizes; 2 fresh. At k* exact: 8 rewound.
  equal(planned.flatMap(({ ways }) => ways).length, 8 * 12 + 2 * 12 + 8 * 2 + 8);
});

Deno.test("sizes as strategies take them", () => {
  deepEqual(sizeRule({ size: 12, search: "exact" }), { units: 12, search: "exact" });
  deepEqual(sizeRule({ size: "k*", search: "greedy" }), { best: "greedy" });
  deepEqual(sizeRule({ size: "k* exact", search: "exact" }), { best: "exact" });
});
