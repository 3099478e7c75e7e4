/**
 * Axes as all panels draw them.
 * @module
 */
import * as Plot from "@observablehq/plot";
import { PALETTE } from "./theme.ts";
import { tickLabel } from "./ticks.ts";

/** Margins of a panel that leave room for both axes. */
export const AXIS_MARGINS = { marginLeft: 56, marginRight: 10, marginBottom: 42 } as const;

const LABEL = { labelAnchor: "center", labelArrow: "none" } as const;

/**
 * A vertical axis of values: grid lines and numbers, no line.
 *
 * @param tickFormat writes a number. Default: all with equally many decimals
 */
export function valueAxis(
  label: string,
  ticks: readonly number[],
  tickFormat: (tick: number) => string = tickLabel(ticks),
): Plot.Markish {
  return Plot.marks(
    Plot.gridY({ ticks: [...ticks], stroke: PALETTE.grid, strokeOpacity: 1 }),
    Plot.axisY({ ticks: [...ticks], tickFormat, tickSize: 0, label, ...LABEL }),
  );
}

/** A horizontal axis of values, as {@link valueAxis}. */
export function horizontalValueAxis(
  label: string,
  ticks: readonly number[],
  tickFormat: (tick: number) => string = tickLabel(ticks),
): Plot.Markish {
  const numbers = { ticks: [...ticks], tickFormat, tickSize: 0, label, labelOffset: 38, ...LABEL };
  return Plot.marks(
    Plot.gridX({ ticks: [...ticks], stroke: PALETTE.grid, strokeOpacity: 1 }),
    Plot.axisX(numbers),
  );
}

/**
 * A horizontal axis of integers: a line at the lower end `low` of the vertical one. No label where
 * `null` is given.
 *
 * @param tickFormat writes a number. Default: as it is
 */
export function integerAxis(
  label: string | null,
  ticks: readonly number[],
  low: number,
  tickFormat: (tick: number) => string = String,
): Plot.Markish {
  return Plot.marks(
    Plot.axisX({
      ticks: [...ticks],
      tickFormat,
      tickSize: 4,
      label,
      labelOffset: 38,
      ...LABEL,
    }),
    Plot.ruleY([low], { stroke: PALETTE.ink }),
  );
}

/** A dotted horizontal line at a value to compare with. */
export function referenceLine(value: number): Plot.Markish {
  return Plot.ruleY([value], { stroke: PALETTE.reference, strokeDasharray: REFERENCE_DASHES });
}

/** Dashes of {@link referenceLine}, for keys. */
export const REFERENCE_DASHES = "2,3";
