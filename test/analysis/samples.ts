/** Invented activations for tests of analyses. */
import type { FeatureMatrix } from "../../lib/information/mod.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";

/** Columns that mix a few shared signals, as pre-activations do, and labels that depend on one. */
export function invented(
  { samples = 200, variables = 6, classes = 3, seed = 1 } = {},
): { features: FeatureMatrix; labels: number[] } {
  const random = randomSource(seed);
  const centred = () => uniform(random) - 0.5;
  const mixing = Array.from({ length: 3 * variables }, centred);
  const values = new Float64Array(samples * variables);
  const labels = Array.from({ length: samples }, (_, sample) => {
    const signals = [centred(), centred(), centred()];
    for (let j = 0; j < variables; j++) {
      values[sample * variables + j] = 0.3 * centred() +
        signals.reduce((sum, signal, i) => sum + signal * mixing[3 * j + i]!, 0);
    }
    return Math.floor((signals[0]! + 0.5) * classes);
  });
  return { features: { samples, variables, values }, labels };
}

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
