import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import type {
  KeptNeurons,
  RetrainingResult,
  SubnetworkRow,
} from "../../../../lib/paper/subnetworks/result.ts";
import { PlotError, sharedNeuronsFigure } from "../../../../lib/paper/figures.ts";
import type { StrategyName } from "../../../../lib/selection/strategies.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import {
  labelDependenceFinding,
  labelDependenceRows,
} from "../../../../lib/paper/claims/shared_neurons.ts";
import { hiddenOf, invented, UPDATES } from "../invented.ts";

/** Networks of one layer of 8 neurons that keep these; lists of lists are draws. */
function keeping(
  networks: readonly Partial<Record<StrategyName, readonly KeptNeurons[]>>[],
): RetrainingResult {
  const result = invented({ networks: networks.length, hiddenWidths: [8], sizes: [] });
  const rows = networks.flatMap((own, network) =>
    Object.entries(own).flatMap(([strategy, draws]) =>
      draws.map((kept, draw): SubnetworkRow => ({
        ...{ network, selection: "test", strategy: strategy as StrategyName, size: 4, draw, kept },
        ...{ retrained: true, removal: "zero", start: "rewound", testAccuracy: 0.9 },
        ...{ layers: "all", updates: UPDATES, batchOrder: "original" },
      }))
    )
  );
  return { ...result, rows: [...result.rows, ...rows] };
}

const same = [[[0, 1, 2, 3]]];
const half = [[[0, 1, 4, 5]]];
const none = [[[4, 5, 6, 7]]];
const figure = (...networks: Parameters<typeof keeping>[0][number][]) =>
  sharedNeuronsFigure(keeping(networks), { size: 4 });

Deno.test("title: with whom synergy shares more than chance, else which two share most", () => {
  const network = { synergy: same, redundancy: half, "mi-model": same, "mi-mixture": none };
  // Chance for four of eight neurons: (16 · 1/7 + 36 · 2/6 + 16 · 3/5 + 1) / 70 = 0.3555.
  const { title, svg } = figure(network, network);
  equal(
    title,
    "Synergy overlaps significantly more than chance with MI model, less with 2 strategies",
  );
  ok(words(textsOf(svg)[1]!).includes("Neurons drawn at random would have 0.36."));
  const apart = { synergy: same, magnitude: none, "iterative-magnitude": none, complement: same };
  equal(
    figure(apart, apart).title,
    "Synergy shares significantly fewer neurons than chance with magnitude and iterative magnitude",
  );
  const more = { synergy: same, "mi-model": same, complement: none };
  equal(
    figure(more, more).title,
    "Synergy shares significantly more neurons than chance with MI model",
  );
  equal(
    figure({ redundancy: same, magnitude: half, complement: same }).title,
    "In network 0, redundancy and complement share most neurons: Jaccard index 1.00",
  );
});

Deno.test("title: intervals over networks decide what is more than chance", () => {
  const title = (...others: KeptNeurons[][]) =>
    figure(...others.map((other) => ({ synergy: same, magnitude: other, redundancy: half }))).title;
  ok(title(same, same, same).includes("significantly more than chance with magnitude"));
  equal(
    title(same, none, none),
    "Synergy shares significantly fewer neurons than chance with redundancy",
  );
});

Deno.test("title: intervals are Holm-corrected over the strategies", () => {
  // Four networks share all neurons and two share half: p = 0.03 alone, and 0.06 of two such strategies.
  const title = (...others: StrategyName[]) =>
    figure(...[same, same, same, same, half, half].map((kept) => ({
      synergy: same,
      ...Object.fromEntries(others.map((other) => [other, kept])),
    }))).title;
  equal(title("mi-model"), "Synergy shares significantly more neurons than chance with MI model");
  equal(
    title("mi-model", "magnitude"),
    "No strategy shares significantly more or fewer neurons with synergy than chance",
  );
  equal(
    figure({ synergy: same, magnitude: same }).title,
    "In network 0, synergy shares more neurons than chance with magnitude",
  );
});

Deno.test("a cell for every pair: means over draws, then over networks", () => {
  const rows = csvRows(
    figure(
      { synergy: same, random: [...same, ...none], magnitude: half },
      { synergy: same, random: same },
    ).csv,
  );
  deepEqual(
    rows.map((row) => [row["first_strategy"], row["second_strategy"], row["networks"]]),
    [["synergy", "random", "2"], ["synergy", "magnitude", "1"], ["random", "magnitude", "1"]],
  );
  deepEqual(
    rows.map((row) => Number(row["mean_jaccard_index"]).toFixed(4)),
    ["0.7500", "0.3333", "0.3333"],
  );
  ok(rows.every((row) => Number(row["chance_jaccard_index"]).toFixed(4) === "0.3555"));
  equal(rows[1]!["interval_95_low"], "");
});

Deno.test("layers count alike", () => {
  const result = keeping([{ synergy: [[[0], [0, 1]]], random: [[[0], [2, 3]]] }]);
  const rows = csvRows(sharedNeuronsFigure({ ...result, layers: hiddenOf(8, 8) }, { size: 4 }).csv);
  equal(rows[0]!["mean_jaccard_index"], "0.5");
});

Deno.test("cells are numbered, and named on both sides", () => {
  const network = { synergy: same, redundancy: half, random: none };
  const texts = textsOf(figure(network).svg);
  deepEqual(texts.filter((text) => /^0\.\d\d$|^1\.00$/.test(text)).slice(0, 3), [
    "0.33",
    "0.00",
    "0.33",
  ]);
  deepEqual(texts.filter((text) => /^(synergy|redundancy|random)$/.test(text)), [
    "redundancy",
    "random",
    "synergy",
    "redundancy",
  ]);
});

Deno.test("fresh sub-networks do not count, frozen ones are the same neurons", () => {
  const result = keeping([{ synergy: same, random: same }]);
  const others = result.rows.filter(({ retrained }) => retrained).flatMap((row) => [
    { ...row, removal: "frozen" } as const,
    { ...row, start: "fresh", draw: 7, kept: none[0]! } as const,
  ]);
  const mixed = { ...result, rows: [...result.rows, ...others] };
  const rows = csvRows(sharedNeuronsFigure(mixed, { size: 4 }).csv);
  equal(rows[0]!["mean_jaccard_index"], "1");
});

Deno.test("one strategy, no networks or another size have nothing to compare", () => {
  throws(() => figure({ synergy: same }), /only one strategy/);
  throws(() => figure(), PlotError);
  throws(() => sharedNeuronsFigure(keeping([{ synergy: same, random: same }])), /size k\*/);
});

/** Networks whose synergistic neurons chosen without the label are these. */
const withoutLabel = (...networks: (readonly KeptNeurons[])[]) => {
  const result = keeping(networks.map((other) => ({
    synergy: same,
    random: half,
    "synergy-without-label": other,
  })));
  return { ...result, rows: result.rows.map((row) => ({ ...row, size: "k*" as const })) };
};

Deno.test("synergy with and without the label: nearly the same, partly, or no significant overlap", () => {
  const said = (...networks: (readonly KeptNeurons[])[]) => {
    const { statement, note } = labelDependenceFinding(withoutLabel(...networks))!;
    return [statement, note];
  };
  const activations =
    " Figure 2 then tests a property of the activations, not of their relation to the class.";
  const noteOf = (identical: string) =>
    `The sets are identical in all layers in ${identical} networks; accuracy: no significant difference between ` +
    "synergy and synergy without label (0.00 points, 0.00 to 0.00).";
  deepEqual(said(same, same), [
    "Without the label synergy keeps nearly the same neurons (Jaccard index 1.00)",
    noteOf("2 of 2") + activations,
  ]);
  const most: KeptNeurons[] = [[[0, 1, 2, 4]]];
  deepEqual(said(most, most), [
    "Without the label synergy keeps partly the same neurons (Jaccard index 0.60)",
    noteOf("0 of 2"),
  ]);
  for (const [networks, index] of [[[none, none], "0.00"], [[same, none], "0.50"]] as const) {
    deepEqual(said(...networks), [
      `Synergy with and without the label does not significantly overlap (Jaccard index ${index})`,
      noteOf(index === "0.50" ? "1 of 2" : "0 of 2"),
    ]);
  }
  ok(said(same)[0]!.startsWith("In network 0, without the label"));
  equal(labelDependenceFinding(keeping([{ synergy: same, random: half }])), undefined);
});

Deno.test("synergy with and without the label: which is more accurate, re-trained; one network without interval", () => {
  const said = (more: number, count = 3) => {
    const networks = Array.from({ length: count }, () => same);
    const result = withoutLabel(...networks);
    const rows = result.rows.map((row) =>
      row.strategy === "synergy"
        ? { ...row, testAccuracy: row.testAccuracy + more * (1 + 0.1 * row.network) / 100 }
        : row
    );
    const own = { ...result, rows };
    return [
      labelDependenceFinding(own)!.note,
      labelDependenceRows(own).at(-1)!.difference,
    ] as const;
  };
  const [better, difference] = said(1);
  ok(
    better.includes("accuracy: synergy is better than synergy without label (1.10 points, "),
    better,
  );
  equal(difference, "1.10 (0.85 to 1.35)");
  ok(said(-1)[0].includes("accuracy: synergy is worse than synergy without label (−1.10 points, "));
  const [one, alone] = said(1, 1);
  ok(one.includes("accuracy: synergy − synergy without label is 1.00 points."), one);
  equal(alone, "1.00");
});

Deno.test("synergy with and without the label: by layer and over layers, chance beside it", () => {
  const result = withoutLabel([[[0, 1, 2, 3], [0, 1, 4, 5]]]);
  const two = {
    ...result,
    layers: hiddenOf(8, 8),
    rows: result.rows.map((row) => ({ ...row, kept: [row.kept[0]!, row.kept[1] ?? [0, 1, 2, 3]] })),
  };
  deepEqual(labelDependenceRows(two), [
    { layer: "fc1", jaccard: "1.00", chance: "0.36", identical: "1 of 1", difference: "" },
    { layer: "fc2", jaccard: "0.33", chance: "0.36", identical: "0 of 1", difference: "" },
    ...[{ layer: "all layers", jaccard: "0.67", chance: "0.36" }]
      .map((row) => ({ ...row, identical: "0 of 1", difference: "0.00" })),
  ]);
  deepEqual(labelDependenceRows(keeping([{ synergy: same }])), []);
});

Deno.test("the subtitle has the overlap with synergy without the label, where it was chosen", () => {
  const subtitle = (result: RetrainingResult) =>
    words(textsOf(sharedNeuronsFigure(result).svg)[1]!);
  ok(
    subtitle(withoutLabel(same, same)).includes("Without the label synergy keeps nearly the same"),
  );
  ok(!subtitle(invented({ sizes: ["k*"] })).includes("Without the label"));
});
