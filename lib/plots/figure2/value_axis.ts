/**
 * What an axis of values is made of.
 * @module
 */
import type { ScaleOptions, ScaleType } from "@observablehq/plot";

/** Where values stand, and how the axis is written. */
export interface ValueAxis {
  readonly type: ScaleType;
  /** From the left or lower end. */
  readonly domain: [first: number, last: number];
  /** Half of the linear part of a `symlog` scale. */
  readonly constant?: number;
  readonly ticks: readonly number[];
  readonly tickFormat: (tick: number) => string;
}

/** An axis as a scale of Plot. */
export function scaleOf({ type, domain, constant }: ValueAxis): ScaleOptions {
  return { type, domain, ...(constant === undefined ? {} : { constant }) };
}
