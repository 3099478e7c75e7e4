/** Invented activations for tests of analyses. */
import type { FeatureMatrix } from "../../lib/information/mod.ts";

/** A matrix whose column j is made by `column(j)` from sample numbers. */
export function matrix(
  samples: number,
  variables: number,
  value: (sample: number, column: number) => number,
): FeatureMatrix {
  const values = Float64Array.from(
    { length: samples * variables },
    (_, at) => value(Math.floor(at / variables), at % variables),
  );
  return { samples, variables, values };
}
