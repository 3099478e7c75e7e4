/**
 * The control of the lottery ticket hypothesis (no claim of the paper): whether the initial weights of
 * the kept neurons do better than new ones in a network of the same shape.
 * @module
 */
import { type PairedDifference, pairedDifference } from "../statistics/mod.ts";
import { REMOVALS } from "../selection/mod.ts";
import type { Figure2Result, SubnetworkSize } from "./figure2_result.ts";
import { subnetworkAccuracies, type SubnetworkReading } from "./subnetwork_claim.ts";
import { withInterval } from "./verdict.ts";

/** Differences against freshly initialised networks of one size, in percentage points of accuracy. */
export interface LotteryTicketControl {
  /** Size of the sub-networks, and what became of the other neurons. */
  readonly reading: SubnetworkReading;
  /** Synergistic neurons on their initial weights − new weights. */
  readonly synergy: PairedDifference;
  /** Random neurons on their initial weights − new weights. */
  readonly random: PairedDifference;
}

/**
 * The control at every size and for every removal that has all three kinds of sub-network: numbers of
 * neurons ascending, then the best synergistic sizes. Intervals are 95 %, not corrected.
 *
 * @throws {UnpairedNetworksError} when only some networks have one of them
 */
export function lotteryTicketControls(result: Figure2Result): LotteryTicketControl[] {
  const sizes = freshSizes(result);
  return REMOVALS.flatMap((removal) =>
    sizes.flatMap((size) => {
      const fresh = subnetworkAccuracies(result, {
        strategy: "random",
        size,
        removal,
        start: "fresh",
      });
      const synergy = subnetworkAccuracies(result, { strategy: "synergy", size, removal });
      const random = subnetworkAccuracies(result, { strategy: "random", size, removal });
      if (fresh === undefined || synergy === undefined || random === undefined) return [];
      return {
        reading: { size, removal },
        synergy: pairedDifference(inPoints(synergy), inPoints(fresh)),
        random: pairedDifference(inPoints(random), inPoints(fresh)),
      };
    })
  );
}

const inPoints = (accuracies: readonly number[]) => accuracies.map((accuracy) => 100 * accuracy);

/** Sizes with a fresh start: numbers ascending, then the others by name. */
function freshSizes({ networks }: Figure2Result): SubnetworkSize[] {
  const sizes = new Set(
    networks.flatMap(({ retrainings }) =>
      retrainings.filter(({ start }) => start === "fresh").map(({ size }) => size)
    ),
  );
  const place = (size: SubnetworkSize) => typeof size === "number" ? size : Infinity;
  return [...sizes].sort((a, b) =>
    place(a) === place(b) ? String(a).localeCompare(String(b)) : place(a) - place(b)
  );
}

/** The control as the row of a table. */
export type LotteryTicketRow = {
  readonly size: string;
  readonly removal: string;
  /** Rewound synergy − fresh in percentage points, with its 95 % interval. */
  readonly synergy: string;
  /** Rewound random − fresh in percentage points, with its 95 % interval. */
  readonly random: string;
};

/** One row per control. */
export function lotteryTicketRows(controls: readonly LotteryTicketControl[]): LotteryTicketRow[] {
  return controls.map(({ reading, synergy, random }) => ({
    size: String(reading.size),
    removal: reading.removal,
    synergy: withInterval(synergy.mean, synergy.interval),
    random: withInterval(random.mean, random.interval),
  }));
}
