/**
 * Quantiles of the standard normal distribution.
 * @module
 */
import erfcinv from "@stdlib/math-base-special-erfcinv";

/**
 * Φ⁻¹(p) = −√2 · erfcinv(2p), the value below which a standard normal variable falls with
 * probability p. Within 3·10⁻¹² down to p = 10⁻³⁰⁰, because erfcinv keeps the lower tail.
 *
 * @param p in [0, 1]; 0 and 1 give −∞ and ∞, anything outside gives NaN
 *
 * @example
 * ```ts
 * import { normalQuantile } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * ok(Math.abs(normalQuantile(0.975) - 1.959963984540054) < 1e-14);
 * ```
 */
export function normalQuantile(p: number): number {
  return -Math.SQRT2 * erfcinv(2 * p);
}
