/** The figure of members: which variables are in the extremes of each size, and which of them make Ω more extreme. */
import * as Plot from "@observablehq/plot";
import type { AnalysisDetails } from "../analysis/details.ts";
import { type AnalysisResult, hasOInformation, ranked } from "../analysis/result.ts";
import { VISIBLE } from "./extremes.ts";
import { type DataFigure, dataFigure, PlotError } from "./kit/figure.ts";
import { areaSample } from "./kit/legend.ts";
import { decimal, decimalsFor, enumerate, plural, shortened, unbroken } from "./kit/text.ts";
import { PALETTE, tint } from "./kit/theme.ts";
import { JOINED_RECTANGLES } from "./panels/marks.ts";
import { drawPanels, marginFor, panelWidth } from "./panels/panels.ts";
import { sizeAxis } from "./panels/ticks.ts";

/** A variable in the extreme of one size at one end. */
interface Participation {
  readonly size: number;
  readonly end: "synergy" | "redundancy";
  readonly variable: number;
  readonly name: string;
  /** ∂Ω of the member; `null` where it is not known. */
  readonly gradient: number | null;
}

const PANELS = { synergy: "min Ω", redundancy: "max Ω" } as const;

/** Most variables with a row of their own. */
const MOST_ROWS = 40;
const ROW_HEIGHT = 15;
/** Shades of each colour. */
const SHADES = 24;
/** Longest name on the axis, in units of the figure. */
const NAME_WIDTH = 120;
/** The darkest colour is for this |∂Ω| at least, so that differences near 0 do not look large. */
const LEAST_SCALE = 0.01;

/** The best multiplet of each size and end, member by member. */
function participations(result: AnalysisResult, details: AnalysisDetails) {
  const { sizes, featureNames } = result;
  const known = new Map(details.multiplets.map((one) => [one.multiplet.join(), one]));
  return sizes.filter(({ size }) => hasOInformation(result, size)).flatMap(({ size, ...own }) =>
    (["synergy", "redundancy"] as const).flatMap((end): Participation[] => {
      const { multiplet } = ranked(own[end])[0]!;
      const gradients = known.get(multiplet.join())?.gradients;
      return multiplet.map((variable, at) => ({
        size,
        end,
        variable,
        name: featureNames[variable]!,
        gradient: gradients?.[at] ?? null,
      }));
    })
  );
}

/** A sum within this share of the largest one is as large: sums are rounded. */
const ROUNDING = 1e-9;
/** Most variables that the title names. */
const MOST_NAMED = 3;

/**
 * The variables, those with the largest sum of |∂Ω| first, of equal ones the one with the smaller number; how many have the
 * largest sum: those of a triple alone, whose pairs have Ω = 0, are equal.
 */
function byInfluence(all: readonly Participation[]): { variables: number[]; leaders: number } {
  const sums = new Map<number, number>();
  for (const { variable, gradient } of all) {
    sums.set(variable, (sums.get(variable) ?? 0) + Math.abs(gradient ?? 0));
  }
  const least = Math.max(...sums.values()) * (1 - ROUNDING);
  const rank = (sum: number) => Math.min(sum, least);
  const order = [...sums].sort(([a, first], [b, second]) => rank(second) - rank(first) || a - b);
  return {
    variables: order.map(([variable]) => variable),
    leaders: order.filter(([, sum]) => sum >= least).length,
  };
}

/** Which variables change Ω most, in words. */
function influenceText(
  { featureNames }: Pick<AnalysisResult, "featureNames">,
  all: readonly Participation[],
  leaders: readonly number[],
): string {
  const names = leaders.map((variable) => shortened(featureNames[variable]!, NAME_WIDTH));
  if (leaders.length > MOST_NAMED) return `${names.length} variables change Ω most, all equally`;
  if (leaders.length > 1) return `${enumerate(names)} change Ω most, equally`;
  const sizes = new Set(all.map(({ size }) => size)).size;
  const counts = (["synergy", "redundancy"] as const).map((end) => {
    const own = all.filter((one) => one.variable === leaders[0] && one.end === end);
    return `${own.length} of ${sizes} ${PANELS[end]}`;
  });
  return `${names[0]} changes Ω most: a member of ${enumerate(counts)}`;
}

/**
 * Draws which variables are members of the smallest and of the largest Ω of each size, a cell per member; its colour is
 * ∂Ω = Ω of the multiplet − Ω without the member. Of more than 40 variables, those with the largest sum of |∂Ω|.
 *
 * @param options the document that draws the marks; default: the page's, in Deno one that is never shown
 * @throws {PlotError} when the analysis has no multiplet size
 */
export function participationFigure(
  result: AnalysisResult & { readonly details: AnalysisDetails },
  options: { readonly document?: Document | undefined } = {},
): DataFigure {
  const steps = participationSteps(result, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * {@link participationFigure} in steps: a page that draws thousands of members can answer between them.
 *
 * @throws {PlotError} when the analysis has no multiplet size
 */
export function* participationSteps(
  result: AnalysisResult & { readonly details: AnalysisDetails },
  { document }: { readonly document?: Document | undefined } = {},
): Generator<void, DataFigure> {
  const { units, details } = result;
  const all = participations(result, details);
  if (all.length === 0) throw new PlotError("Cannot draw members without any multiplet size");
  const { variables, leaders } = byInfluence(all);
  const rows = variables.slice(0, MOST_ROWS).toSorted((a, b) => a - b);
  const places = new Map(rows.map((variable, at) => [variable, at]));
  const shown = all.filter(({ variable }) => places.has(variable));
  const colours = new Map<string, string>();
  const largest = Math.max(...all.map(({ gradient }) => Math.abs(gradient ?? 0)));
  const scale = Math.max(largest, LEAST_SCALE);
  const scaleText = (value: number) => `∂Ω = ${decimal(value, decimalsFor(scale))} ${units}`;
  const colourOf = ({ gradient }: Participation) => {
    if (gradient === null) return PALETTE.grid;
    const share = Math.abs(gradient) / scale;
    const end = gradient < 0 ? "synergy" : "redundancy";
    const step = Math.round(share * SHADES);
    return colours.getOrInsertComputed(
      `${end} ${step}`,
      () => tint(PALETTE[end], 0.12 + 0.88 * step / SHADES),
    );
  };
  const names = rows.map((variable) => shortened(result.featureNames[variable]!, NAME_WIDTH));
  const marginLeft = marginFor(names);
  const sizes = [...new Set(all.map(({ size }) => size))];
  const step = Math.min(...sizes.slice(1).map((size, at) => size - sizes[at]!), 1);
  const isVisible = largest >= VISIBLE;
  yield;
  const drawing = drawPanels({
    document,
    facets: Object.values(PANELS),
    marginLeft,
    x: { label: "Multiplet size k (variables)", ...sizeAxis(sizes, panelWidth(2, marginLeft)) },
    rows: [{
      label: "",
      height: ROW_HEIGHT * rows.length,
      y: {
        domain: [rows.length - 0.5, -0.5],
        ticks: rows.map((_, at) => at),
        tickFormat: (at) => names[at]!,
      },
      marks: [Plot.rect(shown, {
        fx: ({ end }: Participation) => PANELS[end],
        x1: ({ size }: Participation) => size - step / 2,
        x2: ({ size }: Participation) => size + step / 2,
        y1: ({ variable }: Participation) => places.get(variable)! - 0.5,
        y2: ({ variable }: Participation) => places.get(variable)! + 0.5,
        fill: colourOf,
        render: JOINED_RECTANGLES,
      })],
    }],
  });
  yield;
  return dataFigure({
    title: isVisible
      ? influenceText(result, all, variables.slice(0, leaders))
      : all.every(({ gradient }) => gradient === null)
      ? "Members of the extremes of each size"
      : `No member changes Ω by more than ${unbroken(`${VISIBLE} ${units}`)}`,
    subtitle: [
      "Members of the smallest and of the largest Ω of each size." +
      (isVisible ? " The title is about the sum of |∂Ω| over them." : ""),
      "Colour: ∂Ω, Ω of the multiplet minus Ω without the member; below 0 (blue), it makes the multiplet more synergistic, " +
      "above 0 (orange) more redundant.",
      rows.length < variables.length
        ? `The ${plural(rows.length, "variable")} with the largest sums, of ${variables.length}.`
        : "",
    ],
    description: [
      "Two tables of variables over multiplet size: members of min Ω and of max Ω, coloured by ∂Ω.",
    ],
    legend: [
      { sample: areaSample(tint(PALETTE.synergy, 1)), label: scaleText(-scale) },
      { sample: areaSample(tint(PALETTE.synergy, 0.12)), label: "near 0" },
      { sample: areaSample(tint(PALETTE.redundancy, 1)), label: scaleText(scale) },
    ],
    drawing,
    table: all,
    columns: {
      size: (row) => row.size,
      extreme: (row) => row.end,
      variable: (row) => row.variable,
      name: (row) => row.name,
      [`gradient_${units}`]: (row) => row.gradient ?? undefined,
    },
  });
}
