/**
 * Results are in nats, figures in bits.
 * @module
 */
import { fromNats } from "../../information/units.ts";

/** An amount of information in nats, in bits. */
export function inBits(nats: number): number {
  return fromNats(nats, "bits");
}
