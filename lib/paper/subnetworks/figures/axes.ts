/** Axes of accuracies, of differences in accuracy, and of the sizes of sub-networks. */
import * as Plot from "@observablehq/plot";
import { NAMED_SIZES, numbersAmong, type SubnetworkSize } from "../result.ts";
import { SIMILAR_MARGIN } from "../../claims/subnetworks.ts";
import {
  AREA_HEIGHT,
  areaSample,
  KEY_WIDTH,
  type LegendEntry,
} from "../../../figures/kit/legend.ts";
import { bandAcross, lineAcross } from "../../../figures/panels/marks.ts";
import { linearTicks, logTicks, tickLabel, type ValueAxis } from "../../../figures/panels/ticks.ts";
import { element } from "../../../figures/kit/svg.ts";
import { decimal, textWidth } from "../../../figures/kit/text.ts";
import { PALETTE, SIZE } from "../../../figures/kit/theme.ts";

/** Errors below this, in per cent, are drawn at it: a logarithmic axis has no 0. */
const SMALLEST_ERROR = 0.05;
/** The axis follows bounds of intervals as far as to this share of the smallest error. */
const REACH = 0.5;
/** Round accuracies are not too crowded if errors differ by less than this factor. */
const NARROW = 4;
/** Free space at either end, as a share of the axis. */
const ACCURACY_SPACE = 0.04;
/** Smallest distance of two numbers, as a share of the distance if all were evenly apart. */
const CLOSEST = 0.7;

/** For the subtitle of a figure with such an axis. */
export const ACCURACY_AXIS_NOTE =
  "The accuracy axis is a log scale of the error, 100\u00a0% − accuracy.";
/**
 * The axis that holds all accuracies, low ones first; its positions are errors, 100 − accuracy.
 *
 * @param accuracies in per cent, at least one
 * @param bounds of intervals, in per cent; they may lie below 0 or above 100
 * @param most numbers on it
 * @returns its `position` of an accuracy in per cent beyond the axis is the end of the axis
 */
export function accuracyAxis(
  accuracies: readonly number[],
  bounds: readonly number[],
  most: number,
): ValueAxis & { readonly position: (accuracy: number) => number } {
  const error = (accuracy: number) => Math.min(100, Math.max(SMALLEST_ERROR, 100 - accuracy));
  const smallest = Math.min(...accuracies.map(error));
  const ends = [...accuracies, ...bounds].map((one) => Math.max(error(one), REACH * smallest));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  // Equal accuracies still get an axis of some length.
  const space = Math.max((high / low) ** ACCURACY_SPACE, 1.01);
  const [first, last] = [high * space, low / space];
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
const accuracyAt = (position: number): number => Number((100 - position).toPrecision(10));

/** For the subtitle of a figure with such an axis. */
export const POINTS_AXIS_NOTE = `The axis is logarithmic beyond ±${SIMILAR_MARGIN} points.`;
/** Differences that an axis may be marked with, beside 0. */
const MARKS = [SIMILAR_MARGIN, 1, 2, 5, 10, 20, 50, 100];
/** An axis reaches at least so far, for the band of equivalence to be seen. */
const LEAST = 0.9;
/** Free space at either end, as a share of the axis. */
const POINTS_SPACE = 0.04;
/** The band of equivalence has a frame, which the bands of intervals have not. */
const FILL = { fill: PALETTE.grid, fillOpacity: 0.45 } as const;
const FRAME = { stroke: PALETTE.muted, strokeWidth: 0.75, strokeDasharray: "1,2" } as const;

/** The axis that holds all differences, and ±{@link SIMILAR_MARGIN}; numbers are `gap` apart. */
export function pointsAxis(differences: readonly number[], length: number, gap: number): ValueAxis {
  const [low, high] = [Math.min(-LEAST, ...differences), Math.max(LEAST, ...differences)];
  const [from, to] = [scaled(low), scaled(high)];
  const space = POINTS_SPACE * (to - from);
  const unit = length / (to - from + 2 * space);
  const positive = MARKS.filter(spaced(gap / unit));
  const ticks = [...positive.map((mark) => -mark).toReversed(), 0, ...positive]
    .filter((mark) => mark >= low && mark <= high);
  return {
    type: "symlog",
    constant: SIMILAR_MARGIN,
    domain: [difference(from - space), difference(to + space)],
    ticks,
    tickFormat: (mark) => decimal(mark, Number.isInteger(mark) ? 0 : 1),
  };
}

/** The band of equivalence between values on an axis, and a line at 0; in all panels, or in the one of that column. */
export function equivalenceBand(axis: "x" | "y", column?: string): Plot.Markish {
  const facet = column === undefined ? {} : { fx: () => column };
  return Plot.marks(
    bandAcross(axis, [{ low: -SIMILAR_MARGIN, high: SIMILAR_MARGIN }], { ...FILL, ...facet }),
    lineAcross(axis, [-SIMILAR_MARGIN, SIMILAR_MARGIN], { ...FRAME, ...facet }),
    lineAcross(axis, [0], { stroke: PALETTE.ink }),
  );
}
export const EQUIVALENCE_ENTRY: LegendEntry = {
  sample: areaSample(FILL.fill, FILL.fillOpacity) + [-1, 1].map((side) =>
    element("path", {
      d: `M0,${side * AREA_HEIGHT / 2}h${KEY_WIDTH}`,
      stroke: FRAME.stroke,
      "stroke-width": FRAME.strokeWidth,
      "stroke-dasharray": FRAME.strokeDasharray,
    })
  ).join(""),
  label: `within ±${SIMILAR_MARGIN} points`,
};

/** The position of a difference on the scale, in a unit of the scale; and the difference at a position. */
const scaled = (points: number): number =>
  Math.sign(points) * Math.log1p(Math.abs(points) / SIMILAR_MARGIN);
const difference = (at: number): number =>
  Math.sign(at) * SIMILAR_MARGIN * Math.expm1(Math.abs(at));

/** Selects marks that are `gap` away from 0 and from the last selected one; for `Array.filter`. */
function spaced(gap: number): (mark: number) => boolean {
  let last = 0;
  return (mark) => {
    const selected = scaled(mark) - last >= gap;
    if (selected) last = scaled(mark);
    return selected;
  };
}

/** Sizes in pixels from the left end of a panel. */
export interface SizeAxis extends ValueAxis {
  readonly position: (size: SubnetworkSize) => number;
}

/** From the first or last size to the edge. */
const SIDE = 12;
/** Between words on the axis. */
const WORD_GAP = 6;
/** Between the numbers and k*, beside the space between words. */
const BREAK = 4;

/** Places sizes, numbers first and ascending, on an axis of `width` pixels. */
export function sizeAxis(sizes: readonly SubnetworkSize[], width: number): SizeAxis {
  const numbers = numbersAmong(sizes);
  const positions = new Map<SubnetworkSize, number>();
  let right = width;
  for (const size of NAMED_SIZES.toReversed()) {
    if (!sizes.includes(size)) continue;
    const space = textWidth(labelOf(size), SIZE.tick) + WORD_GAP;
    positions.set(size, right - space / 2);
    right -= space;
  }
  const last = right - SIDE - (right < width ? BREAK : 0);
  const [smallest = 0, largest = 0] = [numbers[0], numbers.at(-1)];
  for (const size of numbers) {
    const share = largest === smallest ? 0.5 : (size - smallest) / (largest - smallest);
    positions.set(size, SIDE + share * (last - SIDE));
  }
  const step = labelStep(numbers, last - SIDE);
  const labels = new Map(sizes.map((size, at) => {
    const written = typeof size !== "number" || (numbers.length - 1 - at) % step === 0;
    return [positions.get(size)!, written ? labelOf(size) : ""];
  }));
  return {
    domain: [0, width],
    position: (size) => positions.get(size)!,
    ticks: [...labels.keys()],
    tickFormat: (position) => labels.get(position)!,
  };
}

const labelOf = (size: SubnetworkSize): string => {
  if (size === "k* exact") return "exact";
  return size === "k* ladder" ? "k*" : String(size);
};

/** The smallest step, counted from the last number, at which the numbers have space to be written. */
function labelStep(numbers: readonly number[], length: number): number {
  const widest = Math.max(...numbers.map((size) => textWidth(String(size), SIZE.tick)));
  const span = (numbers.at(-1) ?? 0) - (numbers[0] ?? 0);
  const fits = (step: number) =>
    numbers.slice(step)
      .every((size, at) => (size - numbers[at]!) / span * length >= widest + WORD_GAP);
  let step = 1;
  while (!fits(step)) step++;
  return step;
}
