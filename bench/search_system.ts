/** What the searches are measured on. */
import { discreteTarget, gaussianSystem, toVariables } from "../lib/information/mod.ts";
import { mixedSignals } from "../test/mixed_signals.ts";

/** Number of multiplets of 2 to 20 of 20 variables. */
export const ALL_OF_20 = 2 ** 20 - 21;

/** Correlated variables of 32 bits, as networks have them, and a label that depends on them. */
export function benchFeatures(variables: number, samples: number) {
  const drawn = mixedSignals({ variables, samples, signals: 8, noise: 0.5, classes: 10 });
  const features = { ...drawn.features, values: Float32Array.from(drawn.features.values) };
  return { features, target: discreteTarget(drawn.labels) };
}

/** The system of {@link benchFeatures}. */
export function benchSystem(variables: number, samples: number) {
  const { features, target } = benchFeatures(variables, samples);
  return gaussianSystem(toVariables(features), target);
}
