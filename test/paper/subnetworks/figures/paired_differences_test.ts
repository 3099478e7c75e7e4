import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { pairedDifferencesFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { STRATEGY_NAMES } from "../../../../lib/selection/strategies.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { invented, type Invention } from "../invented.ts";

const figure = (invention: Invention = {}) => pairedDifferencesFigure(invented(invention));
const strategies: Invention["strategies"] = ["synergy", "redundancy", "random", "magnitude"];
const removed: Invention = { strategies, removals: ["zero"] };

Deno.test("title: strategies above and below random neurons at k*", () => {
  equal(
    figure(removed).title,
    "No significant difference between any strategy and random at k*",
  );
  const title = (points: Record<string, number>, others: Invention = {}) =>
    figure({ ...removed, ...others, advantage: ({ strategy }) => points[strategy] ?? 0 }).title;
  equal(
    title({ synergy: 1, magnitude: 1, redundancy: -1 }),
    "Synergy and magnitude are better than random at k*, redundancy is worse",
  );
  equal(title({ synergy: 1 }), "Synergy is better than random at k*");
  equal(
    title({ synergy: -1, redundancy: -1 }),
    "Synergy and redundancy are worse than random at k*",
  );
  equal(
    title({ random: -1 }, { strategies: STRATEGY_NAMES.slice(0, 8) }),
    "Synergy and 6 others are better than random at k*",
  );
});

Deno.test("title: the largest difference comes first", () => {
  const title = (points: Record<string, number>) =>
    figure({
      removals: ["zero"],
      sizes: ["k*"],
      advantage: ({ strategy }) => points[strategy] ?? 0,
    }).title;
  equal(
    title({ complement: 0.2, "mi-model": 0.9, magnitude: 0.5, redundancy: -0.2, synergy: -0.7 }),
    "MI model and 2 others are better than random at k*, 2 are worse",
  );
});

Deno.test("title: intervals are Holm-corrected over all strategies, and the subtitle says so", () => {
  // Differences to random of 0.5 ± 0.47 points over 8 networks: p = 0.026, enough alone, not among three.
  const alike = (others: Invention) =>
    figure({
      removals: ["zero"],
      sizes: ["k*"],
      networks: 8,
      advantage: ({ strategy, network }) =>
        strategy === "random" ? 0 : 0.5 + (network % 2 === 0 ? 0.4667 : -0.4667),
      ...others,
    });
  equal(
    alike({ strategies: ["random", "magnitude"] }).title,
    "Magnitude is better than random at k*",
  );
  const three = alike({ strategies: ["random", "magnitude", "redundancy", "iterative-magnitude"] });
  equal(three.title, "No significant difference between any strategy and random at k*");
  const subtitle = words(textsOf(three.svg)[1]!);
  ok(subtitle.includes("Intervals drawn: 95 % each. The title takes"), subtitle);
});

Deno.test("title: the exact k* or the middle size where k* lacks", () => {
  ok(figure({ sizes: [8, "k* exact"] }).title.endsWith("and random at exact k*"));
  ok(figure({ sizes: [4, 8, 16] }).title.endsWith("and random with 8 neurons per layer"));
});

Deno.test("a row for every strategy but random, with all sizes", () => {
  const texts = textsOf(figure(removed).svg);
  deepEqual(texts.filter((text) => / − random/.test(text)), [
    "synergy − random",
    "redundancy − random",
    "magnitude − random",
  ]);
  for (const size of ["4", "20", "k*", "exact"]) {
    equal(texts.filter((text) => text === size).length, 1, size);
  }
});

Deno.test("filled where the interval excludes 0, hollow where it does not", () => {
  const hollow = (advantage: Invention["advantage"]) => {
    const { svg } = figure({ ...removed, sizes: ["k*"], advantage: advantage! });
    const groups = [
      ...svg.matchAll(/<g [^>]*fill="(#\w+)"[^>]*>(?:<circle[^>]*\/>|<circle[^>]*><\/circle>)+/g),
    ];
    return groups.filter(([, fill]) => fill === "#ffffff").length;
  };
  equal(hollow(() => 0), 3);
  equal(hollow(({ strategy }) => strategy === "synergy" ? 1 : 0), 2);
  // Differences of −1, 0 and 1 point have an interval around 0.
  equal(hollow(({ strategy, network }) => strategy === "random" ? 0 : 3 + network), 0);
  equal(hollow(({ strategy, network }) => strategy === "random" ? 0 : network - 1), 3);
});

Deno.test("pairs are of the same network; random is the mean over its draws", () => {
  const rows = csvRows(
    figure({
      ...removed,
      sizes: [8],
      advantage: ({ strategy, network }) => network + (strategy === "synergy" ? 0.5 * network : 0),
      networks: 2,
    }).csv,
  );
  equal(rows.length, 3);
  const { mean_difference_points, interval_95_low_points, interval_95_high_points, ...rest } =
    rows[0]!;
  deepEqual(rest, { strategy: "synergy", removal: "zero", size: "8", networks: "2" });
  // Of 0 and 0.5 points.
  equal(Number(mean_difference_points).toFixed(6), "0.250000");
  equal(Number(interval_95_low_points).toFixed(3), "-2.927");
  equal(Number(interval_95_high_points).toFixed(3), "3.427");
});

Deno.test("a single network has no interval", () => {
  const { csv, svg, title } = figure({ ...removed, networks: 1 });
  equal(csvRows(csv)[0]!["interval_95_low_points"], "");
  ok(title.startsWith("In network 0, no significant"));
  ok(!textsOf(svg).map(words).some((text) => /interval/.test(text)));
});

Deno.test("without random neurons, or with nothing else, there is no difference", () => {
  throws(() => figure({ strategies: ["synergy", "redundancy"] }), PlotError);
  throws(() => figure({ strategies: ["random"] }), /another strategy/);
  throws(() => figure({ networks: 0 }), PlotError);
});
