/** Marks that several figures draw. */
import * as Plot from "@observablehq/plot";
import { areaSample, type LegendEntry, lineSample } from "../kit/legend.ts";
import { roundTo } from "../kit/svg.ts";
import { PALETTE, tint } from "../kit/theme.ts";
import type { Mark } from "./panels.ts";

/** Bands across a panel, between values on an axis. */
export function bandAcross(
  axis: "x" | "y",
  bands: readonly { readonly low: number; readonly high: number }[],
  style: Plot.RectOptions,
): Plot.Markish {
  return axis === "x"
    ? Plot.rectX(bands, { ...style, x1: "low", x2: "high" })
    : Plot.rectY(bands, { ...style, y1: "low", y2: "high" });
}

/** Lines across a panel, at values on an axis. */
export function lineAcross(
  axis: "x" | "y",
  values: readonly number[],
  style: Plot.RuleXOptions & Plot.RuleYOptions,
): Plot.Markish {
  return axis === "x" ? Plot.ruleX(values, style) : Plot.ruleY(values, style);
}

/** Side of a dot among `count` dots beside each other: from −1 for the first to 1 for the last. */
export const sideOf = (at: number, count: number): number =>
  count === 1 ? 0 : 2 * at / (count - 1) - 1;

/** Lines at a value to compare with. */
export const REFERENCE_STYLE = { stroke: PALETTE.reference, strokeDasharray: "2,3" } as const;

/** The entry of such a line in a key. */
export function referenceEntry(label: string, width?: number): LegendEntry {
  const { stroke, strokeDasharray: dashes } = REFERENCE_STYLE;
  return { sample: lineSample(stroke, { dashes, width }), label };
}

/** The largest Ω (redundancy) or the smallest (synergy) among multiplets of one size. */
export interface ExtremeBar {
  /** Number of variables. */
  readonly size: number;
  /** The end of Ω. */
  readonly end: "redundancy" | "synergy";
  /** Height of the bar. */
  readonly mean: number;
}

/** Bars of one size overlap, so that both are seen where Ω has the same sign at both ends. */
const EDGES = { redundancy: [-0.42, 0.18], synergy: [-0.18, 0.42] } as const;
/** Paler than the palette, for whiskers to be seen on top. */
const SHADE = 0.82;

/** The middle of a bar on an axis of sizes. */
export const middleOfBar = ({ size, end }: ExtremeBar): number =>
  size + (EDGES[end][0] + EDGES[end][1]) / 2;

/** Bars of extremes over multiplet size, longer ones behind shorter ones. */
export function extremeBars(
  bars: readonly ExtremeBar[],
  facets: { readonly fx?: string } = {},
): Mark {
  return Plot.rect(bars.toSorted((a, b) => Math.abs(b.mean) - Math.abs(a.mean)), {
    ...facets,
    x1: ({ size, end }: ExtremeBar) => size + EDGES[end][0],
    x2: ({ size, end }: ExtremeBar) => size + EDGES[end][1],
    y1: 0,
    y2: "mean",
    fill: ({ end }: ExtremeBar) => tint(PALETTE[end], SHADE),
    stroke: PALETTE.background,
    strokeWidth: 0.5,
  });
}

/** A sample of the bars of one end. */
export const barSample = (end: ExtremeBar["end"]): string => areaSample(tint(PALETTE[end], SHADE));

/** The line at 0 of an axis that has values of either sign. */
export const ZERO_LINE: Mark = Plot.ruleY([0], { stroke: PALETTE.ink, strokeWidth: 0.75 });

/** The marks of one colour as one path: thousands of elements take long to lay out. */
function joined(
  pathOf: (values: Plot.ChannelValues, index: number) => string,
  style: Readonly<Record<string, string>> = {},
  attribute: "fill" | "stroke" = "fill",
): Plot.RenderFunction {
  return (index, _scales, values, _dimensions, { document }) => {
    const element = (name: string) => document.createElementNS("http://www.w3.org/2000/svg", name);
    const group = element("g");
    const colours = values.fill as ArrayLike<string>;
    for (const [colour, own] of Map.groupBy(index, (at) => colours[at]!)) {
      const path = element("path");
      path.setAttribute(attribute, colour);
      for (const [name, value] of Object.entries(style)) path.setAttribute(name, value);
      path.setAttribute("d", own.map((at) => pathOf(values, at)).join(""));
      group.append(path);
    }
    return group as unknown as SVGElement;
  };
}

/** A render option of rectangles with a channel for `fill`. */
export const JOINED_RECTANGLES: Plot.RenderFunction = joined(
  ({ x1, x2, y1, y2 }, at) => {
    // With fewer digits, there is less to write and to read.
    const [left, right, top, bottom] = [x1, x2, y1, y2].map((all) => roundTo(Number(all![at]), 1));
    return `M${left},${top}H${right}V${bottom}H${left}Z`;
  },
  { stroke: PALETTE.background, "stroke-width": "0.5" },
);

/** A render option of vertical rules with a channel for `fill`, of this width and opacity. */
export function joinedRules(width: number, opacity: number): Plot.RenderFunction {
  return joined(
    ({ x1, x2, y1, y2 }, at) => {
      const middle = (Number(x1![at]) + Number(x2![at])) / 2;
      return `M${roundTo(middle, 2)},${roundTo(Number(y1![at]), 1)}V${roundTo(Number(y2![at]), 1)}`;
    },
    { fill: "none", "stroke-width": String(roundTo(width, 2)), "stroke-opacity": String(opacity) },
    "stroke",
  );
}

/** A render option of dots with a channel for `fill`, of this radius. */
export function joinedDots(radius: number, opacity: number): Plot.RenderFunction {
  return joined(
    ({ x, y }, at) => `M${roundTo(Number(x![at]), 1)},${roundTo(Number(y![at]), 1)}h0`,
    {
      fill: "none",
      "stroke-linecap": "round",
      "stroke-width": String(2 * radius),
      "stroke-opacity": String(opacity),
    },
    "stroke",
  );
}
