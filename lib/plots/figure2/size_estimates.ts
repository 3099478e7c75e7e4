/**
 * Means over networks, size by size.
 * @module
 */
import type { SubnetworkSize } from "../../experiments/figure2_result.ts";
import { type Estimate, estimate } from "../estimate.ts";
import type { NetworkValue } from "./network_values.ts";
import type { Look } from "./strategy_looks.ts";

/** A mean at one size. */
export interface SizeEstimate extends Estimate {
  readonly column: string;
  readonly size: SubnetworkSize;
}

/** Means of one kind, in all columns. */
export interface SizeLine {
  readonly look: Look;
  /** In the order of sizes. */
  readonly points: readonly SizeEstimate[];
}

/** Means at the sizes where there are values, in their order. */
export function sizeEstimates(
  column: string,
  sizes: readonly SubnetworkSize[],
  valuesAt: (size: SubnetworkSize) => readonly NetworkValue[],
): SizeEstimate[] {
  return sizes.flatMap((size) => {
    const values = valuesAt(size).map(({ value }) => value);
    return values.length === 0 ? [] : [{ column, size, ...estimate(values) }];
  });
}

/** All means of lines. */
export function meansOf(lines: readonly SizeLine[]): number[] {
  return lines.flatMap(({ points }) => points.map(({ mean }) => mean));
}

/** The bounds of all their intervals; a single network's are its value. */
export function boundsOf(lines: readonly SizeLine[]): number[] {
  return lines.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high]));
}
