/** Figures of members, of one multiplet, and of its samples. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { analyse, type AnalysisDetails, ranked } from "../../../lib/analysis/mod.ts";
import {
  classPartsFigure,
  correlationsFigure,
  participationFigure,
  PlotError,
  scatterFigure,
} from "../../../lib/figures/mod.ts";
import { classParts, correlationPairs } from "../../../lib/figures/multiplet.ts";
import { csvRows } from "../csv_checks.ts";
import { testFigures } from "../figure_checks.ts";
import { mixedSignals } from "../../mixed_signals.ts";

const { features, labels } = mixedSignals({ variables: 6, samples: 300, seed: 6, noise: 0.7 });
const names = ["fc1[0]", "fc1[1]", "a name of more characters than fit", "<b", "x & y", "last"];
const result = await analyse(
  { ...features, names },
  [...labels].map((label) => `kind ${label}`),
  { details: { rows: 60 } },
);
const details = result.details!;
const whole = { ...result, details };
const best = ranked(result.sizes[2]!.synergy)[0]!;
const ofBest = details.multiplets.find(({ multiplet }) =>
  multiplet.join() === best.multiplet.join()
)!;
const pair = details.multiplets.find(({ multiplet }) => multiplet.length === 2)!.multiplet;

testFigures(import.meta, {
  "members by size": () => participationFigure(whole),
  "correlations of four": () => correlationsFigure(result, details, best.multiplet),
  "correlation of two": () => correlationsFigure(result, details, pair),
  "parts of classes": () => classPartsFigure(result, details, ofBest),
  "samples of two members": () => scatterFigure(result, details, [0, 2]),
});

Deno.test("members: each extreme with the gradients of its members", () => {
  const rows = csvRows(participationFigure(whole).csv);
  const own = rows.filter(({ size, extreme }) => size === "4" && extreme === "synergy");
  deepEqual(own.map(({ variable }) => Number(variable)), [...best.multiplet]);
  deepEqual(own.map((row) => Number(row["gradient_bits"])), [...ofBest.gradients]);
});

Deno.test("frustrated triangles are those of an analysis", () => {
  const { triangles, frustrated } = correlationPairs(details, best.multiplet);
  equal(triangles, 4);
  equal(frustrated / triangles, best.frustratedTriangles);
});

Deno.test("three correlations with a negative product are one frustrated triangle, at each of its pairs", () => {
  const signs: AnalysisDetails = {
    columns: [0, 1, 2].map((variable) => ({ name: `x${variable}`, variable })),
    correlations: [[], [0.5], [0.5, -0.5]],
    multiplets: [],
  };
  const { pairs, frustrated } = correlationPairs(signs, [0, 1, 2]);
  equal(frustrated, 1);
  ok(pairs.every((one) => one.frustrated === 1));
  const same = { ...signs, correlations: [[], [0.5], [0.5, 0.5]] };
  equal(correlationPairs(same, [0, 1, 2]).frustrated, 0);
  match(
    correlationsFigure(result, signs, [0, 1, 2]).title,
    /^1 of 1 triangle of members is frustrated$/,
  );
});

Deno.test("parts of classes sum to the target contribution without bias correction", () => {
  const parts = classParts(details, ofBest);
  const sum = parts.reduce((all, { part }) => all + part, 0);
  ok(Math.abs(sum - best.targetContribution) < 0.02);
  equal(parts.reduce((all, { samples }) => all + samples, 0), 300);
});

Deno.test("of more than 40 variables, those of most extremes; more classes than colours", async () => {
  const wide = mixedSignals({ variables: 60, samples: 1300, seed: 2, noise: 1 });
  const many = Array.from({ length: 1300 }, (_, row) => row % 13);
  const all = await analyse(wide.features, many, {
    sizes: [2, 60],
    search: "greedy",
    exhaustiveUpTo: 2,
    maxSeconds: Infinity,
    details: { rows: 30 },
  });
  const drawn = participationFigure({ ...all, details: all.details! });
  match(drawn.svg, /The 40 variables with the largest sums, of 60/);
  match(scatterFigure(all, all.details!, [0, 1]).svg, /13 classes: too many for colours/);
});

Deno.test("what is not there cannot be drawn", () => {
  throws(() => participationFigure({ ...whole, sizes: [] }), PlotError);
  throws(
    () => correlationsFigure(result, { ...details, correlations: null }, best.multiplet),
    PlotError,
  );
  const { targetByClass: _, ...without } = ofBest;
  throws(() => classPartsFigure(result, details, without), PlotError);
  const { rows: __, ...noRows } = details;
  throws(() => scatterFigure(result, noRows, [0, 1]), PlotError);
});
