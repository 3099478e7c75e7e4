/** The figure of an analysis. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { analyse, type AnalysisResult } from "../../lib/analysis/mod.ts";
import { extremesFigure, extremesFinding, PlotError } from "../../lib/figures/mod.ts";
import { discreteTarget } from "../../lib/information/mod.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { csvRows } from "./csv_checks.ts";
import { testFigures } from "./figure_checks.ts";
import { textsOf, words } from "./svg_checks.ts";

const { features, labels } = mixedSignals({ variables: 8, samples: 200 });
const target = discreteTarget(labels);
const labelled = await analyse(features, target, { encoding: "one-hot", top: 2 });
const greedy = await analyse(features, undefined, { search: "greedy", exhaustiveUpTo: 3 });
const tested = await analyse(features, target, { significance: "all", draws: 19 });

testFigures(import.meta, {
  "extremes about a target": () => extremesFigure(labelled),
  "extremes of a greedy search": () => extremesFigure(greedy),
  "extremes with tests": () => extremesFigure(tested),
});

/** An analysis with these smallest and largest Ω, for sizes 2, 3, … */
function withExtremes(...extremes: readonly (readonly [low: number, high: number])[]) {
  const scored = (oInformation: number) => (
    { multiplet: [0, 1], oInformation, featuresOInformation: oInformation, targetContribution: 0 }
  );
  const sizes = extremes.map(([low, high], at) => (
    { ...labelled.sizes[at]!, size: at + 2, synergy: scored(low), redundancy: scored(high) }
  ));
  return { ...labelled, sizes } satisfies AnalysisResult;
}

Deno.test("the finding names the extremes that there are, the larger one first", () => {
  const cases = [
    [
      [[-0.2, 0.1], [-1, 0.5]],
      "Synergy reaches −1.00 bits (3 variables), redundancy 0.50 bits (3 variables)",
    ],
    [
      [[-0.2, 2.5], [-1, 0.5]],
      "Redundancy reaches 2.50 bits (2 variables), synergy −1.00 bits (3 variables)",
    ],
    [
      [[0, 0], [-1, -0.5]],
      "Synergy reaches −1.00 bits (3 variables); no multiplet found is redundant",
    ],
    [
      [[0, 0.004], [-1, -0.5]],
      "Synergy reaches −1.00 bits (3 variables); max Ω is 0.00 bits",
    ],
    [
      [[-0.004, 0.1], [0.1, 0.5]],
      "Redundancy reaches 0.50 bits (3 variables); min Ω is 0.00 bits",
    ],
    [
      [[0, 0.004], [0.1, 0.5]],
      "Redundancy reaches 0.50 bits (3 variables); no multiplet found is synergistic",
    ],
    [[[-0.004, 0.004]], "No extreme of Ω differs from 0.00 bits"],
  ] as const;
  for (const [extremes, statement] of cases) {
    const result = withExtremes(...extremes);
    equal(words(extremesFinding(result).statement), statement);
    equal(words(extremesFigure(result).title), statement);
    ok(statement.split(" ").length <= 12);
  }
  deepEqual(extremesFinding(withExtremes([-0.2, 0.1], [-1, 0.5])).estimates, [
    { label: "max Ω", mean: 0.5, unit: "bits" },
    { label: "min Ω", mean: -1, unit: "bits" },
  ]);
});

Deno.test("conditions stand below: search, sizes without a guarantee, samples, encoding, warnings", () => {
  const subtitle = (result: AnalysisResult) => words(textsOf(extremesFigure(result).svg)[1]!);
  equal(
    subtitle(labelled),
    "Largest and smallest Ω(X, y) among multiplets of k variables: exact search. Above 0: redundancy; below 0: synergy. 200 samples of 8 " +
      "variables, label encoding one-hot.",
  );
  equal(
    subtitle(greedy),
    "Largest and smallest Ω(X) among multiplets of k variables: greedy search; the best that were " +
      "found, not of all, for k = 4 to 7 (crosses). Above 0: redundancy; below 0: synergy. 200 samples of 8 variables.",
  );
  ok(subtitle({ ...labelled, warnings: ["one", "two"] }).includes("2 warnings of the analysis"));
});

Deno.test("its numbers are the best multiplet of each size and end, with both parts of Ω", () => {
  const rows = csvRows(extremesFigure(labelled).csv);
  equal(rows.length, 2 * labelled.sizes.length);
  const [first] = rows;
  const { redundancy } = labelled.sizes[0]!;
  ok("top" in redundancy);
  const [best] = redundancy.top;
  deepEqual(first, {
    size: "2",
    extreme: "redundancy",
    multiplet: best!.multiplet.join(" "),
    names: best!.multiplet.map((index) => `x${index}`).join(" "),
    oInformation_bits: String(best!.oInformation),
    featuresOInformation_bits: String(best!.featuresOInformation),
    targetContribution_bits: String(best!.targetContribution),
    multipletCount: "28",
    guarantee: "optimal",
  });
});

Deno.test("amounts and headers are in the units of the analysis", async () => {
  const nats = await analyse(features, target, { units: "nats" });
  const { svg, title, csv } = extremesFigure(nats);
  ok(title.includes("nats") && csv.startsWith("size,extreme,multiplet,names,oInformation_nats"));
  ok(textsOf(svg).includes("Ω(X, y) (nats)"));
});

Deno.test("an analysis without sizes cannot be drawn", () => {
  throws(() => extremesFigure({ ...labelled, sizes: [] }), PlotError);
});
