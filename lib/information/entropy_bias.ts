/**
 * The bias of entropies estimated from few samples.
 * @module
 */
import digamma from "@stdlib/math-base-special-digamma";

/** Whether entropies are corrected for their bias. */
export interface EntropyOptions {
  /** Subtract {@link entropyBias} from every entropy. Default `true`. */
  readonly biasCorrected?: boolean;
}

/** The options of {@link EntropyOptions}, for checks of options that contain them. */
export const ENTROPY_OPTIONS = ["biasCorrected"] as const satisfies (keyof EntropyOptions)[];

/**
 * Bias in nats of the entropy of k Gaussian variables whose covariance was estimated from N samples
 * with N − 1:
 *
 * b(k, N) = ½ [ k ln(2/(N−1)) + Σ_{i=1..k} ψ((N−i)/2) ]
 *
 * It is negative: estimated entropies are too small (Goodman 1963; Ince et
 * al. 2017, doi:10.1002/hbm.23471).
 *
 * @param variables k, at least 0
 * @param samples N, more than k; `Infinity` has no bias
 * @example
 * ```ts
 * import { entropyBias } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * ok(Math.abs(entropyBias(3, 200) - -0.0151580857346989) < 1e-12);
 * ```
 */
export function entropyBias(variables: number, samples: number): number {
  if (samples === Infinity || variables === 0) return 0;
  let sum = variables * Math.log(2 / (samples - 1));
  for (let i = 1; i <= variables; i++) sum += digamma((samples - i) / 2);
  return sum / 2;
}
