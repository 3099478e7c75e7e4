/** Marks that several figures draw. */
import * as Plot from "@observablehq/plot";
import { areaSample, type LegendEntry, lineSample } from "../kit/legend.ts";
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
