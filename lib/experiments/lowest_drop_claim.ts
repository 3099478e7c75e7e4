/**
 * The verdict on section 4.2: "re-training the synergistic neurons results in lowest accuracy drop".
 * The criterion was written after small prototypes had been seen and before the program ran.
 * @module
 */
import { correctedDifferences } from "../statistics/mod.ts";
import type { Figure2Result } from "./figure2_result.ts";
import {
  judgeSubnetworks,
  type SubnetworkClaim,
  type SubnetworkReading,
} from "./subnetwork_claim.ts";
import { STRATEGIES } from "../selection/strategies.ts";
import { standing } from "./wording.ts";

/** The other strategies that the paper names. */
const OTHERS = ["random", "mi-model", "mi-mixture"] as const;

/**
 * Judges the claim by the paired differences synergy − other in test accuracy, with Holm-corrected 95 %
 * intervals over the three other strategies of the paper. Reproduced if all three lie above 0, partly if
 * some do, else not; undecided with fewer than two networks or without one of the strategies.
 *
 * @throws {UnpairedNetworksError} when only some networks have one of the strategies
 */
export function judgeLowestDrop(
  result: Figure2Result,
  reading: SubnetworkReading,
): SubnetworkClaim {
  return judgeSubnetworks(result, reading, {
    name: "lowest accuracy drop",
    strategies: ["synergy", ...OTHERS],
    intervals: "Holm-corrected 95 % intervals",
    parts: (of) =>
      correctedDifferences(of("synergy"), OTHERS.map(of)).map((difference, i) => {
        const other = STRATEGIES.get(OTHERS[i]!).label;
        return {
          label: `synergy − ${other}`,
          difference,
          read: (interval) => ({
            holds: interval[0] > 0,
            finding: standing("synergy", other, difference.mean, interval),
          }),
        };
      }),
  });
}
