/**
 * Means of Ω, or of a part of it, at either end.
 * @module
 */
import type { LayerExtremes } from "../../experiments/figure1_result.ts";
import type { ScoredMultiplet } from "../../search/interface.ts";
import type { End } from "./ends.ts";
import type { LayerGroup, NetworkLayer } from "./layer_groups.ts";
import { type SizePoint, sizePoints } from "./size_points.ts";

/** Some extremes of a layer, one entry a size. */
export type ReadExtremes = (result: NetworkLayer) => readonly LayerExtremes[];

/** A measure of a multiplet. */
export type Part = Exclude<keyof ScoredMultiplet, "multiplet">;

/** Means over networks at one end; of Ω(X, y) where no part is named. */
export function extremePoints(
  groups: readonly LayerGroup[],
  read: ReadExtremes,
  end: End,
  part: Part = "oInformation",
): SizePoint[] {
  return sizePoints(
    groups,
    (own) => read(own).map((extremes) => ({ size: extremes.size, value: extremes[end][part] })),
  );
}
