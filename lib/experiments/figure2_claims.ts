/**
 * The claims of section 4.2 in all their readings, as sentences and rows.
 * @module
 */
import { REMOVALS } from "../selection/mod.ts";
import type { Figure2Result } from "./figure2_result.ts";
import { judgeLowestDrop } from "./lowest_drop_claim.ts";
import { judgeMinimalChange } from "./minimal_change_claim.ts";
import { judgeRandomLike } from "./random_like_claim.ts";
import type {
  SubnetworkClaim,
  SubnetworkClaimName,
  SubnetworkReading,
} from "./subnetwork_claim.ts";
import { removalText, sizeText } from "./subnetwork_wording.ts";
import type { Verdict } from "./verdict.ts";
import { withInterval } from "./wording.ts";

/**
 * The three claims judged at the paper's best synergistic size k*, by its greedy search and by the exact
 * one, with the other neurons removed and frozen: those readings that the result has, claim by claim.
 *
 * @throws {UnpairedNetworksError} when only some networks have one of the strategies
 */
export function subnetworkClaims(result: Figure2Result): SubnetworkClaim[] {
  const readings = bestSizeReadings(result);
  return [judgeLowestDrop, judgeRandomLike, judgeMinimalChange].flatMap((judge) =>
    readings.map((reading) => judge(result, reading))
  );
}

function bestSizeReadings({ networks }: Figure2Result): SubnetworkReading[] {
  const all = REMOVALS.flatMap((removal) =>
    (["k*", "k* exact"] as const).map((size) => ({ size, removal }))
  );
  return all.filter(({ size, removal }) =>
    networks.some(({ retrainings }) =>
      retrainings.some((one) =>
        one.size === size && one.removal === removal && one.start === "rewound"
      )
    )
  );
}

/** The reading of a claim in words. */
export function subnetworkClaimReading({ reading, selection }: SubnetworkClaim): string {
  return `${sizeText(reading.size)}, ${removalText(reading.removal)}, ` +
    `neurons chosen on ${selection} data`;
}

/** A claim as one sentence: its name, the reading, the verdict, the reason. */
export function subnetworkClaimSentence(claim: SubnetworkClaim): string {
  return `${claim.name}, ${subnetworkClaimReading(claim)}: ${claim.verdict}; ${claim.reason}`;
}

/** One difference behind a claim as the row of a table. */
export type SubnetworkClaimRow = {
  readonly claim: SubnetworkClaimName;
  readonly size: string;
  readonly removal: string;
  readonly selection: string;
  /** Of the whole claim. */
  readonly verdict: Verdict;
  /** What was subtracted from what; `null`, as what follows, where a strategy is missing. */
  readonly comparison: string | null;
  /** In percentage points, with its interval. */
  readonly difference: string | null;
  /** Level of the interval, 0..1. */
  readonly level: number | null;
};

/** One row per difference behind each claim. */
export function subnetworkClaimRows(claims: readonly SubnetworkClaim[]): SubnetworkClaimRow[] {
  return claims.flatMap(
    ({ name, reading, selection, verdict, comparisons }): SubnetworkClaimRow[] => {
      const common = {
        claim: name,
        size: String(reading.size),
        removal: reading.removal,
        selection,
        verdict,
      };
      if (comparisons.length === 0) {
        return [{ ...common, comparison: null, difference: null, level: null }];
      }
      return comparisons.map(({ label, difference: { mean, interval, level } }) => ({
        ...common,
        comparison: label,
        difference: withInterval(mean, interval),
        level,
      }));
    },
  );
}
