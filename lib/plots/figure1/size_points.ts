/**
 * Means over networks, one for every layer and multiplet size.
 * @module
 */
import { type Estimate, estimate } from "../estimate.ts";
import { inBits } from "./in_bits.ts";
import type { LayerGroup, NetworkLayer } from "./layer_groups.ts";

/** Something at one multiplet size. */
interface Sized {
  readonly size: number;
}

/** A value of one network at one multiplet size. */
export interface SizeValue extends Sized {
  readonly value: number;
}

/** What networks have at one multiplet size. */
export interface SizePoint extends Estimate {
  /** Name of the layer. */
  readonly layer: string;
  readonly size: number;
}

/**
 * Summarises, size by size, what `read` finds in each network; sizes ascend.
 *
 * @param unit turns a value into what is shown. Default: nats into bits
 */
export function sizePoints(
  groups: readonly LayerGroup[],
  read: (result: NetworkLayer) => readonly SizeValue[],
  unit: (value: number) => number = inBits,
): SizePoint[] {
  return groups.flatMap(({ name, results }) => {
    const bySize = new Map<number, number[]>();
    for (const { size, value } of results.flatMap(read)) {
      const values = bySize.get(size) ?? [];
      values.push(unit(value));
      bySize.set(size, values);
    }
    return [...bySize].sort(([a], [b]) => a - b)
      .map(([size, values]) => ({ layer: name, size, ...estimate(values) }));
  });
}

/** Pairs up entries of the same size; sizes that only one list has are left out. */
export function matchedSizes<First extends Sized, Second extends Sized>(
  first: readonly First[],
  second: readonly Second[],
): { readonly size: number; readonly first: First; readonly second: Second }[] {
  return first.flatMap((one) => {
    const other = second.find(({ size }) => size === one.size);
    return other === undefined ? [] : [{ size: one.size, first: one, second: other }];
  });
}
