import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import {
  analyseLayer,
  type EncodingsResult,
  layerRows,
  layerSearchResult,
  layerTable,
  type RankBiasResult,
} from "../../../lib/paper/mod.ts";
import {
  balanceBySize,
  byPlace,
  endByEnd,
  extremesIn,
  paired,
  pointsBySize,
} from "../../../lib/paper/layers/rows.ts";
import { discreteTarget, toVariables } from "../../../lib/information/mod.ts";
import { csvText } from "../../../lib/studies/table.ts";
import { randomSource, uniform } from "../../../lib/system/random/mod.ts";
import { csvRows } from "../../figures/csv_checks.ts";
import {
  analysedLayers,
  flat,
  type InventedBias,
  inventedLayers,
  withBalance,
} from "./invented.ts";

/** Five neurons, the last of which is constant, and three classes. */
async function analysed() {
  const random = randomSource(3);
  const noise = () => {
    const values = Float64Array.from(
      { length: 60 * 5 },
      (_, at) => at % 5 < 4 ? uniform(random) : 0,
    );
    return toVariables({ samples: 60, variables: 5, values });
  };
  const target = discreteTarget(Array.from({ length: 60 }, (_, sample) => sample % 3));
  const samples = { layer: "fc1", trained: noise(), untrained: noise() };
  return await analyseLayer(samples, target, { renamings: 2, random });
}

const about = { samples: 60, targetEntropy: Math.log(3), renamings: 2 };
const layers = [{ name: "fc1", role: "output", units: 5, columnsPerUnit: 1 }] as const;

Deno.test("every number of an artifact is a row, under its own condition", async () => {
  const artifact = await analysed();
  const rows = layerRows(7, artifact);
  const extremes = (condition: Parameters<typeof extremesIn>[1]) =>
    [...Map.groupBy(extremesIn({ layers, rows }, condition), ({ size }) => size)].map(
      ([size, [redundancy, synergy]]) => {
        const scores = (row: typeof redundancy) => {
          const { multiplet, oInformation, featuresOInformation, targetContribution } = row!;
          return { multiplet, oInformation, featuresOInformation, targetContribution };
        };
        return { size, synergy: scores(synergy), redundancy: scores(redundancy) };
      },
    );
  deepEqual(extremes({}), artifact.exact);
  deepEqual(extremes({ search: "greedy" }), artifact.greedy);
  for (const encoding of ["none", "model", "one-hot"] as const) {
    deepEqual(extremes({ encoding }), artifact.encodings[encoding]);
  }
  deepEqual([0, 1].map((renaming) => extremes({ renaming })), artifact.renamings);
  deepEqual(extremes({ state: "untrained" }), artifact.untrained.exact);
  deepEqual(extremes({ state: "untrained", search: "greedy" }), artifact.untrained.greedy);

  for (const end of ["synergy", "redundancy"] as const) {
    const parts = extremesIn({ layers, rows }, { end }).map((row) => ({
      size: row.size,
      together: row.informationTogether,
      alone: row.informationAlone,
      oInformation: row.oInformation,
      pairs: row.pairsOInformation,
    }));
    deepEqual(parts, end === "synergy" ? artifact.synergyByParts : artifact.redundancyByParts);
    const best = end === "synergy" ? artifact.bestSynergy : artifact.bestRedundancy;
    const classes = rows.filter((row) => row.classAgainstRest !== undefined && row.end === end);
    deepEqual(classes.map((row) => row.classAgainstRest), [0, 1, 2]);
    deepEqual(classes.map((row) => row.targetContribution), best.classContributions);
    ok(classes.every((row) => row.multiplet === best.multiplet));
  }
  const singles = rows.filter(({ size }) => size === 1);
  deepEqual(singles.map(({ multiplet }) => multiplet), [[0], [1], [2], [3]]);
  deepEqual(
    [...singles.map((row) => row.informationTogether), null],
    artifact.singles,
  );
  equal(rows.length, 2 * 3 * (1 + 1 + 3 + 2 + 2) + 2 * 3 + 4);
  ok(rows.every(({ network, layer }) => network === 7 && layer === "fc1"));
});

Deno.test("supplements add columns to rows, and rows behind them", async () => {
  const artifact = await analysed();
  const rows = layerRows(7, artifact);
  const { exact, greedy } = artifact;
  const encodings: EncodingsResult = {
    layer: "fc1",
    searches: [
      { state: "trained", search: "greedy", encoding: "model", extremes: greedy },
      { state: "untrained", search: "exact", encoding: "none", extremes: exact },
      { state: "untrained", search: "exact", encoding: "model", extremes: exact },
    ],
    information: [
      { state: "trained", search: "exact", sizes: [{ size: 3, synergy: 1, redundancy: 2 }] },
      { state: "trained", search: "greedy", sizes: [{ size: 2, synergy: 3, redundancy: 4 }] },
      { state: "untrained", search: "exact", sizes: [{ size: 2, synergy: 5, redundancy: 6 }] },
    ],
  };
  const rankBias: RankBiasResult = {
    layer: "fc1",
    sizes: [{
      size: 3,
      synergy: { unranked: -2, bias: 0.25, deviation: 0.5 },
      redundancy: { unranked: null, bias: 0, deviation: null },
    }],
  };
  const [first, again] = [{ encodings, rankBias }, {}].map((supplements) =>
    layerSearchResult(layers, [{ index: 7, layers: [artifact], supplements: [supplements] }], about)
  );
  deepEqual(again!.rows, rows);
  const all = first!.rows;
  equal(all.length, rows.length + 3 * 2 * 3);
  // The rows of before come first, with values in columns that they did not have.
  const more = (row: typeof rows[number]) => {
    const { state, search, encoding, renaming, classAgainstRest, size, end } = row;
    if (state !== "trained" || search !== "exact" || size !== 3 || end === undefined) return {};
    if (renaming !== undefined || classAgainstRest !== undefined) return {};
    if (encoding === "model") return { informationTogether: end === "synergy" ? 1 : 2 };
    if (encoding !== "copula") return {};
    return end === "synergy"
      ? { unrankedOInformation: -2, rankBias: 0.25, bootstrapDeviation: 0.5 }
      : { rankBias: 0 };
  };
  deepEqual(all.slice(0, rows.length), rows.map((row) => ({ ...row, ...more(row) })));
  const added = all.slice(rows.length);
  const condition = (row: typeof rows[number]) => `${row.state} ${row.search} ${row.encoding}`;
  deepEqual([...new Set(added.map(condition))], [
    "trained greedy model",
    "untrained exact none",
    "untrained exact model",
  ]);
  const none = Array.from({ length: 4 }, () => undefined);
  deepEqual(added.map(({ informationTogether }) => informationTogether), [
    ...[4, 3, ...none],
    ...[undefined, undefined, ...none],
    ...[6, 5, ...none],
  ]);
  deepEqual(added[1]!.multiplet, greedy[0]!.synergy.multiplet);
  deepEqual(added.at(-1)!.oInformation, exact.at(-1)!.synergy.oInformation);
  const [row] = csvRows(csvText(layerTable(first!))).filter((one) => one["rank_bias_bits"] !== "0")
    .filter((one) => one["rank_bias_bits"] !== "");
  deepEqual(
    [row!["unranked_o_information_bits"], row!["rank_bias_bits"], row!["bootstrap_deviation_bits"]],
    [-2, 0.25, 0.5].map((nats) => `${nats / Math.LN2}`),
  );
});

Deno.test("a result has what is no multiplet beside its rows", async () => {
  const artifact = { ...await analysed(), warnings: ["a warning"] };
  const result = layerSearchResult(layers, [{ index: 4, layers: [artifact] }], about);
  const { rows, ...others } = result;
  equal(rows.length, 64);
  const { reason } = artifact.dropped[0]!;
  deepEqual(others, {
    ...about,
    layers,
    networks: [4],
    leftOut: [{ network: 4, layer: "fc1", neuron: 4, reason }],
    warnings: [{ network: 4, layer: "fc1", warning: "a warning" }],
  });
});

Deno.test("networks without the same layers are an error", async () => {
  const artifact = await analysed();
  const build = (...networks: (readonly string[])[]) =>
    layerSearchResult(
      layers,
      networks.map((names, index) => (
        { index, layers: names.map((layer) => ({ ...artifact, layer })) }
      )),
      about,
    );
  equal(build(["fc1"], ["fc1"]).networks.length, 2);
  throws(() => build(["fc1"], ["fc2"]), /need the layers \[fc1\], network 1 has \[fc2\]/);
  throws(() => build(["fc1", "fc2"]), /network 0 has \[fc1, fc2\]/);
});

Deno.test("the table names units, and both ends of Ω whatever their sign", () => {
  const result = inventedLayers([{
    fc1: { exact: flat(3, 1), target: 0.25, renamings: [flat(2, 0)] },
  }]);
  const rows = csvRows(csvText(layerTable(result)));
  equal(rows.length, result.rows.length);
  deepEqual(rows[1], {
    network: "0",
    layer: "fc1",
    state: "trained",
    estimator: "gaussian-copula",
    encoding: "copula",
    class_against_rest: "",
    label_permutation: "",
    search: "exact",
    size: "2",
    extreme: "minimum",
    multiplet: "0 1",
    o_information_bits: "1",
    features_o_information_bits: "0.75",
    target_contribution_bits: "0.25",
    information_together_bits: "1",
    information_alone_bits: "0.5",
    pairs_o_information_bits: "1",
    unranked_o_information_bits: "",
    rank_bias_bits: "",
    bootstrap_deviation_bits: "",
    target_entropy_bits: "2",
    rank_bias_exceeds_deviation: "",
    other_half_multiplet: "",
    other_half_o_information_bits: "",
    other_half_lower_bits: "",
    other_half_upper_bits: "",
    other_half_shift_bits: "",
    carried_over: "",
    permuted_classes_bound_bits: "",
    permuted_classes_effect: "",
    permuted_classes_p: "",
    contribution_effect: "",
    contribution_p: "",
    independent_columns_bound_bits: "",
    independent_columns_p: "",
  });
  equal(rows.filter((row) => row["label_permutation"] === "0").length, 2 * 3);
  equal(rows.filter((row) => row["class_against_rest"] === "3").length, 2);
});

Deno.test("the table says whether the bias of the ranks exceeds one deviation, where both are known", () => {
  const exact = flat(2, -2, 5);
  const biases: readonly InventedBias[] = [
    { bias: -0.2, deviation: 0.1 },
    { bias: 0.2, deviation: 0.1 },
    { bias: 0.1, deviation: 0.1 },
    { bias: -0.05, deviation: 0.1 },
    { bias: 0.2 },
  ];
  const result = inventedLayers([{ fc1: { exact, bias: (size) => biases[size - 2]! } }]);
  const rows = csvRows(csvText(layerTable(result)));
  const known = rows.filter((row) => row["rank_bias_bits"] !== "");
  deepEqual(
    known.map(({ size, extreme, rank_bias_exceeds_deviation: exceeds }) =>
      `${size} ${extreme} ${exceeds}`
    ),
    ["2 minimum yes", "3 minimum yes", "4 minimum no", "5 minimum no", "6 minimum "],
  );
  ok(rows.length > known.length);
  ok(rows.every((row) => known.includes(row) || row["rank_bias_exceeds_deviation"] === ""));
});

Deno.test("single neurons stand in the table with neither end nor Ω", async () => {
  const single = csvRows(csvText(layerTable(await analysedLayers(1))))
    .find(({ size }) => size === "1")!;
  deepEqual([single["extreme"], single["o_information_bits"]], ["", ""]);
  ok(Number(single["information_together_bits"]) > 0);
});

const layer = { exact: flat(2, -1), greedy: flat(1, -3), untrained: flat(0.5, -0.5, 2) };
const two = inventedLayers([{ fc1: layer, fc2: layer }, { fc1: layer, fc2: layer }]);

Deno.test("a condition is trained, exact, copula, as numbered, unless it says otherwise", () => {
  const rows = extremesIn(two);
  equal(rows.length, 2 * 2 * 2 * 3);
  ok(rows.every((row) => row.state === "trained" && row.search === "exact"));
  deepEqual(extremesIn(two, { renaming: 0 }), []);
  deepEqual(rows.map((row) => `${row.layer} ${row.network}`).filter((_, at) => at % 6 === 0), [
    "fc1 0",
    "fc1 1",
    "fc2 0",
    "fc2 1",
  ]);
  equal(byPlace(rows).length, 4);
  deepEqual(
    endByEnd(rows).slice(0, 6).map(({ size, end }) => `${size} ${end[0]}`),
    ["2 r", "3 r", "4 r", "2 s", "3 s", "4 s"],
  );
});

Deno.test("only sizes of both lists are paired", () => {
  const pairs = paired(extremesIn(two), extremesIn(two, { state: "untrained" }));
  deepEqual([...new Set(pairs.map(([{ size }]) => size))], [2, 3]);
  ok(pairs.every(([a, b]) => a.layer === b.layer && a.network === b.network && a.end === b.end));
});

Deno.test("sizes ascend; each has the mean of the networks that have it, with its 95 % interval", () => {
  const values = [
    { layer: "fc1", size: 3, value: 1 },
    { layer: "fc1", size: 3, value: 3 },
    { layer: "fc1", size: 2, value: 5 },
  ];
  const [single, pair] = pointsBySize(values, ({ value }) => value);
  deepEqual([single!.size, single!.mean, single!.low, single!.high], [2, 5, 5, 5]);
  deepEqual([pair!.layer, pair!.size, pair!.mean, pair!.count], ["fc1", 3, 2, 2]);
  // t₀.₉₇₅ of one degree of freedom is 12.706; the standard error is 1.
  deepEqual([pair!.low, pair!.high].map((value) => value.toFixed(3)), ["-10.706", "14.706"]);
});

Deno.test("the balance leaves out the size of all neurons", () => {
  const rows = extremesIn(withBalance({ fc1: [0.5] }));
  const sizes = [...balanceBySize(rows)].map((
    [size, nats],
  ) => [size, (nats / Math.LN2).toFixed(12)]);
  deepEqual(sizes, [[2, "0.500000000000"], [3, "0.500000000000"]]);
  equal(balanceBySize(rows.filter(({ size }) => size === 4)).size, 0);
  equal(balanceBySize([]).size, 0);
});
