/**
 * Panels beside each other, as facets of one drawing.
 * @module
 */
import * as Plot from "@observablehq/plot";
import { AXIS_MARGINS } from "./axes.ts";
import { INNER_WIDTH, PALETTE } from "./theme.ts";

/** Space between panels. */
export const PANEL_GAP = 14;

/** Width of one of so many panels beside each other, right of a margin for the axis and its labels. */
export function panelWidth(
  columns: number,
  marginLeft: number = AXIS_MARGINS.marginLeft,
): number {
  const gaps = (columns - 1) * PANEL_GAP;
  return (INNER_WIDTH - marginLeft - AXIS_MARGINS.marginRight - gaps) / columns;
}

/** The scale `fx` of panels of these names, `panel` wide each. */
export function columnScale(names: readonly string[], panel: number): Plot.ScaleOptions {
  return {
    domain: names,
    // A single facet would keep the padding at its sides.
    paddingInner: names.length === 1 ? 0 : PANEL_GAP / (panel + PANEL_GAP),
    round: false,
    axis: null,
  };
}

/** Places words at the left end of a panel, above it where `dy` is negative. */
export const COLUMN_TEXT = { frameAnchor: "top-left", textAnchor: "start" } as const;

/** Names of panels above them, at `top` relative to their upper edge. */
export function columnHeadings(names: readonly string[], top: number): Plot.Markish {
  const name = (one: string) => one;
  const look = { fill: PALETTE.ink, fontWeight: "bold", dy: top };
  return Plot.text(names, { ...COLUMN_TEXT, ...look, fx: name, text: name });
}
