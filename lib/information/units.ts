/** Units of information. The library computes in nats; reports show bits. */
import { InformationError } from "../variables/errors.ts";

/**
 * A unit of information.
 * - `"bits"`: logarithms to base 2. 1 bit = ln 2 nats.
 * - `"nats"`: natural logarithms.
 */
export type InformationUnit = "bits" | "nats";

/** All values of {@link InformationUnit}. */
export const INFORMATION_UNITS = ["bits", "nats"] as const satisfies InformationUnit[];

const NATS_PER_UNIT: Readonly<Record<InformationUnit, number>> = { bits: Math.LN2, nats: 1 };

/**
 * A value in nats, converted to another unit.
 *
 * @throws InformationError for an unknown unit
 * @example
 * ```ts
 * import { fromNats } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(fromNats(Math.log(8), "bits"), 3);
 * equal(fromNats(0.5, "nats"), 0.5);
 * ```
 */
export function fromNats(nats: number, unit: InformationUnit): number {
  if (!Object.hasOwn(NATS_PER_UNIT, unit)) {
    throw new InformationError(`Unknown unit "${unit}", use ${INFORMATION_UNITS.join(" or ")}`);
  }
  return nats / NATS_PER_UNIT[unit];
}
