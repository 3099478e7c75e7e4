/**
 * The verdict on "re-training a sub-network based on the synergistic neurons results in a minimal drop
 * in performance" (introduction; tested in section 4.2). The criterion was written after small prototypes
 * had been seen and before the program ran.
 * @module
 */
import { pairedDifference } from "../statistics/mod.ts";
import type { Figure2Result } from "./figure2_result.ts";
import {
  judgeSubnetworks,
  type SubnetworkClaim,
  type SubnetworkReading,
} from "./subnetwork_claim.ts";
import { points } from "./wording.ts";

/** The largest drop that counts as minimal, in percentage points. */
const LARGEST = 1;

/**
 * Judges the claim by the drop in test accuracy from the whole network to the re-trained synergistic
 * sub-network, paired over networks. Reproduced if the upper end of its two-sided 95 % interval is at
 * most 1 point, else not; undecided with fewer than two networks or without the synergistic strategy.
 *
 * @throws {UnpairedNetworksError} when only some networks have the synergistic strategy
 */
export function judgeMinimalChange(
  result: Figure2Result,
  reading: SubnetworkReading,
): SubnetworkClaim {
  return judgeSubnetworks(result, reading, {
    name: "minimal change",
    strategies: ["synergy"],
    intervals: "95 % interval",
    parts: (of) => {
      const whole = result.networks.map(({ testAccuracy }) => 100 * testAccuracy);
      const difference = pairedDifference(whole, of("synergy"));
      return [{
        label: "whole network − synergy",
        difference,
        read: (interval) => {
          const [low, high] = interval;
          const side = high <= LARGEST
            ? "at most"
            : low > LARGEST
            ? "more than"
            : "not shown to be at most";
          return {
            holds: high <= LARGEST,
            finding: `the drop from the whole network to synergy is ${side} ${LARGEST} point ` +
              `(${points(difference.mean, interval)})`,
          };
        },
      }];
    },
  });
}
