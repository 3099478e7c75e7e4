/**
 * An axis of differences in accuracy: linear around 0, logarithmic further out.
 * @module
 */
import * as Plot from "@observablehq/plot";
import { SIMILAR_MARGIN } from "../../experiments/figure2_result.ts";
import { decimal } from "../format.ts";
import { AREA_HEIGHT, areaSample, KEY_WIDTH, type LegendEntry } from "../legend.ts";
import { element } from "../svg.ts";
import { PALETTE } from "../theme.ts";
import type { ValueAxis } from "./value_axis.ts";

/** What a figure has to say of such an axis. */
export const POINTS_AXIS_NOTE = `The axis is logarithmic beyond ±${SIMILAR_MARGIN} points.`;
/** Differences that an axis may be marked with, beside 0. */
const MARKS = [SIMILAR_MARGIN, 1, 2, 5, 10, 20, 50, 100];
/** An axis reaches at least so far, for the band of equivalence to be seen. */
const LEAST = 0.9;
/** Free space at either end, as a share of the axis. */
const ROOM = 0.04;
/** The band of equivalence is framed, to be told from the bands of intervals. */
const FILL = { fill: PALETTE.grid, fillOpacity: 0.45 } as const;
const FRAME = { stroke: PALETTE.muted, strokeWidth: 0.75, strokeDasharray: "1,2" } as const;

/**
 * The axis that holds all differences, and ±{@link SIMILAR_MARGIN}.
 *
 * @param length of the axis
 * @param gap least space between its numbers
 */
export function pointsAxis(
  differences: readonly number[],
  length: number,
  gap: number,
): ValueAxis {
  const [low, high] = [Math.min(-LEAST, ...differences), Math.max(LEAST, ...differences)];
  const [from, to] = [place(low), place(high)];
  const room = ROOM * (to - from);
  const unit = length / (to - from + 2 * room);
  const positive = MARKS.filter(spaced(gap / unit));
  const ticks = [...positive.map((mark) => -mark), 0, ...positive]
    .filter((mark) => mark >= low && mark <= high);
  return {
    type: "symlog",
    constant: SIMILAR_MARGIN,
    domain: [difference(from - room), difference(to + room)],
    ticks: ticks.toSorted((a, b) => a - b),
    tickFormat: (mark) => decimal(mark, Number.isInteger(mark) ? 0 : 1),
  };
}

/** The band of equivalence between values on an axis, and a line at 0. */
export function equivalenceBand(axis: "x" | "y"): Plot.Markish {
  const ends = [-SIMILAR_MARGIN, SIMILAR_MARGIN];
  const band = [{ low: -SIMILAR_MARGIN, high: SIMILAR_MARGIN }];
  const zero = { stroke: PALETTE.ink };
  return axis === "y"
    ? Plot.marks(
      Plot.rectY(band, { ...FILL, y1: "low", y2: "high" }),
      Plot.ruleY(ends, FRAME),
      Plot.ruleY([0], zero),
    )
    : Plot.marks(
      Plot.rectX(band, { ...FILL, x1: "low", x2: "high" }),
      Plot.ruleX(ends, FRAME),
      Plot.ruleX([0], zero),
    );
}

/** The key of {@link equivalenceBand}. */
export const EQUIVALENCE_ENTRY: LegendEntry = {
  sample: areaSample(FILL.fill, FILL.fillOpacity) + [-1, 1].map((side) =>
    element("path", {
      d: `M0,${side * AREA_HEIGHT / 2}h${KEY_WIDTH}`,
      stroke: FRAME.stroke,
      "stroke-width": FRAME.strokeWidth,
      "stroke-dasharray": FRAME.strokeDasharray,
    })
  ).join(""),
  label: `within ±${SIMILAR_MARGIN} points`,
};

/** Where a difference stands on the scale, in its own unit. */
function place(points: number): number {
  return Math.sign(points) * Math.log1p(Math.abs(points) / SIMILAR_MARGIN);
}

/** The difference at a place. */
function difference(at: number): number {
  return Math.sign(at) * SIMILAR_MARGIN * Math.expm1(Math.abs(at));
}

/** Keeps marks that are `gap` away from 0 and the last one kept; for `Array.filter`. */
function spaced(gap: number): (mark: number) => boolean {
  let last = 0;
  return (mark) => {
    if (place(mark) - last < gap) return false;
    last = place(mark);
    return true;
  };
}
