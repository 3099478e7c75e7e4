/** The table of sub-networks, and what is read of it. */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import {
  bestSizeRows,
  networkAccuracies,
  retrainingResult,
  type SubnetworkChoice,
  subnetworkTable,
  UnpairedNetworksError,
} from "../../../lib/paper/mod.ts";
import { csvText } from "../../../lib/studies/table.ts";
import { csvRows } from "../../figures/csv_checks.ts";
import { compared, hiddenOf, invented, LONG_UPDATES } from "./invented.ts";

/** k* of each network in each layer; of the exact search one more. */
function sized(
  widths: readonly number[],
  sizes: readonly number[][],
  searches = ["greedy", "exact"],
) {
  const whole = sizes.map(() => 95);
  const layers = hiddenOf(...widths);
  const bestSizes = sizes.flatMap((own, network) =>
    (["greedy", "exact"] as const).filter((search) => searches.includes(search)).flatMap((search) =>
      layers.map(({ name: layer }, at) => (
        { network, layer, search, size: own[at]! + (search === "exact" ? 1 : 0) }
      ))
    )
  );
  return { ...compared(whole, {}), layers, bestSizes };
}

Deno.test("a row per hidden layer: mean over networks, smallest and largest", () => {
  deepEqual(bestSizeRows(sized([20, 10, 15], [[2, 7, 4], [3, 7, 5], [5, 7, 12]])), [
    { layer: "fc1", neurons: 20, greedy: "3.33 (2 to 5)", exact: "4.33 (3 to 6)" },
    { layer: "fc2", neurons: 10, greedy: "7.00 (7 to 7)", exact: "8.00 (8 to 8)" },
    { layer: "fc3", neurons: 15, greedy: "7.00 (4 to 12)", exact: "8.00 (5 to 13)" },
  ]);
});

Deno.test("k* of 9.95 on average is not 9.9", () => {
  const sizes = Array.from({ length: 20 }, (_, at) => [at === 0 ? 9 : 10]);
  equal(bestSizeRows(sized([20], sizes, ["greedy"]))[0]!.greedy, "9.95 (9 to 10)");
});

Deno.test("a search that was left out is told as that", () => {
  deepEqual(bestSizeRows(sized([30], [[3]], ["greedy"])), [
    { layer: "fc1", neurons: 30, greedy: "3.00 (3 to 3)", exact: "not searched" },
  ]);
});

Deno.test("with a longer training also the sizes that its networks have", () => {
  const result = invented({
    networks: 2,
    sizes: ["k*"],
    arms: [{ updates: LONG_UPDATES, removals: ["zero", "frozen"] }, {
      updates: LONG_UPDATES,
      layers: "fc1",
    }],
  });
  const lengths = [[3, 5, 4], [6, 5, 20]];
  const rows = result.rows.map((row) => {
    const { updates, strategy, layers, removal, network } = { removal: undefined, ...row };
    return updates !== LONG_UPDATES || strategy !== "synergy" || layers !== "all" ||
        removal !== "zero"
      ? row
      : { ...row, kept: lengths[network]!.map((length) => [...Array(length).keys()]) };
  });
  const short = bestSizeRows(result).map(({ longer: _, ...row }) => row);
  const longer = ["4.50 (3 to 6)", "5.00 (5 to 5)", "12.00 (4 to 20)"];
  deepEqual(
    bestSizeRows({ ...result, rows }),
    short.map((row, at) => ({ ...row, longer: longer[at] })),
  );
  // Without synergistic sub-networks of it there is no such column.
  const others = rows.filter((row) => row.updates !== LONG_UPDATES || row.strategy !== "synergy");
  deepEqual(bestSizeRows({ ...result, rows: others }), short);
});

Deno.test("no networks, no rows", () => {
  deepEqual(bestSizeRows(compared([], {})), []);
});

const chosen = {
  strategy: "synergy",
  size: 2,
  draw: 0,
  kept: [[0, 2], [1]],
  testAccuracy: 0.5,
} as const;
const study = {
  layers: hiddenOf(3, 2),
  ...{ strategies: ["synergy"], selection: "test", sizeSearch: "exact" } as const,
  ...{ classes: 10, updates: 500 },
};
const result = retrainingResult(study, [{
  index: 7,
  trainAccuracy: 0.98,
  testAccuracy: 0.96,
  testLoss: 0.15,
  bestSizes: { greedy: [2, 1] },
  retrainings: [
    {
      ...{ ...chosen, removal: "frozen", start: "rewound" },
      ...{ trainAccuracy: 0.9, testAccuracy: 0.875, testLoss: 0.5 },
    },
  ],
  ablations: [chosen],
}]);

Deno.test("the table has one row per whole network, re-training and ablation", () => {
  const common = { network: "7", selection: "test", draw: "0", layers: "all", removal_order: "" };
  const synergy = { ...common, strategy: "synergy", size: "2", kept_neurons_by_layer: "0 2;1" };
  deepEqual(csvRows(csvText(subnetworkTable(result))), [
    {
      ...{ ...common, strategy: "whole network", size: "all", kept_neurons_by_layer: "0 1 2;0 1" },
      ...{ retrained: "no", removal: "", start: "", batch_order: "", updates: "500" },
      ...{ train_accuracy: "0.98", test_accuracy: "0.96", test_loss_nats: "0.15" },
    },
    {
      ...{ ...synergy, retrained: "yes", removal: "frozen", start: "rewound" },
      ...{ batch_order: "original", updates: "500" },
      ...{ train_accuracy: "0.9", test_accuracy: "0.875", test_loss_nats: "0.5" },
    },
    {
      ...{ ...synergy, retrained: "no", removal: "", start: "", batch_order: "", updates: "500" },
      ...{ train_accuracy: "", test_accuracy: "0.5", test_loss_nats: "" },
    },
  ]);
});

Deno.test("the longer training comes last, with its updates; conditions of a row replace those of the result", () => {
  const { updates: _, ...conditions } = study;
  const network = {
    ...{ index: 7, trainAccuracy: 0.98, testAccuracy: 0.96, testLoss: 0.15 },
    bestSizes: { greedy: [2, 1] },
    retrainings: [],
  };
  const { rows, longUpdates } = retrainingResult(
    { ...conditions, updates: 500, longUpdates: 900, onlyLayer: "fc2" },
    [{ ...network, ablations: [{ ...chosen, selection: "training", layers: "fc1" }] }],
    [{ ...network, ablations: [{ ...chosen, order: "random" }] }],
  );
  equal(longUpdates, 900);
  deepEqual(
    rows.map((row) => [row.size, row.layers, row.selection, row.updates, row.order]),
    [
      ["all", "fc2", "test", 500, undefined],
      [2, "fc1", "training", 500, undefined],
      ["all", "fc2", "test", 900, undefined],
      [2, "fc2", "test", 900, "random"],
    ],
  );
  deepEqual(
    Object.keys(csvRows(csvText(subnetworkTable(result)))[0]!).slice(-4),
    ["layers", "updates", "batch_order", "removal_order"],
  );
});

Deno.test("networks, and k* by layer and search, as far as it was searched", () => {
  deepEqual(result.networks, [7]);
  deepEqual(result.bestSizes, [
    { network: 7, layer: "fc1", search: "greedy", size: 2 },
    { network: 7, layer: "fc2", search: "greedy", size: 1 },
  ]);
});

const choice = { size: "k*", removal: "zero" } as const;

Deno.test("one accuracy per network in per cent, the mean of draws where there are several", () => {
  const result = compared([96, 97], { synergy: [50, 75], random: [25, 50] });
  const valuesOf = (strategy: "synergy" | "random") =>
    networkAccuracies(result, { ...choice, strategy })
      .map(({ network, value, draws, whole }) => [network, value, draws, whole]);
  deepEqual(valuesOf("synergy"), [[0, 50, 1, 96], [1, 75, 1, 97]]);
  deepEqual(valuesOf("random"), [[0, 25, 2, 96], [1, 50, 2, 97]]);
});

Deno.test("rewound and fresh, sizes, removals and ablations are told apart; what is not there is none", () => {
  const result = compared([96], { random: [25] }, { fresh: [75] });
  const values = (changes: Partial<SubnetworkChoice>) =>
    networkAccuracies(result, { ...choice, strategy: "random", ...changes }).map(({ value }) =>
      value
    );
  deepEqual(values({ start: "rewound" }), [25]);
  deepEqual(values({ start: "fresh" }), [75]);
  deepEqual(values({ size: "k* exact" }), []);
  deepEqual(values({ removal: "frozen" }), []);
  const { removal: _, ...ablation } = choice;
  equal(networkAccuracies(result, { ...ablation, strategy: "random" }).length, 1);
  deepEqual(networkAccuracies(compared([], {}), { ...choice, strategy: "synergy" }), []);
});

Deno.test("what only some networks have is an error that names the others", () => {
  const result = compared([96, 97, 98], { synergy: [50, 75, 60] });
  const accuraciesWithout = (retrained: boolean, choice: SubnetworkChoice) => {
    const rows = result.rows.filter((row) =>
      row.network === 0 || row.size === "all" || row.retrained !== retrained
    );
    return networkAccuracies({ ...result, rows }, choice);
  };
  throws(
    () => accuraciesWithout(true, { ...choice, strategy: "synergy" }),
    (error: Error) =>
      error instanceof UnpairedNetworksError &&
      /: 1, 2 lack the re-training of synergy at size k\* \(zero, rewound\)/.test(error.message),
  );
  throws(
    () => accuraciesWithout(false, { strategy: "synergy", size: "k*" }),
    /: 1, 2 lack the ablation of synergy at size k\* that others have/,
  );
});
