import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { PlotError, selectionFigure } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { type Arm, invented, type Invention } from "../invented.ts";

const arm: Arm = { selection: "training" };
const figure = (invention: Invention) =>
  selectionFigure(
    invented({
      strategies: ["synergy", "random", "mi-model", "mi-mixture"],
      arms: [arm],
      ...invention,
    }),
  );

/** Points that strategies have more where their neurons were chosen on test activations; others have 90 %. */
const more = (points: Readonly<Record<string, number>>, noise = 0): Invention => ({
  accuracy: ({ strategy, selection, network }) =>
    90 + (selection === "training" ? 0 : (points[strategy] ?? 0) + noise * (network - 1)),
});

Deno.test("title: strategies that the choice on test activations favours, and the opposite", () => {
  const titleOf = (points: Record<string, number>) => figure(more(points)).title;
  equal(titleOf({}), "No significant difference between choosing on test and training activations");
  equal(titleOf({ synergy: 1 }), "Choosing on test activations raises the accuracy of synergy");
  equal(titleOf({ random: -1 }), "Choosing on test activations lowers the accuracy of random");
  equal(
    titleOf({ synergy: 1, random: -1 }),
    "Choosing on test activations raises accuracy of synergy, lowers that of random",
  );
  equal(
    titleOf({ synergy: 1, random: 1, "mi-model": 1 }),
    "Choosing on test activations raises the accuracy of synergy and 2 others",
  );
});

Deno.test("title: intervals are Holm-corrected over the strategies", () => {
  // 0.9 to 1.1 plus minus 0.35 points: t = 4.95 with 2 degrees of freedom is enough for 95 % (4.30), not for a quarter.
  const one = more({ synergy: 1 }, 0.35);
  const among = (strategies: NonNullable<Invention["strategies"]>) =>
    figure({ ...one, strategies, arms: [{ ...arm, strategies }] }).title;
  ok(among(["synergy"]).endsWith("raises the accuracy of synergy"), among(["synergy"]));
  const all = figure({
    accuracy: ({ strategy, selection, network }) =>
      90 + (strategy === "synergy" && selection !== "training" ? 1 + 0.35 * (network - 1) : 0) +
      (strategy === "synergy" ? 0 : 0.1 * (network - 1) * (selection === "training" ? -1 : 1)),
  });
  ok(all.title.startsWith("No significant difference"), all.title);
  ok(words(textsOf(all.svg)[1]!).includes("the title takes Holm-corrected ones"));
});

/** The result in which every choice on training activations keeps one neuron more in the first layer. */
const withOtherSizes = (invention: Invention, more = 1) => {
  const result = invented({
    strategies: ["synergy", "random", "mi-model", "mi-mixture"],
    arms: [arm],
    ...invention,
  });
  return selectionFigure({
    ...result,
    rows: result.rows.map((row) => {
      const [first, ...rest] = row.kept;
      const added = Array.from({ length: more }, (_, at) => 20 + at);
      return row.selection === "training"
        ? { ...row, kept: [[...first!, ...added], ...rest] }
        : row;
    }),
  });
};

Deno.test("title: random neurons use no activations; where they differ, the sizes k* do it", () => {
  const titleOf = (points: Record<string, number>) => withOtherSizes(more(points)).title;
  equal(titleOf({ random: 1 }), "The k* of test activations raises accuracy of random");
  equal(titleOf({ random: -1 }), "The k* of test activations lowers accuracy of random");
  equal(
    titleOf({ synergy: 1, random: -1 }),
    "The k* of test activations raises accuracy of synergy, lowers that of random",
  );
  equal(
    titleOf({ synergy: 1, random: 1, "mi-model": 1 }),
    "The k* of test activations raises accuracy of synergy and 2 others",
  );
  equal(titleOf({ synergy: 1 }), "Choosing on test activations raises the accuracy of synergy");
  ok(titleOf({}).startsWith("No significant difference"));
});

Deno.test("the subtitle has both k*, and whether random differs as much as other strategies", () => {
  const subtitle = (points: Record<string, number>, others = 1, invention: Invention = {}) =>
    words(textsOf(withOtherSizes({ ...more(points), ...invention }, others).svg)[1]!);
  const all = subtitle({ random: -0.2, synergy: 0.1, "mi-model": 0.3, "mi-mixture": -0.2 });
  const [, test, training] = /k\*: on average ([\d.]+), [\d., and]+ neurons on test, ([\d.]+), /
    .exec(all)!;
  equal((Number(training) - Number(test)).toFixed(2), "1.00");
  ok(
    all.includes(
      "Random uses no activations and differs by −0.20 points, at least as much as synergy and MI mixture: " +
        "sizes differ, not only the choice.",
    ),
    all,
  );
  const least = subtitle({ random: 0.1, synergy: 1, "mi-model": -0.3, "mi-mixture": -0.2 });
  ok(least.includes("differs by 0.10 points, less than every other strategy; sizes differ"), least);
  const equalSizes = subtitle({ random: 0.1 }, 0);
  ok(!equalSizes.includes("k*: on average") && !equalSizes.includes("Random uses"), equalSizes);
  ok(/k\*: \d+, \d+ and \d+ neurons on test/.test(subtitle({}, 1, { networks: 1 })));
});

Deno.test("title: one network goes by the difference and says so", () => {
  const { title, svg } = figure({ ...more({ synergy: 1 }), networks: 1 });
  equal(title, "In network 0, choosing on test activations raises the accuracy of synergy");
  ok(!words(textsOf(svg)[1]!).includes("Holm"));
});

Deno.test("differences are of the same network, only of strategies and removals with both choices", () => {
  const { csv, svg } = figure({
    accuracy: ({ network, selection }) => 90 + (selection === "training" ? 2 * network : network),
    strategies: ["synergy", "random", "magnitude"],
  });
  const rows = csvRows(csv);
  deepEqual(
    rows.map(({ strategy, removal, mean_difference_points }) => [
      strategy,
      removal,
      mean_difference_points,
    ]),
    [["synergy", "zero", "-1"], ["random", "zero", "-1"]],
  );
  ok(textsOf(svg).includes("Other neurons removed") && !textsOf(svg).includes("magnitude"));
});

Deno.test("both removals: the title is about removed neurons, the subtitle says what holds for frozen ones", () => {
  const removals = ["zero", "frozen"] as const;
  const { title, svg } = figure({
    arms: [{ ...arm, removals }],
    accuracy: ({ strategy, selection, removal }) =>
      90 + (strategy === "synergy" && removal === "frozen" && selection !== "training" ? 1 : 0),
  });
  ok(title.startsWith("No significant difference"));
  ok(
    words(textsOf(svg)[1]!).includes(
      "with them frozen, choosing on test activations raises the accuracy of synergy.",
    ),
  );
});

Deno.test("without the choices on both there is a title and no drawing; without the size an error", () => {
  const { title, csv, description } = figure({ arms: [] });
  equal(title, "No neurons were chosen on training activations");
  ok(description.includes("training-activations"));
  deepEqual(csvRows(csv), []);
  equal(figure({ sizes: [8] }).title, title);
  throws(() => figure({ sizes: [8], arms: [] }), /size k\*: the result has 8/);
  throws(() => figure({ networks: 0 }), PlotError);
});
