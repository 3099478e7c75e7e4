/**
 * What a figure has to say of axes that are not linear.
 * @module
 */
import { EQUIVALENT } from "./points_axis.ts";

/** Of an axis of accuracies. */
export const ACCURACY_AXIS_NOTE = "The axis is logarithmic in the error.";
/** Of an axis of differences. */
export const POINTS_AXIS_NOTE = `The axis is logarithmic beyond ±${EQUIVALENT} points.`;
/** Of both in one figure. */
export const BOTH_AXES_NOTE =
  `Axes are logarithmic in the error and beyond ±${EQUIVALENT} points of difference.`;
