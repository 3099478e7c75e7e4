/** Numbers on axes. */
import { decimal, textWidth } from "../kit/text.ts";
import { SIZE } from "../kit/theme.ts";

/** A scale, and how its axis is written. */
export interface ValueAxis {
  /** Default: linear. `constant`: where a symlog scale turns from linear to logarithmic. */
  readonly type?: "linear" | "log" | "symlog";
  /** See `type`. */
  readonly constant?: number;
  /** From the left or lower end. */
  readonly domain: [first: number, last: number];
  /** Positions of numbers. */
  readonly ticks: readonly number[];
  /** The text of a number. */
  readonly tickFormat: (tick: number) => string;
}

/** Steps between numbers on an axis, times a power of ten. */
const NICE = [1, 2, 5];
/** Numbers of a decade on a logarithmic axis, from the finest choice to the coarsest. */
const DECADES = [[1, 1.5, 2, 3, 5, 7], NICE, [1]];

/** Integers from 0 to `last` in steps of 1, 2 or 5 times a power of ten: about `count` of them. */
export function integerTicks(last: number, count: number): number[] {
  const step = niceStep(last, count, 1);
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, at) => at * step);
}

/** Multiples of a nice step from `low` to `high`: about `count` of them. */
export function linearTicks(low: number, high: number, count: number): number[] {
  const step = niceStep(high - low, count, 1e-9);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Dividing by a whole number keeps 0.3 from becoming 0.30000000000000004.
  const multiple = (at: number) => step >= 1 ? at * step : at / Math.round(1 / step);
  return Array.from({ length: last - first + 1 }, (_, at) => multiple(first + at));
}

/** Numbers for a logarithmic axis: the finest choice with at most `most`, or powers of ten. */
export function logTicks(low: number, high: number, most: number): number[] {
  const first = Math.floor(Math.log10(low));
  const powers = Array.from({ length: Math.log10(high) - first + 1 }, (_, at) => first + at);
  // Number("2e-2") is the closest number to 0.02; 2 · 10⁻² may not be.
  const choices = DECADES.map((steps) =>
    powers.flatMap((power) => steps.map((step) => Number(`${step}e${power}`)))
      .filter((tick) => tick >= low && tick <= high)
  );
  return choices.find((ticks) => ticks.length <= most) ?? choices.at(-1)!;
}

/** Writes ticks with the same number of decimals, as many as the longest needs. */
export function tickLabel(ticks: readonly number[]): (tick: number) => string {
  const most = Math.max(0, ...ticks.map((tick) => String(tick).split(".")[1]?.length ?? 0));
  return (tick) => decimal(tick, most);
}

/** The smallest nice step, at least `smallest`, that divides `span` into at most `count`. */
function niceStep(span: number, count: number, smallest: number): number {
  for (let power = Math.floor(Math.log10(smallest));; power++) {
    for (const nice of NICE) {
      const step = Number(`${nice}e${power}`);
      if (step >= smallest && span / step <= count) return step;
    }
  }
}

/** Length of an axis per number on it. */
const TICK_LENGTH = 22;
/** Free space at either end of an axis of amounts, as a share of it. */
const FREE_SHARE = 0.05;
/** An axis of amounts spans no less, so that rounding errors do not seem to be values. */
const SMALLEST_SPAN = 0.1;
/** From the middle of the first or last size to the edge. */
const SIDE = 0.7;

/** Holds all amounts and 0, with some free space; where none is below 0, the axis begins there. */
export function amountAxis(amounts: readonly number[], length: number): ValueAxis {
  const lowest = Math.min(0, ...amounts);
  const highest = Math.max(0, lowest + SMALLEST_SPAN, ...amounts);
  const space = FREE_SHARE * (highest - lowest);
  const domain: [number, number] = [lowest < 0 ? lowest - space : 0, highest + space];
  const ticks = linearTicks(...domain, Math.floor(length / TICK_LENGTH));
  return { domain, ticks, tickFormat: tickLabel(ticks) };
}

/** Length of a logarithmic axis per number on it: its numbers have one to three digits. */
const LOG_TICK_LENGTH = 17;

/** Least space between two numbers. */
const TICK_GAP = 2;

/** A logarithmic axis that holds all sizes, which are at least 1, and some space around the first and the last. */
export function logSizeAxis(sizes: readonly number[], length: number): ValueAxis {
  const [first, last] = [Math.min(...sizes), Math.max(...sizes)];
  const space = (last / first) ** FREE_SHARE;
  const all = logTicks(first, last, Math.floor(length / LOG_TICK_LENGTH))
    .filter((tick) => Number.isInteger(tick));
  const position = (tick: number) => length * Math.log(tick) / Math.log(last / first * space ** 2);
  const width = (tick: number) => textWidth(`${tick}`, SIZE.tick);
  // From the last one on, those that would touch the next are left out.
  const ticks: number[] = [];
  for (const tick of all.toReversed()) {
    const [next] = ticks;
    const gap = next === undefined ? Infinity : position(next) - position(tick);
    if (gap > (width(tick) + width(next ?? tick)) / 2 + TICK_GAP) ticks.unshift(tick);
  }
  return { type: "log", domain: [first / space, last * space], ticks, tickFormat: String };
}

/** Holds all sizes, integers, and bars around the first and the last. */
export function sizeAxis(sizes: readonly number[], length: number): ValueAxis {
  const [first, last] = [Math.min(...sizes), Math.max(...sizes)];
  const ticks = integerTicks(last, Math.floor(length / TICK_LENGTH)).filter((at) => at >= first);
  return { domain: [first - SIDE, last + SIDE], ticks, tickFormat: String };
}
