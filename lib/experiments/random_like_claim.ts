/**
 * The verdict on section 4.2: "both MI methods have performances similar to the random strategy".
 * The criterion was written after small prototypes had been seen and before the program ran.
 * @module
 */
import { equivalence } from "../statistics/mod.ts";
import { type Figure2Result, SIMILAR_MARGIN } from "./figure2_result.ts";
import {
  judgeSubnetworks,
  type SubnetworkClaim,
  type SubnetworkReading,
} from "./subnetwork_claim.ts";
import { STRATEGIES } from "../selection/strategies.ts";
import { points } from "./wording.ts";

const METHODS = ["mi-model", "mi-mixture"] as const;

/**
 * Judges the claim by two one-sided tests of each MI method against random: equivalent where the 90 %
 * interval of the paired difference in test accuracy lies within ±0.5 points. Reproduced if both methods
 * are equivalent to random, partly if one is, else not; undecided with fewer than two networks or
 * without one of the strategies.
 *
 * @throws {UnpairedNetworksError} when only some networks have one of the strategies
 */
export function judgeRandomLike(
  result: Figure2Result,
  reading: SubnetworkReading,
): SubnetworkClaim {
  return judgeSubnetworks(result, reading, {
    name: "MI methods similar to random",
    strategies: ["random", ...METHODS],
    intervals: "90 % intervals of two one-sided tests",
    parts: (of) =>
      METHODS.map((method) => {
        const { difference, equivalent } = equivalence(of(method), of("random"), SIMILAR_MARGIN);
        const label = STRATEGIES.get(method).label;
        return {
          label: `${label} − random`,
          difference,
          read: (interval) => {
            const [low, high] = interval;
            const side = equivalent
              ? "is within"
              : low >= SIMILAR_MARGIN || high <= -SIMILAR_MARGIN
              ? "is outside"
              : "is not shown to be within";
            return {
              holds: equivalent === true,
              finding: `${label} ${side} ±${SIMILAR_MARGIN} points of random ` +
                `(${points(difference.mean, interval)})`,
            };
          },
        };
      }),
  });
}
