/**
 * Sorting samples by value.
 * @module
 */
import type { ColumnValues } from "./variables.ts";

const BYTE_VALUES = 256;

/**
 * The samples by ascending value; equal values keep the order in which `samples` has them. +0 and −0
 * are equal.
 *
 * A radix sort over the bytes of the numbers: for the 10,000 values of a neuron three times as fast
 * as sorting with a comparison function.
 *
 * @param values finite
 * @param samples every index of `values` once
 */
export function stableOrder(values: ColumnValues, samples: Uint32Array): Uint32Array {
  const keys = ascendingKeys(values);
  const counts = new Uint32Array(BYTE_VALUES);
  let order = samples.slice();
  let next = new Uint32Array(samples.length);
  for (let byte = 0; byte < Float64Array.BYTES_PER_ELEMENT; byte++) {
    const digit = (sample: number) => keys[sample * Float64Array.BYTES_PER_ELEMENT + byte]!;
    counts.fill(0);
    for (const sample of order) counts[digit(sample)]!++;
    if (counts.includes(order.length)) continue; // All alike: nothing to sort by.
    let start = 0;
    for (let value = 0; value < BYTE_VALUES; value++) {
      const count = counts[value]!;
      counts[value] = start;
      start += count;
    }
    for (const sample of order) next[counts[digit(sample)]!++] = sample;
    [order, next] = [next, order];
  }
  return order;
}

/**
 * Eight bytes a value, least significant first, that order as unsigned integers the way the values
 * do: a positive number gets its sign bit set, a negative one all bits inverted.
 */
function ascendingKeys(values: ColumnValues): Uint8Array {
  const keys = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => {
    const at = i * Float64Array.BYTES_PER_ELEMENT;
    keys.setFloat64(at, value + 0, true); // −0 + 0 = 0
    const high = keys.getUint32(at + 4, true);
    if (high >>> 31 === 0) {
      keys.setUint32(at + 4, high | 0x8000_0000, true);
    } else {
      keys.setUint32(at + 4, ~high, true);
      keys.setUint32(at, ~keys.getUint32(at, true), true);
    }
  });
  return new Uint8Array(keys.buffer);
}
