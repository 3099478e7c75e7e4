/**
 * The two rows that figures over the size of sub-networks are made of.
 * @module
 */
import { SIMILAR_MARGIN } from "../../experiments/figure2_result.ts";
import type { Estimate } from "../estimate.ts";
import { accuracyAxis } from "./accuracy_axis.ts";
import { lineMarks } from "./estimate_marks.ts";
import { equivalenceBand, pointsAxis } from "./points_axis.ts";
import { boundsOf, meansOf, type SizeLine } from "./size_estimates.ts";
import type { SizeRow } from "./size_panels.ts";
import { wholeMarks } from "./whole_network.ts";

/** Height of a panel per number on its axis. */
const TICK_HEIGHT = 24;

/** What a figure has to say of the axes of both rows. */
export const BOTH_AXES_NOTE =
  `Axes are logarithmic in the error and beyond ±${SIMILAR_MARGIN} points of difference.`;

/** Test accuracies beside that of the whole network; the first line on top. */
export function accuracyRow(
  lines: readonly SizeLine[],
  whole: Estimate,
  height: number,
): SizeRow {
  const axis = accuracyAxis(
    [...meansOf(lines), whole.mean],
    [...boundsOf(lines), whole.low, whole.high],
    Math.floor(height / TICK_HEIGHT),
  );
  return {
    label: "Test accuracy (%)",
    height,
    axis,
    marks: (position) => [
      ...wholeMarks(whole, "y", axis.position),
      ...lineMarks(lines.toReversed(), position, axis.position),
    ],
  };
}

/** Differences of accuracies, in points, over the band of those that are alike; the first line on top. */
export function differenceRow(
  label: string,
  lines: readonly SizeLine[],
  height: number,
): SizeRow {
  return {
    label,
    height,
    axis: pointsAxis(boundsOf(lines), height, TICK_HEIGHT),
    marks: (position) => [
      equivalenceBand("y"),
      ...lineMarks(lines.toReversed(), position, (difference) => difference),
    ],
  };
}
