/**
 * What can be wrong with a sub-network.
 * @module
 */

/** A sub-network was asked for, or described, that cannot be. */
export class SubnetworkError extends Error {
  /** The name of the class. */
  override readonly name = "SubnetworkError";
}
