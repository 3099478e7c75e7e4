/**
 * What the claims of section 4.2 have in common: paired differences of test accuracies, each of which
 * supports its part of the claim or not.
 * @module
 */
import type { PairedDifference } from "../statistics/mod.ts";
import { STRATEGIES, type StrategyName } from "../selection/strategies.ts";
import type { Figure2Result, SubnetworkSize } from "./figure2_result.ts";
import type { Removal } from "../selection/treatments.ts";
import { subnetworkAccuracies } from "./subnetwork_accuracies.ts";

import { type Verdict, verdictOf } from "./verdict.ts";
import { type Interval, signed } from "./wording.ts";

/** The claims of section 4.2, in its order; the last is made in the introduction. */
export type SubnetworkClaimName =
  | "lowest accuracy drop"
  | "MI methods similar to random"
  | "minimal change";

/** Which sub-networks a claim is judged on. */
export interface SubnetworkReading {
  /** How many neurons are kept in each hidden layer. */
  readonly size: SubnetworkSize;
  /** What becomes of the other neurons. */
  readonly removal: Removal;
}

/** One difference that a claim rests on, paired over networks, in percentage points of test accuracy. */
export interface AccuracyComparison {
  /** What was subtracted from what, e.g. `"synergy − random"`. */
  readonly label: string;
  /** Mean over networks, with its interval at the level that the claim needs. */
  readonly difference: PairedDifference;
}

/** A verdict with what it rests on. */
export interface SubnetworkClaim {
  /** Which claim it is. */
  readonly name: SubnetworkClaimName;
  /** How it fares in this reading. */
  readonly verdict: Verdict;
  /** The sub-networks that it was judged on. */
  readonly reading: SubnetworkReading;
  /** The samples that neurons were chosen on. */
  readonly selection: Figure2Result["selection"];
  /** Empty where a strategy is missing. */
  readonly comparisons: readonly AccuracyComparison[];
  /** One sentence that gives the intervals and says why. */
  readonly reason: string;
}

/** A comparison with what its interval means for the claim. */
export interface ClaimPart extends AccuracyComparison {
  readonly read: (interval: Interval) => { readonly holds: boolean; readonly finding: string };
}

/** How one claim is judged. */
export interface ClaimCriteria {
  readonly name: SubnetworkClaimName;
  /** Strategies that it compares. */
  readonly strategies: readonly StrategyName[];
  /** What its intervals are, e.g. `"95 % interval"`. */
  readonly intervals: string;
  /** Its parts, from test accuracies in per cent, one per network. */
  readonly parts: (of: (strategy: StrategyName) => number[]) => readonly ClaimPart[];
}

/**
 * Judges a claim: undecided with fewer than two networks or where no network has a strategy, else by
 * how many parts hold.
 *
 * @throws {UnpairedNetworksError} when only some networks have one of the strategies
 */
export function judgeSubnetworks(
  result: Figure2Result,
  { size, removal }: SubnetworkReading,
  { name, strategies, intervals, parts }: ClaimCriteria,
): SubnetworkClaim {
  const common = { name, reading: { size, removal }, selection: result.selection };
  const columns = new Map<StrategyName, number[]>();
  const missing: string[] = [];
  for (const strategy of strategies) {
    const accuracies = subnetworkAccuracies(result, { strategy, size, removal });
    if (accuracies === undefined) missing.push(STRATEGIES.get(strategy).label);
    else columns.set(strategy, accuracies.map((accuracy) => 100 * accuracy));
  }
  if (missing.length > 0) {
    const reason = `not re-trained at this size: ${missing.join(", ")}.`;
    return { ...common, verdict: "undecided", comparisons: [], reason };
  }
  const compared = parts((strategy) => columns.get(strategy)!);
  const read = compared.map(({ difference, read }) =>
    difference.interval && read(difference.interval)
  );
  return {
    ...common,
    verdict: verdictOf(read.map((one) => one?.holds)),
    comparisons: compared.map(({ label, difference }) => ({ label, difference })),
    reason: [
      ...compared.map(({ label, difference }, i) =>
        read[i]?.finding ?? `${label} is ${signed(difference.mean)} points`
      ),
      result.networks.length < 2
        ? "one network has no interval."
        : `${intervals} over ${result.networks.length} networks.`,
    ].join("; "),
  };
}
