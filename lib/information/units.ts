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
  if (unit === "bits") return nats / Math.LN2;
  if (unit === "nats") return nats;
  throw new InformationError(`Unknown unit "${unit}", use ${INFORMATION_UNITS.join(" or ")}`);
}
