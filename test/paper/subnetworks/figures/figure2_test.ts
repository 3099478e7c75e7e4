import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { figure2Figure, PlotError } from "../../../../lib/paper/figures.ts";
import type { StrategyName } from "../../../../lib/selection/strategies.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { inventedFigure2, type Invention } from "./invented_figure2.ts";

/** A title where strategies have these many points more than others, once for each removal. */
const titleOf = (
  zero: Partial<Record<StrategyName, number>>,
  frozen: Partial<Record<StrategyName, number>> = zero,
  invention: Invention = {},
) =>
  words(
    figure2Figure(inventedFigure2({
      ...invention,
      advantage: ({ strategy, removal }) => (removal === "zero" ? zero : frozen)[strategy] ?? 0,
    })).title,
  );

Deno.test("title: synergy beats all baselines, some, or none", () => {
  equal(
    titleOf({ synergy: 0.5 }),
    "Synergistic neurons re-trained at k* beat random, MI model and MI mixture, whether the others " +
      "are removed or frozen",
  );
  equal(
    titleOf({ "mi-model": -0.5 }),
    "Synergistic neurons re-trained at k* beat MI model and do not beat random or MI mixture, " +
      "whether the others are removed or frozen",
  );
  equal(
    titleOf({}),
    "Synergistic neurons re-trained at k* do not beat random, MI model or MI mixture, whether the " +
      "others are removed or frozen",
  );
  equal(
    titleOf({ synergy: -0.5 }),
    "Synergistic neurons re-trained at k* lose to random, MI model and MI mixture, whether the " +
      "others are removed or frozen",
  );
});

Deno.test("title: removed and frozen neurons are told apart", () => {
  equal(
    titleOf({ synergy: 0.5 }, { random: 0.5 }),
    "Synergistic neurons re-trained at k* beat random, MI model and MI mixture with the others " +
      "removed; do not beat MI model or MI mixture and lose to random with the others frozen",
  );
});

Deno.test("title: intervals decide, Holm-corrected over the three baselines", () => {
  const alternating = (mean: number, spread: number) =>
    inventedFigure2({
      networks: 8,
      advantage: ({ strategy, network }) =>
        strategy === "synergy" ? mean + (network % 2 === 0 ? spread : -spread) : 0,
    });
  const title = (mean: number, spread: number) => figure2Figure(alternating(mean, spread)).title;
  ok(title(0.5, 0.1).includes("beat random, MI model and MI mixture"));
  ok(title(0.5, 2).includes("do not beat"));
  // t = 2.83 with 7 degrees of freedom: enough for 95 % (2.36), not for the first step of Holm (3.13).
  ok(title(0.5, 0.4667).includes("do not beat"), title(0.5, 0.4667));
  ok(title(0.5, 0.35).includes("beat random, MI model and MI mixture"));
});

Deno.test("title: one network goes by the difference and says so", () => {
  equal(
    titleOf({ synergy: 0.5 }, {}, { networks: 1, removals: ["zero"] }),
    "In network 0 synergistic neurons re-trained at k* beat random, MI model and MI mixture with the " +
      "others removed",
  );
});

Deno.test("title: without synergy or without baselines, who loses least", () => {
  equal(
    titleOf({ magnitude: 0.5 }, {}, {
      strategies: ["random", "magnitude"],
      removals: ["zero"],
      sizes: ["k*"],
    }).replace(/\(.*\)/, "(…)"),
    "At k* magnitude loses least (…) with the others removed",
  );
  ok(titleOf({}, {}, { strategies: ["synergy", "redundancy"] }).startsWith("At k* synergy loses"));
});

Deno.test("k* by default; other sizes when asked, those that lack are named", () => {
  const result = inventedFigure2({ sizes: [8, "k* exact"], advantage: () => 0 });
  ok(figure2Figure(result, { size: 8 }).title.includes("re-trained with 8 neurons a layer"));
  const exact = figure2Figure(result, { size: "k* exact" });
  ok(exact.title.includes("at k* of the exact search"));
  ok(words(exact.svg.replaceAll(/<[^>]+>/g, " ")).includes("by the exact search"));
  throws(() => figure2Figure(result), (error: unknown) => {
    ok(error instanceof PlotError);
    equal(
      error.message,
      "Cannot draw sub-networks of size k*: the result has 8, k* exact",
    );
    return true;
  });
  throws(() => figure2Figure(inventedFigure2({ networks: 0 })), /without networks/);
});

Deno.test("k* of an exact search that layers were too wide for is told as that", () => {
  const { networks, ...result } = inventedFigure2({ hiddenWidths: [30, 20], sizes: [8, "k*"] });
  const greedy = networks.map((network) => ({
    ...network,
    bestSizes: { greedy: network.bestSizes.greedy },
  }));
  const figure = figure2Figure({ ...result, networks: greedy }, { size: "k* exact" });
  equal(figure.title, "No layer was searched exactly: there is no k* of the exact search");
  ok(figure.description.includes("30 and 20 neurons"));
  deepEqual(csvRows(figure.csv), []);
  throws(() => figure2Figure({ ...result, networks }, { size: "k* exact" }), PlotError);
});

Deno.test("a panel for every removal, a row for every strategy that occurs", () => {
  const texts = (invention: Invention) => textsOf(figure2Figure(inventedFigure2(invention)).svg);
  const all = texts({});
  for (const name of ["Other neurons removed", "Other neurons frozen", "iterative magnitude"]) {
    equal(all.filter((text) => text === name).length, 1, name);
  }
  const some = texts({ removals: ["frozen"], strategies: ["synergy", "random"] });
  deepEqual(some.filter((text) => /Other neurons/.test(text)), ["Other neurons frozen"]);
  deepEqual(some.filter((text) => /^(synergy|random|MI model)$/.test(text)), ["synergy", "random"]);
});

Deno.test("a dot a network, and the mean; networks that lack a strategy leave only its dot out", () => {
  const circles = (invention: Invention) =>
    figure2Figure(inventedFigure2({
      strategies: ["synergy", "random"],
      removals: ["zero"],
      networks: 3,
      ...invention,
    })).svg.match(/<circle/g)!.length;
  const key = 2;
  equal(circles({}), key + 2 * (3 + 1));
  const lacking: Invention["advantage"] = ({ strategy, network }) =>
    strategy === "synergy" && network === 0 ? -Infinity : 0;
  equal(circles({ advantage: lacking }), key + 2 * (3 + 1) - 1);
});

Deno.test("the subtitle says what k* is on average, and how often neurons were drawn", () => {
  const subtitle = (invention: Invention) =>
    words(figure2Figure(inventedFigure2(invention)).svg.replaceAll(/<[^>]+>/g, " "))
      .replaceAll(/\s+/g, " ");
  ok(/on average [\d.]+, [\d.]+ and [\d.]+ of 20 neurons/.test(subtitle({})));
  ok(/[\d.]+ of 20 and [\d.]+ of 30 neurons/.test(subtitle({ hiddenWidths: [20, 30] })));
  ok(/search, \d+, \d+ and \d+ of 20 neurons/.test(subtitle({ networks: 1 })));
  ok(subtitle({ draws: 3 }).includes("Random: mean over 3 draws a network."));
  ok(!subtitle({ draws: 1 }).includes("draws"));
});

Deno.test("CSV: a row for every network, strategy and removal, in per cent", () => {
  const result = inventedFigure2({ networks: 2, draws: 3, hiddenWidths: [20, 20] });
  const rows = csvRows(figure2Figure(result).csv);
  equal(rows.length, 2 * 8 * 2);
  const random = rows.find((row) => row["strategy"] === "random" && row["network"] === "1")!;
  const { neurons_kept_by_layer, test_accuracy_percent, ...rest } = random;
  deepEqual(rest, {
    strategy: "random",
    size: "k*",
    removal: "zero",
    start: "rewound",
    network: "1",
    draws: "3",
    whole_network_test_accuracy_percent: "96",
  });
  equal(neurons_kept_by_layer, result.networks[1]!.bestSizes.greedy.join(" "));
  ok(Number(test_accuracy_percent) > 80 && Number(test_accuracy_percent) < 96);
});

Deno.test("strategies stand from top to bottom in their order", () => {
  const { svg } = figure2Figure(inventedFigure2({ removals: ["zero"] }));
  const places = ["synergy", "random", "iterative magnitude"].map((name) => {
    const [, y] = new RegExp(
      `<text[^>]* transform="translate\\([\\d.-]+,([\\d.]+)\\)"[^>]*>${name}<`,
    )
      .exec(svg)!;
    return Number(y);
  });
  deepEqual(places, places.toSorted((a, b) => a - b));
});
