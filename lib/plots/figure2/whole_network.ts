/**
 * The whole network, to compare sub-networks with.
 * @module
 */
import * as Plot from "@observablehq/plot";
import type { Figure2Result } from "../../experiments/figure2_result.ts";
import { REFERENCE_DASHES } from "../axes.ts";
import { type Estimate, estimate } from "../estimate.ts";
import { type LegendEntry, lineSample } from "../legend.ts";
import { PALETTE } from "../theme.ts";
import { BAND_OPACITY } from "./estimate_marks.ts";
import { wholeAccuracies } from "./network_values.ts";

/** Mean accuracy of the whole networks, in per cent. */
export function wholeEstimate(result: Figure2Result): Estimate {
  return estimate(wholeAccuracies(result).map(({ value }) => value));
}

/** A line across all panels at the mean, with a band for its interval. */
export function wholeMarks(
  { mean, low, high }: Estimate,
  axis: "x" | "y",
  place: (accuracy: number) => number,
): Plot.Markish[] {
  const line = { stroke: PALETTE.reference, strokeDasharray: REFERENCE_DASHES, strokeWidth: 1.5 };
  const band = { fill: PALETTE.reference, fillOpacity: BAND_OPACITY };
  const ends = low < high ? [{ from: place(low), to: place(high) }] : [];
  return axis === "y"
    ? [
      Plot.rectY(ends, { ...band, y1: "from", y2: "to" }),
      Plot.ruleY([place(mean)], line),
    ]
    : [
      Plot.rectX(ends, { ...band, x1: "from", x2: "to" }),
      Plot.ruleX([place(mean)], line),
    ];
}

/** The key of {@link wholeMarks}. */
export const WHOLE_ENTRY: LegendEntry = {
  sample: lineSample(PALETTE.reference, { dashes: REFERENCE_DASHES, width: 1.5 }),
  label: "whole network",
};
