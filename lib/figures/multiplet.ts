/** Figures of one multiplet: correlations of its members, what classes add to its target contribution, and its samples. */
import * as Plot from "@observablehq/plot";
import type { AnalysisDetails, MultipletDetails } from "../analysis/details.ts";
import { type AnalysisResult, foundMultiplets } from "../analysis/result.ts";
import { type DataFigure, dataFigure, PlotError } from "./kit/figure.ts";
import { areaSample, dotSample } from "./kit/legend.ts";
import {
  decimal,
  decimalsFor,
  enumerate,
  integer,
  plural,
  shortened,
  unbroken,
} from "./kit/text.ts";
import { PALETTE, tint } from "./kit/theme.ts";
import { JOINED_RECTANGLES, joinedDots } from "./panels/marks.ts";
import { drawColumns, marginFor, panelWidth, valueAxis } from "./panels/panels.ts";
import { linearTicks, tickLabel } from "./panels/ticks.ts";

/** Longest name on an axis, in units of the figure. */
const NAME_WIDTH = 110;

/** The places of the columns of a multiplet in the details, in the order of its members. */
function placesOf({ columns }: AnalysisDetails, multiplet: readonly number[]): number[] {
  return multiplet.flatMap((variable) =>
    columns.flatMap((column, at) => column.variable === variable ? at : [])
  );
}

/** A pair of members. */
interface Pair {
  readonly row: number;
  readonly column: number;
  readonly correlation: number;
  /** Triangles with this pair whose correlations have a negative product. */
  readonly frustrated: number;
}

/** The pairs of columns, the second before the first, and the triangles that they form. */
export function correlationPairs(
  details: AnalysisDetails,
  multiplet: readonly number[],
): { readonly pairs: readonly Pair[]; readonly triangles: number; readonly frustrated: number } {
  const places = placesOf(details, multiplet);
  const r = (i: number, j: number) =>
    details.correlations![Math.max(places[i]!, places[j]!)]![Math.min(places[i]!, places[j]!)]!;
  const size = places.length;
  /** Of each pair, the second before the first. */
  const counts = new Uint32Array(size * size);
  let [triangles, frustrated] = [0, 0];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const first = r(i, j);
      for (let k = 0; k < j; k++) {
        triangles++;
        if (first * r(j, k) * r(i, k) >= 0) continue;
        frustrated++;
        counts[i * size + j]!++;
        counts[i * size + k]!++;
        counts[j * size + k]!++;
      }
    }
  }
  const pairs = places.flatMap((_, row) =>
    places.slice(0, row).map((_, column) => ({
      row,
      column,
      correlation: r(row, column),
      frustrated: counts[row * size + column]!,
    }))
  );
  return { pairs, triangles, frustrated };
}

/** From so many columns on, cells have no numbers. */
const MOST_NUMBERED = 12;
const MATRIX_HEIGHT = 330;

/** A colour in few shades, from white to the colour itself. */
function shadesOf(colour: string): (share: number) => string {
  const shades = Array.from({ length: 33 }, (_, at) => tint(colour, at / 32));
  return (share) => shades[Math.round(32 * share)]!;
}

/**
 * Draws the correlations of the columns of a multiplet, below the diagonal, and above it how many frustrated triangles each
 * pair takes part in: three correlations with a negative product cannot all be had by one common signal.
 *
 * @throws {PlotError} where the details have no correlations
 */
export function correlationsFigure(
  { estimator }: Pick<AnalysisResult, "estimator">,
  details: AnalysisDetails,
  multiplet: readonly number[],
  { document }: { readonly document?: Document | undefined } = {},
): DataFigure {
  if (details.correlations === null) throw new PlotError("The estimator has no correlations");
  const { pairs, triangles, frustrated } = correlationPairs(details, multiplet);
  const names = placesOf(details, multiplet).map((at) => details.columns[at]!.name);
  const short = names.map((name) => shortened(name, NAME_WIDTH));
  const size = names.length;
  const of = size > multiplet.length ? "columns" : "members";
  const marginLeft = marginFor(short);
  const panel = Math.min(panelWidth(1, marginLeft), MATRIX_HEIGHT + 60);
  const height = Math.min(MATRIX_HEIGHT, Math.max(40 * size, 80));
  const most = Math.max(1, ...pairs.map((one) => one.frustrated));
  const negative = shadesOf(PALETTE.negative);
  const positive = shadesOf(PALETTE.positive);
  const counted = shadesOf(PALETTE.random);
  const cells = pairs.flatMap(({ row, column, correlation, frustrated }) => [
    {
      x: column,
      y: row,
      fill: (correlation < 0 ? negative : positive)(Math.abs(correlation)),
      text: decimal(correlation),
      dark: Math.abs(correlation) > 0.55,
    },
    {
      x: row,
      y: column,
      fill: counted(0.75 * frustrated / most),
      text: `${frustrated}`,
      dark: frustrated / most > 0.85,
    },
  ]);
  const axis = {
    domain: [-0.5, size - 0.5] as [number, number],
    ticks: names.map((_, at) => at),
  };
  // Names below the columns, as far as they fit there.
  const fits = Math.floor(panel / size) - 4;
  const below = (at: number) => size > MOST_NUMBERED ? "" : shortened(short[at]!, fits);
  return dataFigure({
    title: triangles === 0
      ? `Correlation of ${short.join(" and ")}: ${decimal(pairs[0]?.correlation ?? 1)}`
      : `${frustrated} of ${plural(triangles, "triangle")} of ${of} ${
        triangles === 1 ? "is" : "are"
      } frustrated`,
    subtitle: [
      `Below the diagonal: correlations of ${
        estimator === "gaussian-copula" ? "normal scores of ranks" : "values"
      }.`,
      triangles === 0
        ? ""
        : `Above it: the number of frustrated triangles of each pair: three ${of} whose correlations have a negative product. ` +
          "A single common signal cannot give such signs. Of independent variables, about half of the triangles are frustrated.",
    ],
    description: [
      `Matrix of the correlations of ${size} columns${
        triangles === 0 ? "" : ", with the numbers of frustrated triangles of their pairs"
      }: ${
        pairs.slice(0, 10).map(({ row, column, correlation }) =>
          `${short[row]} and ${short[column]} ${decimal(correlation)}`
        ).join(", ")
      }${pairs.length > 10 ? ", …" : ""}.`,
    ],
    legend: [
      { sample: areaSample(tint(PALETTE.positive, 0.8)), label: "correlation above 0" },
      { sample: areaSample(tint(PALETTE.negative, 0.8)), label: "below 0" },
      ...(triangles === 0
        ? []
        : [{ sample: areaSample(tint(PALETTE.random, 0.75)), label: "frustrated triangles" }]),
    ],
    drawing: drawColumns({
      document,
      names: [""],
      panel,
      height,
      marginLeft,
      above: [],
      x: { domain: axis.domain },
      y: { domain: axis.domain.toReversed() },
      marks: [
        Plot.axisY({
          ticks: axis.ticks,
          tickFormat: (at: number) => short[at]!,
          tickSize: 0,
          label: null,
        }),
        Plot.axisX({ ticks: axis.ticks, tickFormat: below, tickSize: 0, label: null }),
        Plot.rect(cells, {
          x1: ({ x }) => x - 0.5,
          x2: ({ x }) => x + 0.5,
          y1: ({ y }) => y - 0.5,
          y2: ({ y }) => y + 0.5,
          fill: "fill",
          render: JOINED_RECTANGLES,
        }),
        size > MOST_NUMBERED ? null : Plot.text(cells, {
          x: "x",
          y: "y",
          text: "text",
          fill: ({ dark }: typeof cells[number]) => dark ? PALETTE.background : PALETTE.ink,
          fontSize: 11,
        }),
      ],
    }),
    table: pairs,
    columns: {
      first: ({ row }) => names[row]!,
      second: ({ column }) => names[column]!,
      correlation: (row) => row.correlation,
      frustrated_triangles: (row) => row.frustrated,
    },
  });
}

/** What a class adds. */
interface ClassPart {
  readonly name: string;
  readonly samples: number;
  /** Mean over its samples of the local target contribution. */
  readonly mean: number;
  /** That times the share of the class. */
  readonly part: number;
}

/** The classes of a multiplet, in their order; empty where they are not told apart. */
export function classParts(
  { classes = [] }: AnalysisDetails,
  { targetByClass = [] }: MultipletDetails,
): ClassPart[] {
  const total = classes.reduce((sum, { samples }) => sum + samples, 0);
  return targetByClass.map((mean, at) => {
    const { name, samples } = classes[at]!;
    return { name, samples, mean, part: mean * samples / total };
  });
}

const CLASS_HEIGHT = 20;

/** The axis of parts reaches this far from 0 at least at one side, so that parts that are rounded to 0 do not look large. */
const LEAST_PART = 0.001;

/** An axis of all parts and 0. */
function partsAxis(parts: readonly number[], length: number) {
  const isSmall = parts.every((part) => Math.abs(part) < LEAST_PART);
  const ends = isSmall ? [-LEAST_PART, LEAST_PART] : [0];
  const [low, high] = [Math.min(...ends, ...parts), Math.max(...ends, ...parts)];
  const space = 0.05 * (high - low || 1);
  const domain: [number, number] = [low - space, high + space];
  const ticks = linearTicks(...domain, Math.floor(length / 60));
  return { domain, ticks, tickFormat: tickLabel(ticks) };
}

/** Δ of a multiplet as tables have it. */
function targetContributionOf(
  { sizes, multiplets }: Pick<AnalysisResult, "sizes" | "multiplets">,
  { multiplet }: MultipletDetails,
): number {
  const own = [...sizes.flatMap(foundMultiplets), ...multiplets]
    .find((one) => one.multiplet.join() === multiplet.join());
  if (own === undefined) {
    throw new PlotError(`The result has no multiplet ${multiplet}, only details of it`);
  }
  return own.targetContribution;
}

/** Most classes that a title names. */
const MOST_NAMED = 2;

/** Which classes have the part farthest from 0, as far as the shown decimals tell them apart. */
function farthestWords(
  parts: readonly ClassPart[],
  text: (part: number) => string,
  units: string,
): string {
  const sizeOf = ({ part }: ClassPart) => text(Math.abs(part));
  const most = parts.reduce((a, b) => Math.abs(b.part) > Math.abs(a.part) ? b : a);
  const farthest = parts.filter((one) => sizeOf(one) === sizeOf(most));
  const isSame = farthest.every((one) => text(one.part) === text(most.part));
  if (Number(sizeOf(most)) === 0) return "the parts of all classes are close to 0";
  if (farthest.length === parts.length && isSame) return "the classes have equal parts";
  const amount = isSame
    ? unbroken(`${text(most.part)} ${units}`)
    : unbroken(`±${text(Math.abs(most.part))} ${units}`);
  if (farthest.length > MOST_NAMED) {
    return `${
      plural(farthest.length, "class", "classes")
    } have the parts farthest from 0, ${amount}`;
  }
  const names = enumerate(farthest.map(({ name }) => shortened(name, NAME_WIDTH)));
  return farthest.length === 1
    ? `class ${names} has the part farthest from 0, ${amount}`
    : `classes ${names} have the parts farthest from 0, ${amount}`;
}

/** Most classes with a bar of their own. */
const MOST_CLASSES = 30;

/**
 * Draws what each class adds to the target contribution Δ of a multiplet: the mean of local contributions of its samples,
 * times its share of the samples.
 *
 * @throws {PlotError} where the details have no contributions of classes, or the result does not have the multiplet
 */
export function classPartsFigure(
  result: Pick<AnalysisResult, "units" | "sizes" | "multiplets">,
  details: AnalysisDetails,
  multiplet: MultipletDetails,
  { document }: { readonly document?: Document | undefined } = {},
): DataFigure {
  const { units } = result;
  const all = classParts(details, multiplet);
  if (all.length === 0) throw new PlotError("There are no contributions of classes");
  const parts = all.length <= MOST_CLASSES
    ? all
    : all.toSorted((a, b) => Math.abs(b.part) - Math.abs(a.part)).slice(0, MOST_CLASSES);
  const sum = all.reduce((total, { part }) => total + part, 0);
  const names = parts.map(({ name }) => shortened(name, NAME_WIDTH));
  const marginLeft = marginFor(names);
  const panel = panelWidth(1, marginLeft);
  const x = partsAxis(parts.map(({ part }) => part), panel);
  const digits = decimalsFor(Math.max(...all.map(({ part }) => Math.abs(part))));
  const amount = (value: number) => unbroken(`${decimal(value, digits)} ${units}`);
  return dataFigure({
    title: `Δ is ${amount(targetContributionOf(result, multiplet))}; ${
      farthestWords(all, (part) => decimal(part, digits), units)
    }`,
    subtitle: [
      "The label's part Δ = Ω(X, y) − Ω(X) by class: the mean of local contributions of its samples, times its share of " +
      `the samples. The bars have no bias correction, and sum to ${amount(sum)}.`,
      parts.length < all.length ? `${parts.length} classes of ${all.length}.` : "",
    ],
    description: [
      `Bar chart of the parts of Δ in ${units}, a bar per class: ${
        parts.map(({ part }, at) => `${names[at]} ${decimal(part, digits)}`).join(", ")
      }.`,
    ],
    drawing: drawColumns({
      document,
      names: [""],
      panel,
      height: CLASS_HEIGHT * parts.length,
      marginLeft,
      above: [],
      x: { domain: x.domain },
      y: { domain: [parts.length - 0.5, -0.5] },
      marks: [
        valueAxis("x", `part of Δ (${units})`, x.ticks, x.tickFormat),
        Plot.axisY({
          ticks: parts.map((_, at) => at),
          tickFormat: (at: number) => names[at]!,
          tickSize: 0,
          label: null,
        }),
        Plot.rect(parts, {
          x1: 0,
          x2: "part",
          y1: (_: ClassPart, at: number) => at - 0.35,
          y2: (_: ClassPart, at: number) => at + 0.35,
          fill: ({ part }: ClassPart) =>
            tint(part < 0 ? PALETTE.synergy : PALETTE.redundancy, 0.82),
        }),
        Plot.ruleX([0], { stroke: PALETTE.ink, strokeWidth: 0.75 }),
      ],
    }),
    table: all,
    columns: {
      class: (row) => row.name,
      samples: (row) => row.samples,
      [`mean_${units}`]: (row) => row.mean,
      [`part_${units}`]: (row) => row.part,
    },
  });
}

/** Colours of up to ten classes, told apart also by the common kinds of colour blindness in most pairs (Paul Tol's). */
const CLASS_COLOURS = [
  "#332288",
  "#88ccee",
  "#44aa99",
  "#117733",
  "#999933",
  "#ddcc77",
  "#cc6677",
  "#882255",
  "#aa4499",
  "#000000",
];
const SCATTER_HEIGHT = 320;

/** A sample in the plane of two columns. */
interface Point {
  readonly x: number;
  readonly y: number;
  readonly colour: string;
}

/**
 * Draws samples in the plane of two columns, coloured by class where there are up to ten.
 *
 * @param columns places in the details
 * @throws {PlotError} where the details have no samples
 */
export function scatterFigure(
  { estimator, samples, components }: Pick<
    AnalysisResult,
    "estimator" | "samples" | "components"
  >,
  details: AnalysisDetails,
  [first, second]: readonly [number, number],
  { document }: { readonly document?: Document | undefined } = {},
): DataFigure {
  const { rows, classes = [], columns } = details;
  if (rows === undefined) throw new PlotError("The details have no samples");
  const isColoured = rows.classes !== undefined && classes.length <= CLASS_COLOURS.length;
  const [xs, ys] = [rows.values[first]!, rows.values[second]!];
  const points = xs.map((x, row): Point => ({
    x,
    y: ys[row]!,
    colour: isColoured ? CLASS_COLOURS[rows.classes![row]!]! : PALETTE.synergy,
  }));
  const [a, b] = [columns[first]!.name, columns[second]!.name].map((name) =>
    shortened(name, NAME_WIDTH)
  ) as [string, string];
  const r = details.correlations?.[Math.max(first, second)]?.[Math.min(first, second)];
  const axisOf = (values: readonly number[], length: number) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const space = 0.04 * (high - low || 1);
    const domain: [number, number] = [low - space, high + space];
    const ticks = linearTicks(...domain, Math.floor(length / 45));
    return { domain, ticks, tickFormat: tickLabel(ticks) };
  };
  const panel = panelWidth(1);
  const [x, y] = [axisOf(xs, panel), axisOf(ys, SCATTER_HEIGHT)];
  return dataFigure({
    title: `${a} and ${b}${
      r === undefined
        ? ""
        : `: correlation of ${estimator === "gaussian-copula" ? "normal scores" : "values"} ${
          decimal(r)
        }`
    }`,
    subtitle: [
      (points.length < samples
        ? `${integer(points.length)} of ${plural(samples, "sample")}, chosen at random; `
        : `${plural(points.length, "sample")}; `) +
      `${components ? "values of principal components" : "values of the columns"}, not ranked.`,
      rows.classes !== undefined && !isColoured
        ? `${plural(classes.length, "class", "classes")}: too many for colours.`
        : "",
    ],
    description: [
      `Scatter plot of ${
        plural(points.length, "sample")
      }: ${a} on the horizontal axis, ${b} on the vertical one.`,
    ],
    legend: isColoured
      ? classes.map(({ name }, at) => ({
        sample: dotSample(CLASS_COLOURS[at]!, "filled", 4),
        label: shortened(name, NAME_WIDTH),
      }))
      : [],
    drawing: drawColumns({
      document,
      names: [""],
      panel,
      height: SCATTER_HEIGHT,
      above: [],
      x: { domain: x.domain },
      y: { domain: y.domain },
      marks: [
        valueAxis("x", a, x.ticks, x.tickFormat),
        valueAxis("y", b, y.ticks, y.tickFormat),
        Plot.dot(points, { x: "x", y: "y", fill: "colour", render: joinedDots(1.6, 0.7) }),
      ],
    }),
    table: points,
    columns: {
      first: (row) => row.x,
      second: (row) => row.y,
      class: (row) => isColoured ? classes[CLASS_COLOURS.indexOf(row.colour)]!.name : undefined,
    },
  });
}
