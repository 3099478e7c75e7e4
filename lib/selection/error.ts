/**
 * What can be wrong with a sub-network.
 * @module
 */

/**
 * A sub-network was asked for, or described, that cannot be.
 *
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { SubnetworkError, treatmentsOf } from "@multiplet/multiplet/selection";
 * import { throws } from "node:assert/strict";
 * const spec = mlp([784, 3, 10]); // Neurons 0 to 2 in fc1.
 * throws(() => treatmentsOf(spec, { fc1: [3] }, { removal: "zero" }), SubnetworkError);
 * ```
 */
export class SubnetworkError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "SubnetworkError";
}
