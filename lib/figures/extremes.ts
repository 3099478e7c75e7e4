/** The figure of an analysis: how synergistic and how redundant multiplets of each size can be, and by chance. */
import * as Plot from "@observablehq/plot";
import { readableName } from "../analysis/formats.ts";
import {
  analysedVariables,
  type AnalysisResult,
  askedVariables,
  ranked,
} from "../analysis/result.ts";
import type { Significance } from "../analysis/significance/significance.ts";
import { SIGNIFICANT } from "../analysis/significance/tests.ts";
import { decimal } from "../statistics/words.ts";
import type { Finding } from "../studies/finding.ts";
import type { Columns } from "../studies/table.ts";
import { type DataFigure, dataFigure, PlotError } from "./kit/figure.ts";
import { areaSample, dotSample, type LegendEntry, lineSample } from "./kit/legend.ts";
import { decimalsFor, enumerate, plural, sizesInWords, textWidth, unbroken } from "./kit/text.ts";
import { PALETTE, SIZE } from "./kit/theme.ts";
import { barSample, type ExtremeBar, extremeBars, middleOfBar, ZERO_LINE } from "./panels/marks.ts";
import { AXIS_MARGINS, drawPanels, type Mark, panelWidth } from "./panels/panels.ts";
import { amountAxis, sizeAxis } from "./panels/ticks.ts";

/** The most extreme multiplet of one size at one end. */
interface ExtremeRow extends ExtremeBar {
  readonly multiplet: readonly number[];
  readonly featuresOInformation: number;
  readonly targetContribution: number;
  readonly multipletCount: number;
  readonly guarantee: string;
  /** Tests of the extreme, with the option `significance`. */
  readonly tests: Significance | undefined;
}

/** Each end, its name, and the sign that Ω has where its multiplets are what the end is called. */
const ENDS = [
  { end: "redundancy", name: "max Ω", sign: 1 },
  { end: "synergy", name: "min Ω", sign: -1 },
] as const;
const HEIGHT = 220;
/** Space for the label of the vertical axis, beside its numbers. */
const BESIDE_TICKS = 28;
/** Ω below this is written as 0.00. */
export const VISIBLE = 0.005;

/** One row for each size and end. */
function extremeRows({ sizes, objective }: AnalysisResult): ExtremeRow[] {
  if (objective !== undefined) {
    throw new PlotError(
      `Cannot draw extremes of the ${
        objective.replaceAll("-", " ")
      }: this figure shows extremes of Ω, from an ` +
        "analysis without the option objective",
    );
  }
  return sizes.flatMap((own) =>
    ENDS.map(({ end }) => {
      const { oInformation, significance: tests, ...best } = ranked(own[end])[0]!;
      const { size, multipletCount, guarantee } = own;
      return {
        ...best,
        size,
        end,
        mean: oInformation,
        multipletCount,
        guarantee: guarantee[end],
        tests,
      };
    })
  );
}

/** The most extreme row of each end, over all sizes. */
function mostExtreme(rows: readonly ExtremeRow[]) {
  if (rows.length === 0) {
    throw new PlotError(
      "Cannot draw an analysis without any multiplet size: at least one is needed",
    );
  }
  return ENDS.map((own) => {
    const [best] = rows.filter(({ end }) => end === own.end)
      .toSorted((a, b) => own.sign * (b.mean - a.mean));
    return { ...own, ...best! };
  });
}

/**
 * Whether no test denies that an extreme is what its end is called. Permuted variables and other samples decide; the test of
 * labels alone asks another question, and decides where it is the only one. `undefined` without a test.
 */
function isSignificant({ mean, end, tests = {} }: ExtremeRow): boolean | undefined {
  const sign = end === "synergy" ? -1 : 1;
  const { columns, otherHalf, target } = tests;
  const checks = [
    ...(columns ? [columns.pValue <= SIGNIFICANT] : []),
    ...(otherHalf ? [otherHalf.interval.every((one) => sign * one > 0)] : []),
  ];
  if (checks.length > 0) return sign * mean > 0 && checks.every((one) => one);
  return target && target.pValue <= SIGNIFICANT;
}

/** Whether extremes were tested, and none of them is significant. */
const isDenied = (rows: readonly ExtremeRow[]): boolean =>
  rows.some((row) => isSignificant(row) !== undefined) && !rows.some(isSignificant);

/** What the tests say of the largest and of the smallest Ω, in a few words; `undefined` if none says anything. */
function verdictOf(
  rows: readonly ExtremeRow[],
  [largest, smallest]: readonly ExtremeRow[],
): string | undefined {
  if (rows.every((row) => isSignificant(row) === undefined)) return undefined;
  const isLargest = isSignificant(largest!);
  if (isSignificant(smallest!)) {
    return isLargest ? "both extremes are significant" : "only the smallest is significant";
  }
  return isLargest ? "only the largest is significant" : "significant only at other sizes";
}

/** What "significant" means, by the tests that were made. */
function significanceNote({ significance }: AnalysisResult): string {
  const tests = significance?.tests ?? [];
  const conditions = [
    ...(tests.includes("max") ? [`p ≤ ${SIGNIFICANT} beside permuted variables`] : []),
    ...(tests.includes("split") ? ["an interval of other samples that excludes 0"] : []),
  ];
  const all = conditions.length > 0
    ? conditions
    : tests.includes("target")
    ? [`p ≤ ${SIGNIFICANT} beside permuted labels`]
    : [];
  return all.length === 0 ? "" : `Significant: ${all.join(" and ")}.`;
}

/**
 * The smallest and the largest Ω of all sizes in one sentence, with what the tests say of them.
 *
 * @throws {PlotError} when the analysis has no multiplet size, or another objective than Ω
 */
export function extremesFinding(result: AnalysisResult): Finding {
  const { units } = result;
  const rows = extremeRows(result);
  const best = mostExtreme(rows);
  const digits = decimalsFor(Math.max(...best.map(({ mean }) => Math.abs(mean))));
  const [high, low] = best.map(({ mean, size }) => ({ value: decimal(mean, digits), size }));
  const range = low!.value === high!.value
    ? `Ω is ${unbroken(`${low!.value} ${units}`)}`
    : `Ω from ${low!.value} to ${unbroken(`${high!.value} ${units}`)}`;
  const sizes = low!.size === high!.size
    ? plural(low!.size, "variable")
    : `${low!.size} and ${plural(high!.size, "variable")}`;
  const verdict = verdictOf(rows, best);
  return {
    statement: isDenied(rows)
      ? "No extreme of Ω is significant"
      : verdict === undefined
      ? `${range} (${sizes}); not tested`
      : `${range}; ${verdict}`,
    estimates: best.map(({ name, mean }) => ({ label: name, mean, unit: units })),
  };
}

/** `"5 of 8 variables"`; the number alone if all were analysed. */
function variablesText(result: AnalysisResult): string {
  const [analysed, asked] = [analysedVariables(result), askedVariables(result)];
  return `${analysed === asked ? "" : `${analysed} of `}${plural(asked, "variable")}`;
}

/** Bounds of searches in permuted samples, at the same sizes. */
const NULLS = [
  {
    test: "columns",
    label: "95 % of searches with permuted variables (chance)",
    stroke: PALETTE.ink,
    dashes: "2,3",
  },
  {
    test: "target",
    label: "95 % of searches with permuted labels (what the variables have by themselves)",
    stroke: PALETTE.muted,
    dashes: "6,3",
  },
] as const;

/** Opacity of the band between the bounds of a null. */
const BAND_OPACITY = 0.14;

/** Values that tests add to the bars, and what is drawn of them. */
function testMarks(rows: readonly ExtremeRow[]): {
  readonly values: readonly number[];
  readonly behind: readonly Mark[];
  readonly front: readonly Mark[];
  readonly legend: readonly LegendEntry[];
} {
  const nulls = NULLS.flatMap(({ test, label, stroke, dashes }) => {
    const bounds = rows.flatMap(({ size, end, tests }) => {
      const own = tests?.[test];
      return own === undefined ? [] : [{ size, end, bound: own.nullBound }];
    });
    if (bounds.length === 0) return [];
    const band = [...Map.groupBy(bounds, ({ size }) => size)].flatMap(([size, both]) =>
      both.length < 2 ? [] : [{
        size,
        low: Math.min(...both.map(({ bound }) => bound)),
        high: Math.max(...both.map(({ bound }) => bound)),
      }]
    );
    const line = { x: "size", y: "bound", z: "end", stroke, strokeDasharray: dashes };
    return [{
      values: bounds.map(({ bound }) => bound),
      behind: Plot.areaY(band, {
        x: "size",
        y1: "low",
        y2: "high",
        fill: stroke,
        fillOpacity: BAND_OPACITY,
      }),
      front: Plot.line(bounds, line),
      legend: { sample: areaSample(stroke, BAND_OPACITY) + lineSample(stroke, { dashes }), label },
    }];
  });
  const halves = rows.flatMap((row) => {
    const own = row.tests?.otherHalf;
    return own === undefined
      ? []
      : [{ x: middleOfBar(row), value: own.value, low: own.interval[0], high: own.interval[1] }];
  });
  const ink = { x: "x", stroke: PALETTE.ink };
  const crowded = rows.length > CROWDED;
  return {
    values: [
      ...nulls.flatMap(({ values }) => values),
      ...halves.flatMap(({ low, high }) => [low, high]),
    ],
    behind: nulls.map(({ behind }) => behind),
    front: [
      ...nulls.map(({ front }) => front),
      ...(halves.length === 0 ? [] : [
        Plot.ruleX(halves, { ...ink, y1: "low", y2: "high", strokeWidth: crowded ? 0.5 : 1.25 }),
        Plot.dot(halves, { ...ink, y: "value", fill: PALETTE.background, r: crowded ? 1 : 2.5 }),
      ]),
    ],
    legend: [
      ...nulls.map(({ legend }) => legend),
      ...(halves.length === 0
        ? []
        : [{ sample: dotSample(PALETTE.ink, "hollow", 4), label: HALF_LABEL }]),
    ],
  };
}

const TEST_COLUMNS: Columns<ExtremeRow> = {
  otherHalf_low: ({ tests }) => tests?.otherHalf?.interval[0],
  otherHalf_high: ({ tests }) => tests?.otherHalf?.interval[1],
  permutedLabels_bound: ({ tests }) => tests?.target?.nullBound,
  permutedLabels_pValue: ({ tests }) => tests?.target?.pValue,
  permutedVariables_bound: ({ tests }) => tests?.columns?.nullBound,
  permutedVariables_pValue: ({ tests }) => tests?.columns?.pValue,
};

/** From so many bars on, marks on them are thin. */
const CROWDED = 80;
const HALF_LABEL = "what half of the samples finds, in the other half (95 % interval)";

/** Marks below bars of multiplets that are the best found, not of all. */
function unprovenMarks(rows: readonly ExtremeRow[]): Mark {
  const open = rows.filter(({ guarantee }) => guarantee !== "optimal");
  return open.length === 0 ? null : Plot.dot(open, {
    x: middleOfBar,
    y: "mean",
    symbol: "times",
    r: rows.length > CROWDED ? 1.5 : 3,
    stroke: ({ end }: ExtremeRow) => PALETTE[end],
  });
}

/**
 * Draws the largest Ω among multiplets of each size as bars in the colour of redundancy, the smallest
 * as bars in the colour of synergy; crosses at those that are the best found, not of all. With the option `significance`,
 * also what searches in permuted samples find, and what an extreme of one half of the samples has in the other half. Its
 * numbers have the multiplets and, with a target, both parts of Ω.
 *
 * @param options the document that draws the marks; default: the page's, in Deno one that is never shown
 * @throws {PlotError} when the analysis has no multiplet size, or another objective than Ω
 *
 * @example
 * ```ts
 * import { analyse } from "@multiplet/multiplet/analysis";
 * import { extremesFigure } from "@multiplet/multiplet/figures";
 * import { strictEqual as equal } from "node:assert/strict";
 * // The third column is the sum of the others, and noise.
 * const columns = Array.from({ length: 200 }, (_, i) => [i % 14, (5 * i) % 11, (7 * i) % 3]);
 * const values = Float64Array.from(columns.flatMap(([a, b, noise]) => [a!, b!, a! + b! + noise!]));
 * const result = await analyse({ samples: 200, variables: 3, values }, undefined);
 * const { title, csv } = extremesFigure(result);
 * const words = title.replaceAll("\u00a0", " ");
 * equal(words, "Ω from −1.27 to 0.00 bits (3 and 2 variables); not tested");
 * equal(csv.split("\n")[1], "2,redundancy,0 1,x0 x1,0,0,0,3,optimal");
 * ```
 */
export function extremesFigure(
  result: AnalysisResult,
  { document }: { readonly document?: Document | undefined } = {},
): DataFigure {
  const rows = extremeRows(result);
  const best = mostExtreme(rows);
  const { units, samples, featureNames, targetEncoding, search, warnings, continuous } = result;
  const all = targetEncoding === "none" ? "Ω(X)" : "Ω(X, y)";
  const sizes = result.sizes.map(({ size }) => size);
  const tested = testMarks(rows);
  const y = amountAxis([...rows.map(({ mean }) => mean), ...tested.values], HEIGHT);
  const widest = Math.max(...y.ticks.map((tick) => textWidth(y.tickFormat(tick), SIZE.tick)));
  const marginLeft = Math.max(AXIS_MARGINS.marginLeft, widest + BESIDE_TICKS);
  const open = sizes.filter((size) =>
    rows.some((row) => row.size === size && row.guarantee !== "optimal")
  );
  const shown =
    `Largest and smallest ${all} among multiplets of k variables: ${readableName(search)} search` +
    (open.length === 0
      ? "."
      : `; the best that were found, not of all, for ${
        unbroken(`k = ${sizesInWords(open)}`)
      } (crosses).`);
  const conditions = `${plural(samples, "sample")} of ${variablesText(result)}` +
    (targetEncoding === "none"
      ? "."
      : `, label encoding ${readableName(targetEncoding)}${continuous ? " of a quantity" : ""}.`);
  const notes = warnings.length === 0
    ? ""
    : `Read ${plural(warnings.length, "warning")} of the analysis first.`;
  const places = best.map(({ name, mean, size, multiplet }) => {
    const names = enumerate(multiplet.map((index) => featureNames[index]!));
    return `${name} is ${decimal(mean)} ${units} at k = ${size}: ${names}`;
  });
  return dataFigure({
    title: extremesFinding(result).statement,
    subtitle: [
      shown,
      "Above 0: redundancy; below 0: synergy.",
      conditions,
      significanceNote(result),
      notes,
    ],
    description: [
      `Bar chart of ${all} in ${units} over multiplet size, two bars for each size: the largest and ` +
      "the smallest.",
      `${places.join("; ")}.`,
      notes,
    ],
    legend: [
      ...ENDS.map(({ end, name }) => ({ sample: barSample(end), label: name })),
      ...tested.legend,
    ],
    drawing: drawPanels({
      document,
      facets: [""],
      headings: () => [],
      marginLeft,
      x: { label: "Multiplet size k (variables)", ...sizeAxis(sizes, panelWidth(1, marginLeft)) },
      rows: [{
        label: `${all} (${units})`,
        height: HEIGHT,
        y,
        marks: [
          ...tested.behind,
          extremeBars(rows),
          ...tested.front,
          unprovenMarks(rows),
          ZERO_LINE,
        ],
      }],
    }),
    table: rows,
    columns: {
      size: (row) => row.size,
      extreme: (row) => row.end,
      multiplet: (row) => row.multiplet.join(" "),
      names: (row) => row.multiplet.map((index) => featureNames[index]).join(" "),
      [`oInformation_${units}`]: (row) => row.mean,
      [`featuresOInformation_${units}`]: (row) => row.featuresOInformation,
      [`targetContribution_${units}`]: (row) => row.targetContribution,
      multipletCount: (row) => row.multipletCount,
      guarantee: (row) => row.guarantee,
      ...(tested.values.length > 0 ? TEST_COLUMNS : {}),
    },
  });
}
