/**
 * The verdict on "re-training a sub-network based on the synergistic neurons results in a minimal drop
 * in performance" (introduction; tested in section 4.2). The criterion was written after small prototypes
 * had been seen and before the program ran.
 * @module
 */
import { pairedDifference } from "../statistics/mod.ts";
import { type Figure2Result, isMinimalDrop, MINIMAL_DROP } from "./figure2_result.ts";
import {
  judgeSubnetworks,
  type SubnetworkClaim,
  type SubnetworkReading,
} from "./subnetwork_claim.ts";
import { points } from "./wording.ts";

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
          const holds = isMinimalDrop(interval);
          const side = holds
            ? "at most"
            : interval[0] > MINIMAL_DROP
            ? "more than"
            : "not shown to be at most";
          return {
            holds,
            finding:
              `the drop from the whole network to synergy is ${side} ${MINIMAL_DROP} point ` +
              `(${points(difference.mean, interval)})`,
          };
        },
      }];
    },
  });
}
