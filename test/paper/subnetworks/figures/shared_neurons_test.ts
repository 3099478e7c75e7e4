import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import type { KeptNeurons, RetrainingResult } from "../../../../lib/paper/subnetworks/result.ts";
import { PlotError, sharedNeuronsFigure } from "../../../../lib/paper/figures.ts";
import type { StrategyName } from "../../../../lib/selection/strategies.ts";
import { hiddenOf } from "../invented_figure2.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { inventedFigure2 } from "./invented_figure2.ts";

/** Networks of one layer of 8 neurons that keep these; lists of lists are draws. */
function keeping(networks: readonly Partial<Record<StrategyName, readonly KeptNeurons[]>>[]) {
  const [pattern] = inventedFigure2({ networks: 1 }).networks;
  const retraining = pattern!.retrainings[0]!;
  return {
    layers: hiddenOf(8),
    selection: "test",
    sizeSearch: "exact",
    networks: networks.map((own, index) => ({
      ...pattern!,
      index,
      retrainings: Object.entries(own).flatMap(([strategy, draws]) =>
        draws.map((kept, draw) => (
          { ...retraining, strategy: strategy as StrategyName, size: 4, kept, draw }
        ))
      ),
    })),
  } satisfies RetrainingResult;
}

const same = [[[0, 1, 2, 3]]];
const half = [[[0, 1, 4, 5]]];
const none = [[[4, 5, 6, 7]]];
const figure = (...networks: Parameters<typeof keeping>[0][number][]) =>
  sharedNeuronsFigure(keeping(networks), { size: 4 });

Deno.test("title: who shares most, and with whom synergy shares more than chance", () => {
  const network = { synergy: same, redundancy: half, "mi-model": same, "mi-mixture": none };
  // Chance for four of eight neurons: (16 · 1/7 + 36 · 2/6 + 16 · 3/5 + 1) / 70 = 0.3555.
  equal(
    words(figure(network, network).title),
    "Synergy and MI model share most neurons (1.00, chance 0.36); synergy shares more than chance " +
      "with MI model",
  );
  const apart = { synergy: same, magnitude: none, "iterative-magnitude": none, complement: same };
  equal(
    words(figure(apart, apart).title),
    "Synergy and complement share most neurons (1.00, chance 0.36); synergy shares with no strategy " +
      "more than chance",
  );
  equal(
    words(figure({ redundancy: same, magnitude: half, complement: same }).title),
    "In network 0 redundancy and complement share most neurons (1.00, chance 0.36)",
  );
});

Deno.test("title: intervals over networks decide what is more than chance", () => {
  const title = (...others: KeptNeurons[][]) =>
    figure(...others.map((other) => ({ synergy: same, magnitude: other, redundancy: half }))).title;
  ok(title(same, same, same).endsWith("more than chance with magnitude"));
  ok(title(same, none, none).endsWith("no strategy more than chance"));
});

Deno.test("two strategies are a single pair", () => {
  equal(
    words(figure({ synergy: same, random: half }, { synergy: same, random: same }).title),
    "Synergy and random share 0.67 of their neurons (chance 0.36)",
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
  const [network] = result.networks;
  const others = network!.retrainings.flatMap((one) => [
    { ...one, removal: "frozen" as const },
    { ...one, start: "fresh" as const, draw: 7, kept: none[0]! },
  ]);
  const mixed = { ...network!, retrainings: [...network!.retrainings, ...others] };
  const rows = csvRows(sharedNeuronsFigure({ ...result, networks: [mixed] }, { size: 4 }).csv);
  equal(rows[0]!["mean_jaccard_index"], "1");
});

Deno.test("one strategy, no networks or another size have nothing to compare", () => {
  throws(() => figure({ synergy: same }), /only one strategy/);
  throws(() => figure(), PlotError);
  throws(() => sharedNeuronsFigure(keeping([{ synergy: same, random: same }])), /size k\*/);
});
