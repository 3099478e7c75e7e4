/** Marks that several figures draw. */
import * as Plot from "@observablehq/plot";
import { type LegendEntry, lineSample } from "../kit/legend.ts";
import { PALETTE } from "../kit/theme.ts";

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
