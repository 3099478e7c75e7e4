import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { UnpairedNetworksError } from "../../../../lib/paper/mod.ts";
import { figure2Figure, PlotError } from "../../../../lib/paper/figures.ts";
import type { StrategyName } from "../../../../lib/selection/strategies.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { invented, type Invention } from "../invented.ts";

/** Title and subtitle where strategies have these many points more than others, once for each removal. */
function wordsOf(
  zero: Partial<Record<StrategyName, number>>,
  frozen: Partial<Record<StrategyName, number>> = zero,
  invention: Invention = {},
): [title: string, subtitle: string] {
  const advantage: Invention["advantage"] = ({ strategy, removal }) =>
    (removal === "zero" ? zero : frozen)[strategy] ?? 0;
  const { title, svg } = figure2Figure(invented({ ...invention, advantage }));
  return [title, words(textsOf(svg)[1]!)];
}

Deno.test("the subtitle names the updates of the re-training", () => {
  const [, subtitle] = wordsOf({});
  ok(subtitle.includes("re-trained from their initial weights (93,750 updates)."), subtitle);
});

Deno.test("title: synergy beats all baselines, some, or none", () => {
  const titleOf = (points: Partial<Record<StrategyName, number>>) => wordsOf(points)[0];
  equal(titleOf({ synergy: 0.5 }), "Synergy is better than random, MI model and MI mixture at k*");
  equal(
    titleOf({ "mi-model": -0.5 }),
    "Synergy is better only than MI model at k*",
  );
  equal(titleOf({}), "No significant difference between synergy and the paper’s baselines at k*");
  equal(titleOf({ random: 0.5 }), "Synergy is worse only than random at k*");
  equal(
    titleOf({ random: 0.5, "mi-model": -0.5 }),
    "Synergy is better only than MI model and worse only than random at k*",
  );
  equal(titleOf({ synergy: -0.5 }), "Synergy is worse than random, MI model and MI mixture at k*");
});

Deno.test("the title is about removed neurons, the subtitle says what holds for frozen ones", () => {
  const [title, subtitle] = wordsOf({ synergy: 0.5 }, { random: 0.5 });
  equal(title, "Synergy is better than random, MI model and MI mixture at k*");
  ok(
    subtitle.includes(
      "The title is about the other neurons removed; with them frozen, synergy is worse only than " +
        "random at k*.",
    ),
    subtitle,
  );
  const same = "The title holds with the other neurons removed and with them frozen.";
  ok(wordsOf({ synergy: 0.5 })[1].includes(same));
  ok(!wordsOf({}, {}, { removals: ["frozen"] })[1].includes("The title is about"));
});

Deno.test("title: intervals decide, Holm-corrected over the three baselines", () => {
  const title = (mean: number, spread: number) =>
    figure2Figure(invented({
      networks: 8,
      advantage: ({ strategy, network }) =>
        strategy === "synergy" ? mean + (network % 2 === 0 ? spread : -spread) : 0,
    })).title;
  ok(title(0.5, 0.1).includes("is better than random, MI model and MI mixture"));
  ok(title(0.5, 2).startsWith("No significant difference"));
  // t = 2.83 with 7 degrees of freedom: enough for 95 % (2.36), not for the first step of Holm (3.13).
  ok(title(0.5, 0.4667).startsWith("No significant difference"), title(0.5, 0.4667));
  ok(title(0.5, 0.35).includes("is better than random, MI model and MI mixture"));
});

Deno.test("the subtitle names the baselines and the correction, where there are intervals", () => {
  const note =
    "the paper’s baselines (random, MI model and MI mixture) by Holm-corrected intervals";
  ok(wordsOf({})[1].includes(note), wordsOf({})[1]);
  ok(!wordsOf({}, {}, { networks: 1 })[1].includes("Holm"));
});

Deno.test("the complement is named by what it leaves out, and explained", () => {
  const texts = textsOf(figure2Figure(invented()).svg).map(words);
  ok(texts.includes("complement of synergistic n − m") && !texts.includes("complement"));
  const note =
    "Complement of synergistic n − m: keeps the m of n neurons outside the most synergistic n − m.";
  ok(texts[1]!.includes(note));
  ok(!wordsOf({}, {}, { strategies: ["synergy", "random"] })[1].includes(note));
});

Deno.test("title: one network goes by the difference and says so", () => {
  equal(
    wordsOf({ synergy: 0.5 }, {}, { networks: 1, removals: ["zero"] })[0],
    "In network 0, synergy is better than random, MI model and MI mixture at k*",
  );
});

Deno.test("title: without synergy or without baselines, which loses least", () => {
  const other = { strategies: ["random", "magnitude"], sizes: ["k*"] } as const;
  ok(
    /^Magnitude loses least at k\*: [\d.]+ points$/.test(wordsOf({ magnitude: 0.5 }, {}, other)[0]),
  );
  ok(wordsOf({}, {}, { strategies: ["synergy", "redundancy"] })[0].startsWith("Synergy loses"));
});

Deno.test("k* by default; other sizes when asked, those that lack are named", () => {
  const result = invented({ sizes: [8, "k* exact"], advantage: () => 0 });
  ok(figure2Figure(result, { size: 8 }).title.endsWith("with 8 neurons per layer"));
  const exact = figure2Figure(result, { size: "k* exact" });
  ok(exact.title.endsWith("at exact k*"));
  ok(words(exact.svg.replaceAll(/<[^>]+>/g, " ")).includes("by the exact search"));
  throws(() => figure2Figure(result), (error: unknown) => {
    ok(error instanceof PlotError);
    equal(
      error.message,
      "Cannot draw sub-networks of size k*: the result has 8, k* exact",
    );
    return true;
  });
  throws(() => figure2Figure(invented({ networks: 0 })), /without networks/);
});

Deno.test("k* of an exact search that layers were too wide for is told as that", () => {
  const result = invented({ hiddenWidths: [30, 20], sizes: [8, "k*"] });
  const bestSizes = result.bestSizes.filter(({ search }) => search === "greedy");
  const figure = figure2Figure({ ...result, bestSizes }, { size: "k* exact" });
  equal(figure.title, "No layer was searched exactly: there is no k* of the exact search");
  ok(figure.description.includes("30 and 20 neurons"));
  deepEqual(csvRows(figure.csv), []);
  throws(() => figure2Figure(result, { size: "k* exact" }), PlotError);
});

Deno.test("a panel for every removal, a row for every strategy that occurs", () => {
  const texts = (invention: Invention) => textsOf(figure2Figure(invented(invention)).svg);
  const all = texts({});
  for (const name of ["Other neurons removed", "Other neurons frozen", "iterative magnitude"]) {
    equal(all.filter((text) => text === name).length, 1, name);
  }
  const some = texts({ removals: ["frozen"], strategies: ["synergy", "random"] });
  deepEqual(some.filter((text) => /Other neurons/.test(text)), ["Other neurons frozen"]);
  deepEqual(some.filter((text) => /^(synergy|random|MI model)$/.test(text)), ["synergy", "random"]);
});

Deno.test("one dot per network, and the mean; a strategy that only some networks have is an error", () => {
  const draw = (invention: Invention) =>
    figure2Figure(invented({
      strategies: ["synergy", "random"],
      removals: ["zero"],
      networks: 3,
      ...invention,
    })).svg;
  const key = 2;
  equal(draw({}).match(/<circle/g)!.length, key + 2 * (3 + 1));
  const lacking: Invention["advantage"] = ({ strategy, network }) =>
    strategy === "synergy" && network === 0 ? -Infinity : 0;
  throws(() => draw({ advantage: lacking }), UnpairedNetworksError);
});

Deno.test("the subtitle says what k* is on average, and how often neurons were drawn", () => {
  const subtitle = (invention: Invention) =>
    words(figure2Figure(invented(invention)).svg.replaceAll(/<[^>]+>/g, " "))
      .replaceAll(/\s+/g, " ");
  ok(/on average \d+\.\d\d, \d+\.\d\d and \d+\.\d\d of 20 neurons/.test(subtitle({})));
  ok(/[\d.]+ of 20 and [\d.]+ of 30 neurons/.test(subtitle({ hiddenWidths: [20, 30] })));
  ok(/search, \d+, \d+ and \d+ of 20 neurons/.test(subtitle({ networks: 1 })));
  ok(subtitle({ draws: 3 }).includes("Random: mean over 3 draws per network."));
  ok(!subtitle({ draws: 1 }).includes("draws"));
});

Deno.test("CSV: a row for every network, strategy and removal, in per cent", () => {
  const result = invented({ networks: 2, draws: 3, hiddenWidths: [20, 20] });
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
  equal(
    neurons_kept_by_layer,
    result.bestSizes.filter(({ network, search }) => network === 1 && search === "greedy")
      .map(({ size }) => size).join(" "),
  );
  ok(Number(test_accuracy_percent) > 80 && Number(test_accuracy_percent) < 96);
});

Deno.test("strategies stand from top to bottom in their order", () => {
  const { svg } = figure2Figure(invented({ removals: ["zero"] }));
  const places = ["synergy", "random", "iterative magnitude"].map((name) => {
    const [, y] = new RegExp(
      `<text[^>]* transform="translate\\([\\d.-]+,([\\d.]+)\\)"[^>]*>${name}<`,
    )
      .exec(svg)!;
    return Number(y);
  });
  deepEqual(places, places.toSorted((a, b) => a - b));
});
