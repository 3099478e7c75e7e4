import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { cumulativeAblationFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { cumulativeAblationFinding } from "../../../../lib/paper/claims/arm_findings.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { ARMS, invented, type Invention } from "../invented.ts";

const arms = ARMS.filter(({ order }) => order !== undefined)
  .map((arm) => ({ ...arm, sizes: [10, 11, 12] }));

/** Points that are lost more if the most informative neurons are removed first, by strategy. */
const resultOf = (model: number, mixture: number, invention: Invention = {}) =>
  invented({
    sizes: ["k*"],
    arms,
    ablationAdvantage: ({ strategy, order, network }) => {
      if (order !== "lowest-first") return 0;
      return (strategy === "mi-model" ? model : mixture) + 0.1 * (network - 1);
    },
    ...invention,
  });
const titleOf = (model: number, mixture: number, invention?: Invention) =>
  cumulativeAblationFigure(resultOf(model, mixture, invention)).title;

Deno.test("title: which order loses more, by which estimate", () => {
  const costs = "Removing the most informative neurons first costs";
  equal(words(titleOf(3, 4.26)), `${costs} 3.0 to 4.3 points more`);
  equal(words(titleOf(4, 3)), `${costs} 3.0 to 4.0 points more`);
  equal(words(titleOf(3, 3.01)), `${costs} 3.0 points more`);
  equal(words(titleOf(-3, -4)), `${costs} 3.0 to 4.0 points less`);
  equal(
    titleOf(0, 0),
    "No significant difference between removing most and least informative neurons first",
  );
  equal(
    words(titleOf(0, -3)),
    "Removing MI mixture’s most informative neurons first costs 3.0 points less",
  );
  equal(
    titleOf(3, -3),
    "Most informative first costs more by MI model, less by MI mixture",
  );
});

Deno.test("title: intervals are Holm-corrected over the two estimates", () => {
  const wave = (invention: Invention) =>
    titleOf(0, 0, {
      ablationAdvantage: ({ strategy, order, network }) =>
        order !== "lowest-first"
          ? 0
          : strategy === "mi-model"
          ? 1 + 0.35 * (network - 1)
          : 0.1 * (network - 1),
      ...invention,
    });
  ok(wave({}).startsWith("No significant difference"), wave({}));
  const alone = arms.map((arm) => ({ ...arm, strategies: ["mi-model"] as const }));
  equal(
    words(wave({ arms: alone })),
    "Removing MI model’s most informative neurons first costs 1.0 points more",
  );
});

Deno.test("the difference is a mean over sizes, and stands in the subtitle with its interval", () => {
  const result = resultOf(3, -2);
  const { estimates } = cumulativeAblationFinding(result)!;
  deepEqual(estimates.map(({ label, mean }) => [label, mean.toFixed(6)]), [
    ["MI model: least − most informative first", "3.000000"],
    ["MI mixture: least − most informative first", "-2.000000"],
  ]);
  const subtitle = words(textsOf(cumulativeAblationFigure(result).svg)[1]!);
  ok(
    /mean over all sizes: MI model 3.00 points, 2\.\d\d to 3\.\d\d and MI mixture −2/.test(
      subtitle,
    ),
  );
  ok(subtitle.includes("(Holm-corrected)"));
});

Deno.test("one network goes by its difference", () => {
  const { title, svg } = cumulativeAblationFigure(resultOf(3, 3, { networks: 1 }));
  equal(
    words(title),
    "In network 0, removing the most informative neurons first costs 2.9 points more",
  );
  ok(!words(textsOf(svg)[1]!).includes("Holm"));
});

Deno.test("a line for each estimate and order, and one in random order; CSV with the order", () => {
  const { svg, csv } = cumulativeAblationFigure(resultOf(3, 3));
  const texts = textsOf(svg);
  for (
    const text of ["MI model, highest first", "MI mixture, lowest first", "random order", "11"]
  ) {
    ok(texts.includes(text), text);
  }
  const rows = csvRows(csv);
  equal(rows.length, 5 * 3 * 3);
  deepEqual([...new Set(rows.map((row) => `${row["strategy"]} ${row["removal_order"]}`))], [
    "mi-model highest-first",
    "mi-model lowest-first",
    "mi-mixture highest-first",
    "mi-mixture lowest-first",
    "random random",
  ]);
});

Deno.test("without the control there is a title and no drawing", () => {
  const { title, csv, description } = cumulativeAblationFigure(invented({ sizes: ["k*"] }));
  equal(title, "Neurons were not removed one after the other");
  ok(description.includes("cumulative-ablation"));
  deepEqual(csvRows(csv), []);
  throws(() => cumulativeAblationFigure(invented({ networks: 0 })), PlotError);
});
