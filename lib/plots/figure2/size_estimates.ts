/**
 * Means over networks, size by size.
 * @module
 */
import type { SubnetworkSize } from "../../experiments/figure2_result.ts";
import { estimate } from "../estimate.ts";
import type { SizeEstimate } from "./estimate_marks.ts";
import type { NetworkValue } from "./network_values.ts";

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
