/**
 * Which samples belong to which class, and parts of a set of samples.
 * @module
 */
import type { Samples } from "./dataset.ts";

/** The rows of each class, in their order. */
export function rowsByClass(labels: Uint8Array, classes: number): number[][] {
  const rows: number[][] = Array.from({ length: classes }, () => []);
  labels.forEach((label, row) => rows[label]!.push(row));
  return rows;
}

/** A copy of the rows `rows`, in that order. */
export function selectSamples(samples: Samples, rows: readonly number[]): Samples {
  const { features, inputs, labels } = samples;
  const size = rows.length * features;
  const selected = inputs instanceof Uint8Array ? new Uint8Array(size) : new Float32Array(size);
  rows.forEach((row, at) => {
    selected.set(inputs.subarray(row * features, (row + 1) * features), at * features);
  });
  return {
    count: rows.length,
    features,
    inputs: selected,
    labels: Uint8Array.from(rows, (row) => labels[row]!),
  };
}
