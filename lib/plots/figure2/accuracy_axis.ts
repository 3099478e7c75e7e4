/**
 * An axis of accuracies on which high ones are told apart: logarithmic in the error.
 * @module
 */
import { linearTicks, logTicks, tickLabel } from "../ticks.ts";
import type { ValueAxis } from "./value_axis.ts";

/** Errors below this, in per cent, are drawn at it: 0 has no place on a logarithmic axis. */
const SMALLEST_ERROR = 0.05;
/** The axis follows bounds of intervals as far as to this share of the smallest error. */
const REACH = 0.5;
/** Where errors differ by less than this factor, round accuracies are not too crowded. */
const NARROW = 4;
/** Free space at either end, as a share of the axis. */
const ROOM = 0.04;
/** How close two numbers may come, as a share of what each would have if all were evenly apart. */
const CLOSEST = 0.7;

/** What a figure has to say of such an axis. */
export const ACCURACY_AXIS_NOTE = "The axis is logarithmic in the error.";

/** An axis of accuracies. */
export interface AccuracyAxis extends ValueAxis {
  /** Where an accuracy in per cent stands on it: at its end when it does not hold it. */
  readonly position: (accuracy: number) => number;
}

/**
 * The axis that holds all accuracies, low ones first; its positions are errors, 100 − accuracy.
 *
 * @param accuracies in per cent, at least one
 * @param bounds of intervals, in per cent; they may lie below 0 or above 100
 * @param most numbers on it
 */
export function accuracyAxis(
  accuracies: readonly number[],
  bounds: readonly number[],
  most: number,
): AccuracyAxis {
  const error = (accuracy: number) => Math.min(100, Math.max(SMALLEST_ERROR, 100 - accuracy));
  const smallest = Math.min(...accuracies.map(error));
  const ends = [...accuracies, ...bounds].map((one) => Math.max(error(one), REACH * smallest));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  // Equal accuracies still get an axis of some length.
  const room = Math.max((high / low) ** ROOM, 1.01);
  const [first, last] = [high * room, low / room];
  const narrow = first < NARROW * last;
  const ticks = narrow
    ? roundAccuracies(first, last, most)
    : logTicks(last, Math.min(first, 100), most);
  const label = narrow ? tickLabel(ticks.map(accuracyAt)) : String;
  return {
    type: "log",
    domain: [first, last],
    ticks,
    tickFormat: (position) => label(accuracyAt(position)),
    position: (accuracy) => Math.min(first, Math.max(last, error(accuracy))),
  };
}

/** Positions of evenly spaced accuracies, few enough that the low ones, which are closest, stay apart. */
function roundAccuracies(first: number, last: number, most: number): number[] {
  for (let count = most;; count--) {
    const ticks = linearTicks(100 - first, 100 - last, count).map((accuracy) => 100 - accuracy);
    const apart = (ticks.length < 2 ? Infinity : Math.log(ticks[0]! / ticks[1]!)) /
      Math.log(first / last);
    if (apart >= CLOSEST / most || count === 1) return ticks;
  }
}

/** The accuracy at a position, without the digits that subtracting adds. */
function accuracyAt(position: number): number {
  return Number((100 - position).toPrecision(10));
}
