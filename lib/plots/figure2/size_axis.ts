/**
 * A horizontal axis of the sizes of sub-networks: numbers to scale, then k*.
 * @module
 */
import type { SubnetworkSize } from "../../experiments/figure2_result.ts";
import { textWidth } from "../text.ts";
import { SIZE } from "../theme.ts";
import { BEST_SIZES, numbersAmong } from "./subnetwork_sizes.ts";

/** Where sizes stand, in pixels from the left end of a panel, and how the axis is written. */
export interface SizeAxis {
  readonly domain: [left: number, right: number];
  readonly position: (size: SubnetworkSize) => number;
  readonly ticks: readonly number[];
  readonly tickFormat: (position: number) => string;
}

/** From the first or last size to the edge. */
const SIDE = 12;
/** Between words on the axis. */
const WORD_GAP = 6;
/** Between the numbers and k*, beside the space between words. */
const BREAK = 4;

const LABELS: Readonly<Record<typeof BEST_SIZES[number], string>> = {
  "k*": "k*",
  "k* exact": "exact",
};

/**
 * Places sizes on an axis of `width` pixels.
 *
 * @param sizes at least one, numbers first and ascending
 */
export function sizeAxis(sizes: readonly SubnetworkSize[], width: number): SizeAxis {
  const numbers = numbersAmong(sizes);
  const positions = new Map<SubnetworkSize, number>();
  let right = width;
  for (const size of BEST_SIZES.toReversed()) {
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

function labelOf(size: SubnetworkSize): string {
  return typeof size === "number" ? String(size) : LABELS[size];
}

/** Every how many numbers, counted from the last one, there is room to write one. */
function labelStep(numbers: readonly number[], length: number): number {
  const widest = Math.max(...numbers.map((size) => textWidth(String(size), SIZE.tick)));
  const span = (numbers.at(-1) ?? 0) - (numbers[0] ?? 0);
  const fits = (step: number) =>
    numbers.every((size, at) => {
      const next = numbers[at + step];
      return next === undefined || (next - size) / span * length >= widest + WORD_GAP;
    });
  let step = 1;
  while (!fits(step)) step++;
  return step;
}
