/** Panels drawn by Observable Plot without a browser, alone or beside each other; their axes. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { PlotError } from "./figure.ts";
import { decimal } from "./text.ts";
import { type LegendEntry, lineSample } from "./legend.ts";
import { type Drawing, element, FIGURE_ID, roundTo } from "./svg.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "./theme.ts";

/** What a panel is made of; titles, captions and keys belong to the figure around it. */
export type PanelOptions =
  & Omit<
    Plot.PlotOptions,
    "document" | "title" | "subtitle" | "caption" | "figure" | "className" | "style"
  >
  & { readonly height: number };

const { document } = parseHTML("<!doctype html><html></html>");

/** Path coordinates need no more than this; lines are most of a figure's bytes. */
const PATH_DECIMALS = 1;
const DECIMALS = 2;

/**
 * Draws marks with Plot, in the coordinates of `options.width` and `options.height`. Colours and symbols
 * of marks are taken as they are.
 *
 * Plot's own style sheet and labels for screen readers are dropped (the figure has its own), its
 * clip paths are renamed (Plot counts them up per process) and numbers are rounded.
 */
export function plotPanel(options: PanelOptions): Drawing {
  const identity = { color: { type: "identity" }, symbol: { type: "identity" } } as const;
  const svg = Plot.plot({ ...identity, ...options, document });
  if (svg.localName !== "svg") {
    throw new PlotError(`Plot returned <${svg.localName}>, not <svg>: leave keys to the figure`);
  }
  svg.querySelector("style")?.remove();
  const clipIds = [...svg.querySelectorAll("clipPath")].map(({ id }) => id);
  for (const part of svg.querySelectorAll("*")) tidy(part, clipIds);
  const look = { "font-size": SIZE.tick, fill: PALETTE.ink, "text-anchor": "middle" };
  return { svg: element("g", look, svg.innerHTML), height: options.height };
}

function tidy(part: Element, clipIds: readonly string[]): void {
  for (const { name, value } of [...part.attributes]) {
    const decimals = name === "d" ? PATH_DECIMALS : DECIMALS;
    const number = (written: string) => String(roundTo(Number(written), decimals));
    const rounded = value.replace(/-?\d+\.\d+(e-?\d+)?/g, number);
    if (name.startsWith("aria-")) part.removeAttribute(name);
    else part.setAttribute(name, renamed(rounded, clipIds));
  }
}

function renamed(value: string, clipIds: readonly string[]): string {
  const id = /^url\(#(.+)\)$/.exec(value)?.[1] ?? value;
  const at = clipIds.indexOf(id);
  return at < 0 ? value : value.replace(id, `${FIGURE_ID}-clip-${at}`);
}

/** Margins of a panel that leave room for both axes. */
export const AXIS_MARGINS = { marginLeft: 56, marginRight: 10, marginBottom: 42 } as const;

const LABEL = { labelAnchor: "center", labelArrow: "none" } as const;
/** From a horizontal axis to its label. */
const labelOffset = 38;

/** An axis of values: grid lines and numbers, by default with equally many decimals, no line. */
export function valueAxis(
  axis: "x" | "y",
  label: string,
  ticks: readonly number[],
  tickFormat: (tick: number) => string = tickLabel(ticks),
): Plot.Markish {
  const grid = { ticks: [...ticks], stroke: PALETTE.grid, strokeOpacity: 1 };
  const numbers = { ticks: [...ticks], tickFormat, tickSize: 0, label, ...LABEL };
  return axis === "x"
    ? Plot.marks(Plot.gridX(grid), Plot.axisX({ ...numbers, labelOffset }))
    : Plot.marks(Plot.gridY(grid), Plot.axisY(numbers));
}

/** A horizontal axis of integers, with a line at `low`, the lower end of the vertical one. */
export function integerAxis(
  label: string | null,
  ticks: readonly number[],
  low: number,
  tickFormat: (tick: number) => string = String,
): Plot.Markish {
  return Plot.marks(
    Plot.axisX({ ticks: [...ticks], tickFormat, tickSize: 4, label, labelOffset, ...LABEL }),
    Plot.ruleY([low], { stroke: PALETTE.ink }),
  );
}

/** Steps that people count in. */
const NICE = [1, 2, 5];
/** Numbers of a decade on a logarithmic axis, from the finest choice to the coarsest. */
const DECADES = [[1, 1.5, 2, 3, 5, 7], NICE, [1]];

/** Integers from 0 to `last` in steps of 1, 2 or 5 times a power of ten: about `count` of them. */
export function integerTicks(last: number, count: number): number[] {
  const step = niceStep(last, count, 1);
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, at) => at * step);
}

/** Multiples of a nice step from `low` to `high`: about `count` of them. */
export function linearTicks(low: number, high: number, count: number): number[] {
  const step = niceStep(high - low, count, 1e-9);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Dividing by a whole number keeps 0.3 from becoming 0.30000000000000004.
  const place = (at: number) => step >= 1 ? at * step : at / Math.round(1 / step);
  return Array.from({ length: last - first + 1 }, (_, at) => place(first + at));
}

/** Numbers for a logarithmic axis: the finest choice with at most `most`, or powers of ten. */
export function logTicks(low: number, high: number, most: number): number[] {
  const multiples = (steps: readonly number[]) => {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      // Number("2e-2") is the closest number to 0.02; 2 · 10⁻² may not be.
      for (const step of steps) ticks.push(Number(`${step}e${power}`));
    }
    return ticks.filter((tick) => tick >= low && tick <= high);
  };
  const choices = DECADES.map(multiples);
  return choices.find((ticks) => ticks.length <= most) ?? choices.at(-1)!;
}

/** Writes ticks with the same number of decimals, as many as the longest needs. */
export function tickLabel(ticks: readonly number[]): (tick: number) => string {
  const decimals = (tick: number) => String(tick).split(".")[1]?.length ?? 0;
  const most = ticks.reduce((longest, tick) => Math.max(longest, decimals(tick)), 0);
  return (tick) => decimal(tick, most);
}

/** The smallest nice step, at least `smallest`, that divides `span` into at most `count`. */
function niceStep(span: number, count: number, smallest: number): number {
  for (let power = Math.floor(Math.log10(smallest));; power++) {
    for (const nice of NICE) {
      const step = Number(`${nice}e${power}`);
      if (step >= smallest && span / step <= count) return step;
    }
  }
}

/** Bands across a panel, between values on an axis. */
export function bandAcross(
  axis: "x" | "y",
  bands: readonly { readonly low: number; readonly high: number }[],
  look: Plot.RectOptions,
): Plot.Markish {
  return axis === "x"
    ? Plot.rectX(bands, { ...look, x1: "low", x2: "high" })
    : Plot.rectY(bands, { ...look, y1: "low", y2: "high" });
}

/** Lines across a panel, at values on an axis. */
export function lineAcross(
  axis: "x" | "y",
  values: readonly number[],
  look: Plot.RuleXOptions & Plot.RuleYOptions,
): Plot.Markish {
  return axis === "x" ? Plot.ruleX(values, look) : Plot.ruleY(values, look);
}

/** How lines at a value to compare with are drawn. */
export const REFERENCE_LOOK = { stroke: PALETTE.reference, strokeDasharray: "2,3" } as const;

/** The entry of such a line in a key. */
export function referenceEntry(label: string, width?: number): LegendEntry {
  const { stroke, strokeDasharray: dashes } = REFERENCE_LOOK;
  return { sample: lineSample(stroke, { dashes, width }), label };
}
export const PANEL_GAP = 14;

/** Width of one of so many panels beside each other, right of a margin for the axis and its labels. */
export function panelWidth(columns: number, marginLeft: number = AXIS_MARGINS.marginLeft): number {
  const gaps = (columns - 1) * PANEL_GAP;
  return (INNER_WIDTH - marginLeft - AXIS_MARGINS.marginRight - gaps) / columns;
}

/** Line height of words above panels, and the space below them. */
const LINE = 17;
const BELOW_WORDS = 7;

/** Words above panels, at `dy` relative to their upper edges. */
export type WordsAbove = (dy: number) => Plot.Markish;

/** Panels beside each other on common axes. */
export interface PanelColumns extends Pick<PanelOptions, "x" | "y"> {
  /** Names of the columns: what marks have in the channel `fx`. */
  readonly names: readonly string[];
  /** Width of a panel, and height of what lies between the axes. */
  readonly panel: number;
  readonly height: number;
  /** Lines of words above the panels. */
  readonly above: readonly WordsAbove[];
  readonly marks: readonly Plot.Markish[];
  /** Room below and on the left. Default: {@link AXIS_MARGINS}. */
  readonly marginBottom?: number;
  readonly marginLeft?: number;
}

/** Draws panels beside each other, as facets of one drawing. */
export function drawColumns(
  { names, panel, height, above, marks, ...options }: PanelColumns,
): Drawing {
  const margins = { ...AXIS_MARGINS, ...options, marginTop: above.length * LINE + BELOW_WORDS };
  const { marginLeft, marginRight, marginTop, marginBottom } = margins;
  return plotPanel({
    ...margins,
    width: marginLeft + names.length * (panel + PANEL_GAP) - PANEL_GAP + marginRight,
    height: marginTop + height + marginBottom,
    fx: {
      domain: names,
      // A single facet would keep the padding at its sides.
      paddingInner: names.length === 1 ? 0 : PANEL_GAP / (panel + PANEL_GAP),
      round: false,
      axis: null,
    },
    marks: [...marks, ...above.map((words, line) => words(10 + line * LINE - marginTop))],
  });
}

/** Places words at the left end of a panel, above it where `dy` is negative. */
export const COLUMN_TEXT = { frameAnchor: "top-left", textAnchor: "start" } as const;

/** Words in bold above panels of these names; by default the names. */
export function columnHeadings(
  names: readonly string[],
  words = names,
  fill: string = PALETTE.ink,
): WordsAbove {
  const look = { ...COLUMN_TEXT, fill, fontWeight: "bold" };
  return (dy) => Plot.text(names, { ...look, fx: (name: string) => name, text: words, dy });
}
