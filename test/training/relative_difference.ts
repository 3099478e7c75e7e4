import type { NetworkParameters } from "../../lib/models/mod.ts";
import type { PlainLayer } from "./backpropagation.ts";

/** Largest difference between two sets of parameters, relative to the largest value of the second. */
export function relativeDifference(
  actual: NetworkParameters,
  expected: readonly PlainLayer[],
): number {
  let difference = 0;
  let size = 0;
  expected.forEach(({ weights, biases }, l) => {
    const values = [...weights.flat(), ...biases];
    const found = [...actual[l]!.weights, ...actual[l]!.biases];
    values.forEach((value, at) => {
      difference = Math.max(difference, Math.abs(found[at]! - value));
      size = Math.max(size, Math.abs(value));
    });
  });
  return difference / size;
}
