/**
 * What the claims of section 4.2 have in common: accuracies, one per network, whose paired differences
 * support a part of the claim each, or not.
 * @module
 */
import {
  drawsOf,
  type Figure2Result,
  type NetworkSubnetworks,
  type SubnetworkChoice,
  type SubnetworkSize,
} from "./figure2_result.ts";
import type { PairedDifference } from "../statistics/mod.ts";
import { STRATEGIES, type StrategyName } from "../selection/strategies.ts";
import type { Removal } from "../selection/treatments.ts";
import { type Interval, signed, type Verdict, verdictOf } from "./verdict.ts";

/**
 * Some networks of a result have a re-training that others lack, so that nothing can be paired: thrown by all
 * that compares strategies.
 */
export class UnpairedNetworksError extends Error {
  /** Name of the error; kept when it is sent from a worker. */
  override readonly name = "UnpairedNetworksError";
}

/**
 * Test accuracies of re-trained sub-networks, 0..1, the mean over draws where a strategy draws: one per
 * network, in the order of the result. `undefined` when no network has such a sub-network.
 *
 * @throws {UnpairedNetworksError} when only some networks have one
 */
export function subnetworkAccuracies(
  { networks }: Figure2Result,
  choice: SubnetworkChoice,
): number[] | undefined {
  const accuracies = networks.map((network) => meanAccuracy(network, choice));
  const lacking = networks.filter((_, i) => accuracies[i] === undefined);
  if (lacking.length === networks.length) return undefined;
  if (lacking.length > 0) {
    const { strategy, size, removal, start = "rewound" } = choice;
    throw new UnpairedNetworksError(
      `Cannot compare networks: ${lacking.map(({ index }) => index).join(", ")} lack the ` +
        `re-training of ${strategy} at size ${size} (${removal}, ${start}) that others have; ` +
        "all networks must be re-trained by the same plan",
    );
  }
  return accuracies.flatMap((accuracy) => accuracy ?? []);
}

function meanAccuracy(
  network: NetworkSubnetworks,
  choice: SubnetworkChoice,
): number | undefined {
  const draws = drawsOf(network, choice);
  if (draws.length === 0) return undefined;
  return draws.reduce((sum, { testAccuracy }) => sum + testAccuracy, 0) / draws.length;
}

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
