/** Random samples with planted dependence: variables that mix a few shared signals. */
import type { FeatureMatrix } from "../lib/information/mod.ts";
import { type RandomSource, randomSource, uniform } from "../lib/system/random/mod.ts";

/** The shape of the samples; every field has a default. */
export interface MixedSignals {
  /** Rows. Default 300; with `labels`, one per label. */
  readonly samples?: number;
  /** Columns. Default 6. */
  readonly variables?: number;
  /** Signals that all variables share. Default 4. */
  readonly signals?: number;
  /** Width of each variable's own uniform noise; that of a signal is 1. Default 0.3. */
  readonly noise?: number;
  /** Number of labels 0, 1 … that are drawn: they rise with the first two signals. Default 3. */
  readonly classes?: number;
  /** Labels to use instead of drawn ones: the first signal rises with them, 0.4 per class. */
  readonly labels?: readonly number[];
  /** Seed of the stream. Default 1. */
  readonly seed?: number;
  /** Stream to go on with, in place of one that begins at `seed`. */
  readonly random?: RandomSource;
}

/**
 * Draws the weights of all mixtures, then sample by sample its signals and the noise of its variables:
 * all uniform and centred at 0. Variables with similar weights are redundant, and the labels depend on
 * the variables only through the signals.
 */
export function mixedSignals(
  {
    labels: given,
    samples = given?.length ?? 300,
    variables = 6,
    signals = 4,
    noise = 0.3,
    classes = 3,
    seed = 1,
    random = randomSource(seed),
  }: MixedSignals = {},
): { features: FeatureMatrix; labels: number[] } {
  const centred = () => uniform(random) - 0.5;
  const drawn = (count: number) => Array.from({ length: count }, centred);
  const weights = drawn(variables * signals);
  const values = new Float64Array(samples * variables);
  const labels = Array.from({ length: samples }, (_, sample) => {
    const signal = drawn(signals);
    if (given) signal[0]! += given[sample]! * 0.4;
    for (let j = 0; j < variables; j++) {
      const mixed = signal.reduce((sum, value, i) => sum + value * weights[j * signals + i]!, 0);
      values[sample * variables + j] = mixed + noise * centred();
    }
    return given?.[sample] ?? labelOf((signal[0]! + signal[1]! + 1) / 2, classes);
  });
  return { features: { samples, variables, values }, labels };
}

/** The label of a share between 0 and 1, in equal steps. */
function labelOf(share: number, classes: number): number {
  return Math.min(classes - 1, Math.max(0, Math.floor(share * classes)));
}
