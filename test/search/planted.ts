/** Invented systems for search tests. */
import {
  discreteTarget,
  type GaussianSystem,
  gaussianSystem,
  type TargetEncoding,
  toVariables,
} from "../../lib/information/mod.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";

/** Variables that mix a few shared signals with noise of their own, and a label of `classes` values. */
export function plantedSystem(
  { variables = 6, samples = 300, classes = 3, seed = 1, encoding = "copula" }: {
    variables?: number;
    samples?: number;
    classes?: number;
    seed?: number;
    encoding?: TargetEncoding;
  } = {},
): GaussianSystem {
  const random = randomSource(seed);
  const centred = () => uniform(random) - 0.5;
  const signals = 4;
  const mixing = Array.from({ length: variables * signals }, centred);
  const values = new Float64Array(samples * variables);
  const labels: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const signal = Array.from({ length: signals }, centred);
    const share = Math.min(0.999, Math.max(0, 0.5 + signal[0]! * 0.5 + signal[1]! * 0.5));
    labels.push(Math.floor(share * classes));
    for (let j = 0; j < variables; j++) {
      const mixed = signal.reduce((sum, s, i) => sum + s * mixing[j * signals + i]!, 0);
      values[sample * variables + j] = mixed + 0.3 * centred();
    }
  }
  const features = toVariables({ samples, variables, values });
  const target = encoding === "none" ? undefined : discreteTarget(labels);
  return gaussianSystem(features, target, { encoding });
}
