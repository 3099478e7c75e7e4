/**
 * Means over networks as lines and points.
 * @module
 */
import * as Plot from "@observablehq/plot";
import { sideOf } from "../side.ts";
import { PALETTE } from "../theme.ts";
import type { SizeAxis } from "./size_axis.ts";
import type { SizeEstimate, SizeLine } from "./size_estimates.ts";
import { BY_COLUMN } from "./size_panels.ts";
import type { Look } from "./strategy_looks.ts";

/** Widths and sizes of lines and markers. */
export const LINE_WIDTH = 1.5;
const MARKER_RADIUS = 3;
/** Radius of the dots of differences, small enough to show whiskers. */
const DOT_RADIUS = 2.5;
/** From marker to marker at k*: at most so much, and all of them within a width. */
const LARGEST_SHIFT = 5;
const SHIFTS = 22;
export const BAND_OPACITY = 0.13;

/**
 * Lines with markers, their 95 % intervals as bands behind them; later lines on top. k* is no number:
 * its markers stand apart from the lines and beside each other, the last line's first, with whiskers.
 *
 * @param place position of a value on the vertical axis
 */
export function lineMarks(
  lines: readonly SizeLine[],
  position: SizeAxis["position"],
  place: (value: number) => number,
): Plot.Markish[] {
  const at = { ...BY_COLUMN, x: ({ size }: SizeEstimate) => position(size) };
  const shift = Math.min(LARGEST_SHIFT, SHIFTS / lines.length);
  const ends = {
    y1: ({ low }: SizeEstimate) => place(low),
    y2: ({ high }: SizeEstimate) => place(high),
  };
  const parts = lines.map(({ look, points }, order) => ({
    look,
    joined: points.filter(({ size }) => typeof size === "number"),
    apart: points.filter(({ size }) => typeof size !== "number"),
    dx: ((lines.length - 1) / 2 - order) * shift,
  }));
  return [
    ...parts.filter(({ joined }) => joined.some(known)).map(({ look, joined }) =>
      Plot.areaY(joined, { ...at, ...ends, fill: look.colour, fillOpacity: BAND_OPACITY })
    ),
    ...parts.flatMap(({ look, joined, apart, dx }) => {
      const y = ({ mean }: SizeEstimate) => place(mean);
      const stroke = { stroke: look.colour, strokeWidth: LINE_WIDTH };
      const dashes = look.dashes === undefined ? {} : { strokeDasharray: look.dashes };
      return [
        Plot.line(joined, { ...at, y, ...stroke, ...dashes }),
        Plot.dot(joined, { ...at, y, ...markerOf(look) }),
        Plot.ruleX(apart.filter(known), { ...at, ...ends, ...stroke, dx }),
        Plot.dot(apart, { ...at, y, ...markerOf(look), dx }),
      ];
    }),
  ];
}

/** How `Plot.dot` draws the marker of a look. */
export function markerOf({ colour, symbol }: Look): Plot.DotOptions {
  return symbol === "times" || symbol === "plus"
    ? { symbol, r: MARKER_RADIUS, stroke: colour, strokeWidth: LINE_WIDTH }
    : { symbol, r: MARKER_RADIUS, fill: colour };
}

/** Points with whiskers: filled where the 95 % interval is away from 0, hollow where it is not. */
export function differenceMarks(
  points: readonly SizeEstimate[],
  position: SizeAxis["position"],
  colour: string,
): Plot.Markish[] {
  const at = { ...BY_COLUMN, x: ({ size }: SizeEstimate) => position(size) };
  const stroke = { stroke: colour, strokeWidth: LINE_WIDTH };
  const dot = { ...at, ...stroke, y: "mean", r: DOT_RADIUS };
  const hollow = ({ summary }: SizeEstimate) => sideOf(summary) === "neither";
  return [
    Plot.ruleX(points.filter(known), { ...at, ...stroke, y1: "low", y2: "high" }),
    Plot.dot(points.filter((point) => !hollow(point)), { ...dot, fill: colour }),
    Plot.dot(points.filter(hollow), { ...dot, fill: PALETTE.background }),
  ];
}

/** Whether a mean has an interval of some width. */
function known({ low, high }: SizeEstimate): boolean {
  return low < high;
}
