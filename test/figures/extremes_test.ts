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

Deno.test("without tests, the title is the range of Ω, and no finding", () => {
  const cases = [
    [[[-0.2, 0.1], [-1, 0.5]], "Ω from −1.00 to 0.50 bits (3 variables); not tested"],
    [[[-0.2, 2.5], [-1, 0.5]], "Ω from −1.00 to 2.50 bits (3 and 2 variables); not tested"],
    [[[0, 0.004], [-0.04, 0.02]], "Ω from −0.040 to 0.020 bits (3 variables); not tested"],
    [[[-0.004, 0.003]], "Ω from −0.0040 to 0.0030 bits (2 variables); not tested"],
    [[[0, 0]], "Ω is 0.0000 bits (2 variables); not tested"],
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

/** Tests of an end: the p of permuted variables and labels, and the interval of the other half. */
interface TestedEnd {
  readonly columns?: number;
  readonly target?: number;
  readonly interval?: readonly [number, number];
}

Deno.test("with tests, the title says which extremes are significant, and nothing that a test denies", () => {
  const test = (pValue: number) => (
    { nullMean: 0, nullDeviation: 1, nullBound: 0, effect: 0, unadjusted: pValue, pValue }
  );
  const significanceOf = ({ columns, target, interval }: TestedEnd) => ({
    ...(columns !== undefined && { columns: test(columns) }),
    ...(target !== undefined && { target: test(target) }),
    ...(interval && {
      otherHalf: {
        multiplet: [0, 1],
        searched: 0,
        value: 0,
        interval,
        shift: 0,
        isShifted: false,
      },
    }),
  });
  const of = (
    [low, high]: readonly [number, number],
    ofLow: TestedEnd,
    ofHigh: TestedEnd,
    other: TestedEnd = {},
  ) => {
    const result = withExtremes([low, high], [low / 2, high / 2]);
    const [first, second] = result.sizes;
    const sizes = [
      {
        ...first!,
        synergy: { ...first!.synergy, significance: significanceOf(ofLow) },
        redundancy: { ...first!.redundancy, significance: significanceOf(ofHigh) },
      },
      {
        ...second!,
        synergy: { ...second!.synergy, significance: significanceOf(other) },
      },
    ];
    const { statement } = extremesFinding({ ...result, sizes } as AnalysisResult);
    ok(words(statement).split(" ").length <= 12, statement);
    return words(statement).replace(/^.*; /, "");
  };
  const [yes, no] = [{ columns: 0.01 }, { columns: 0.5 }];
  const none = "No extreme of Ω is significant";
  equal(of([-1, 1], yes, yes), "both extremes are significant");
  equal(of([-1, 1], yes, no), "only the smallest is significant");
  equal(of([-1, 1], no, yes), "only the largest is significant");
  equal(of([-1, 1], no, no), none);
  equal(of([-1, 1], no, no, yes), "significant only at other sizes");
  // A smallest Ω above 0 is not significant, whatever its p.
  equal(of([0.5, 1], yes, yes), "only the largest is significant");
  // The interval of other samples denies what p says.
  const held = { columns: 0.01, interval: [-0.5, -0.1] } as const;
  equal(of([-1, 1], held, { ...yes, interval: [-0.1, 0.2] }), "only the smallest is significant");
  equal(of([-1, 1], { interval: [-0.5, 0.1] }, { interval: [-0.5, -0.1] }), none);
  // Labels decide only where nothing else was tested.
  equal(of([-1, 1], { ...yes, target: 1 }, no), "only the smallest is significant");
  equal(of([-1, 1], { target: 0.01 }, { target: 0.9 }), "only the smallest is significant");
  equal(of([-1, 1], {}, {}), "not tested");
});

Deno.test("what significant means stands below the title", () => {
  const note = (tests: readonly ("split" | "target" | "max")[]) =>
    /Significant: [^.]*\.?\d*[^.]*\./.exec(
      words(textsOf(extremesFigure({ ...labelled, significance: { tests } }).svg)[1]!),
    )?.[0];
  equal(
    note(["split", "target", "max"]),
    "Significant: p ≤ 0.05 beside permuted variables and an interval of other samples that excludes 0.",
  );
  equal(note(["target"]), "Significant: p ≤ 0.05 beside permuted labels.");
  equal(note([]), undefined);
});

Deno.test("conditions stand below: search, sizes without a guarantee, samples, encoding, warnings", () => {
  const subtitle = (result: AnalysisResult) => words(textsOf(extremesFigure(result).svg)[1]!);
  equal(
    subtitle(labelled),
    "Largest and smallest Ω(X, y) among multiplets of k variables: exhaustive search. Above 0: redundancy; below 0: synergy. 200 samples of 8 " +
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
