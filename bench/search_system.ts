/** What the searches are measured on. */
import { discreteTarget, gaussianSystem, toVariables } from "../lib/information/mod.ts";
import { randomSource, uniform } from "../lib/system/random/mod.ts";

/** Number of multiplets of 2 to 20 of 20 variables. */
export const ALL_OF_20 = 2 ** 20 - 21;

/** Correlated variables and a label that depends on them. */
export function benchFeatures(variables: number, samples: number) {
  const random = randomSource(1);
  const centred = () => uniform(random) - 0.5;
  const mixing = Array.from({ length: variables * 8 }, centred);
  const values = new Float32Array(samples * variables);
  const labels = new Uint8Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    const signals = Array.from({ length: 8 }, centred);
    labels[sample] = Math.min(9, Math.max(0, Math.floor(5 + 5 * (signals[0]! + signals[1]!))));
    for (let j = 0; j < variables; j++) {
      const mixed = signals.reduce((sum, s, i) => sum + s * mixing[8 * j + i]!, 0);
      values[sample * variables + j] = mixed + 0.5 * centred();
    }
  }
  return { features: { samples, variables, values }, target: discreteTarget(labels) };
}

/** The system of {@link benchFeatures}. */
export function benchSystem(variables: number, samples: number) {
  const { features, target } = benchFeatures(variables, samples);
  return gaussianSystem(toVariables(features), target);
}
