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
  PALETTE,
  participationFigure,
  PlotError,
  scatterFigure,
} from "../../../lib/figures/mod.ts";
import { classParts, correlationPairs } from "../../../lib/figures/multiplet.ts";
import { csvRows } from "../csv_checks.ts";
import { testFigures } from "../figure_checks.ts";
import { textsOf, words } from "../svg_checks.ts";
import { decimal } from "../../../lib/statistics/words.ts";
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
  const scatter = words(textsOf(scatterFigure(all, all.details!, [0, 1]).svg).join(" "));
  match(scatter, /13 classes: too many for colours/);
  match(scatter, /30 of 1,300 samples, chosen at random; values of the columns, not ranked\./);
});

Deno.test("samples: the correlation has its name, components are named, and all samples are no choice", () => {
  const { title, svg } = scatterFigure(result, { ...details }, [0, 2]);
  match(title, /: correlation of normal scores /);
  match(
    scatterFigure({ ...result, estimator: "gaussian-moments" }, details, [0, 2]).title,
    /: correlation of values /,
  );
  match(words(textsOf(svg).join(" ")), /60 of 300 samples, chosen at random/);
  const all = scatterFigure(
    { ...result, samples: 60, components: [{ count: 2, varianceShare: 0.5 }] },
    details,
    [0, 2],
  );
  const text = words(textsOf(all.svg).join(" "));
  match(text, /60 samples; values of principal components, not ranked\./);
  ok(!text.includes("at random"));
});

/** The result with these values of one multiplet: ∂Ω of its members. */
function withGradients(gradient: number | null) {
  const multiplets = details.multiplets.map((one) => ({
    ...one,
    gradients: one.gradients.map((_, at) => at === 0 ? gradient : gradient && -gradient),
  }));
  return { ...result, details: { ...details, multiplets } };
}

Deno.test("members: a title only of changes that can be seen, and always a scale", () => {
  const of = (gradient: number | null) => {
    const { title, svg } = participationFigure(withGradients(gradient));
    return { title: words(title), text: words(textsOf(svg).join(" ")), svg };
  };
  match(of(0.3).title, / changes? Ω most/);
  match(of(0.3).text, /∂Ω = −0\.30 bits near 0 ∂Ω = 0\.30 bits/);
  for (const small of [0.004, 0.00001, 0]) {
    equal(of(small).title, "No member changes Ω by more than 0.005 bits");
    match(of(small).text, /∂Ω = −0\.010 bits near 0 ∂Ω = 0\.010 bits/);
    ok(!of(small).text.includes("The title is about"));
  }
  equal(of(null).title, "Members of the extremes of each size");
  // Near 0, no cell has the colour of the end of the scale.
  const darkest = of(0.3).svg.split(PALETTE.synergy).length;
  ok(of(0.00001).svg.split(PALETTE.synergy).length < darkest);
});

Deno.test("members: variables that change Ω equally are all named, or counted", () => {
  const titleOf = (gradients: readonly number[]) => {
    const multiplet = gradients.map((_, at) => at);
    const size = { ...result.sizes[0]!, size: multiplet.length };
    const [synergy, redundancy] = [size.synergy, size.redundancy].map((end) => ({
      ...[end].flat()[0]!,
      multiplet,
    }));
    const featureNames = ["a", "b", "c", "d"];
    const one = {
      ...result,
      featureNames,
      sizes: [{ ...size, synergy: synergy!, redundancy: redundancy! }],
    };
    const multiplets = [{ multiplet, gradients }];
    return words(participationFigure({ ...one, details: { ...details, multiplets } }).title);
  };
  // 0.1 + 0.2 and 0.3 differ by rounding alone.
  equal(titleOf([0.3, -(0.1 + 0.2), 0.3]), "a, b and c change Ω most, equally");
  equal(titleOf([0.1, 0.3, 0.3]), "b and c change Ω most, equally");
  equal(titleOf([0.3, 0.3, 0.3, 0.3]), "4 variables change Ω most, all equally");
  equal(titleOf([0.2, 0.3, 0.1]), "b changes Ω most: a member of 1 of 1 min Ω and 1 of 1 max Ω");
});

Deno.test("parts of classes: Δ is that of the table; a class is named only where it differs as shown", () => {
  const parts = (...values: number[]) => {
    const classes = values.map((_, at) => ({ name: `c${at}`, samples: 100 }));
    const own = { ...ofBest, targetByClass: values.map((value) => value * values.length) };
    return words(classPartsFigure(result, { ...details, classes }, own).title).split("; ");
  };
  const [delta] = parts(0.3, 0.1);
  equal(delta, `Δ is ${decimal(best.targetContribution)} bits`);
  equal(parts(0.3, 0.1)[1], "class c0 has the part farthest from 0, 0.30 bits");
  equal(
    parts(0.3001, 0.1, -0.3)[1],
    "classes c0 and c2 have the parts farthest from 0, ±0.30 bits",
  );
  equal(parts(0.3, 0.3, 0.3, 0.1)[1], "3 classes have the parts farthest from 0, 0.30 bits");
  equal(parts(0.2, 0.2001)[1], "the classes have equal parts");
  equal(parts(1e-7, 3e-7, -1e-8)[1], "the parts of all classes are close to 0");
  const sum = classParts(details, ofBest).reduce((all, { part }) => all + part, 0);
  const text = words(textsOf(classPartsFigure(result, details, ofBest).svg).join(" "));
  ok(text.includes(`The bars have no bias correction, and sum to ${decimal(sum, 4)} bits.`), text);
  throws(() => classPartsFigure({ ...result, sizes: [] }, details, ofBest), PlotError);
});

Deno.test("parts of classes that are rounded to 0 do not look large", () => {
  const tiny = { ...ofBest, targetByClass: [1e-6, -2e-6, 3e-6] };
  const ticks = textsOf(classPartsFigure(result, details, tiny).svg).filter((text) =>
    /^−?0\.\d+$/.test(text)
  );
  ok(ticks.includes("0.0010") || ticks.includes("0.001"), ticks.join());
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
