/**
 * The bound that information about a discrete target must respect.
 * @module
 */
import { fromNats } from "./units.ts";

/** Excess in nats that rounding may cause. */
const ROUNDING = 1e-9;

/**
 * A sentence for reports when an estimate of I(X; y) exceeds H(y): it is then no estimate of
 * information. Gaussian models of a discrete target can give one. `undefined` when it does not.
 *
 * @param subject what X is, e.g. `"multiplet 0,1,3"`
 * @param information I(X; y) in nats
 * @param entropy H(y) in nats
 * @example
 * ```ts
 * import { exceedsTargetEntropy } from "@multiplet/multiplet/information";
 * import { match, strictEqual as equal } from "node:assert/strict";
 * equal(exceedsTargetEntropy("neuron 3", 0.5, Math.LN2), undefined);
 * match(exceedsTargetEntropy("neuron 3", 1, Math.LN2)!, /^neuron 3: the estimate 1\.443 bits/);
 * ```
 */
export function exceedsTargetEntropy(
  subject: string,
  information: number,
  entropy: number,
): string | undefined {
  if (information <= entropy + ROUNDING) return undefined;
  const bits = (nats: number) => fromNats(nats, "bits").toFixed(3);
  return `${subject}: the estimate ${bits(information)} bits of I(X; y) exceeds ` +
    `H(y) = ${bits(entropy)} bits, so it is no estimate of information`;
}
