/**
 * The claims of section 4.2, their criteria, the verdicts in all readings as sentences and rows, and the
 * control of the lottery ticket hypothesis. The criteria were written after small prototypes had been seen
 * and before the program ran.
 */
import {
  correctedDifferences,
  equivalence,
  type PairedDifference,
  pairedDifference,
} from "../../statistics/mod.ts";
import {
  BASELINES,
  isMinimalDrop,
  MINIMAL_DROP,
  type RetrainingResult,
  SIMILAR_MARGIN,
  subnetworkAccuracies,
  type SubnetworkChoice,
  type SubnetworkSize,
} from "../subnetworks/result.ts";
import { type Removal, REMOVALS, STRATEGIES, type StrategyName } from "../../selection/mod.ts";
import { decimal, withInterval } from "../../statistics/words.ts";
import { type Verdict, verdictOf } from "../../studies/verdict.ts";
import { type Interval, points, standing } from "./wording.ts";

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
  readonly selection: RetrainingResult["selection"];
  /** Empty where a strategy is missing. */
  readonly comparisons: readonly AccuracyComparison[];
  /** One sentence that gives the intervals and says why. */
  readonly reason: string;
}

/** A comparison with what its interval means for the claim. */
interface ClaimPart extends AccuracyComparison {
  readonly read: (interval: Interval) => { readonly holds: boolean; readonly finding: string };
}

/** How one claim is judged. */
interface ClaimCriteria {
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
function judgeSubnetworks(
  result: RetrainingResult,
  { size, removal }: SubnetworkReading,
  { name, strategies, intervals, parts }: ClaimCriteria,
): SubnetworkClaim {
  const common = { name, reading: { size, removal }, selection: result.selection };
  const columns = new Map<StrategyName, number[]>();
  const missing: string[] = [];
  for (const strategy of strategies) {
    const accuracies = inPercent(result, { strategy, size, removal });
    if (accuracies === undefined) missing.push(STRATEGIES.get(strategy).label);
    else columns.set(strategy, accuracies);
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
        read[i]?.finding ?? `${label} is ${decimal(difference.mean)} points`
      ),
      result.networks.length < 2
        ? "one network has no interval."
        : `${intervals} over ${result.networks.length} networks.`,
    ].join("; "),
  };
}

function inPercent(result: RetrainingResult, choice: SubnetworkChoice): number[] | undefined {
  return subnetworkAccuracies(result, choice)?.map((accuracy) => 100 * accuracy);
}

/**
 * Judges the claim by the paired differences synergy − other in test accuracy, with Holm-corrected 95 %
 * intervals over the three other strategies of the paper. Reproduced if all three lie above 0, partly if
 * some do, else not; undecided with fewer than two networks or without one of the strategies.
 */
export function judgeLowestDrop(
  result: RetrainingResult,
  reading: SubnetworkReading,
): SubnetworkClaim {
  return judgeSubnetworks(result, reading, {
    name: "lowest accuracy drop",
    strategies: ["synergy", ...BASELINES],
    intervals: "Holm-corrected 95 % intervals",
    parts: (of) =>
      correctedDifferences(of("synergy"), BASELINES.map(of)).map((difference, i) => {
        const other = STRATEGIES.get(BASELINES[i]!).label;
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

const METHODS = ["mi-model", "mi-mixture"] as const;

/**
 * Judges the claim by two one-sided tests of each MI method against random: equivalent where the 90 %
 * interval of the paired difference in test accuracy lies within ±0.5 points. Reproduced if both methods
 * are equivalent to random, partly if one is, else not; undecided with fewer than two networks or
 * without one of the strategies.
 */
export function judgeRandomLike(
  result: RetrainingResult,
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

/**
 * Judges the claim by the drop in test accuracy from the whole network to the re-trained synergistic
 * sub-network, paired over networks. Reproduced if the upper end of its two-sided 95 % interval is at
 * most 1 point, else not; undecided with fewer than two networks or without the synergistic strategy.
 */
export function judgeMinimalChange(
  result: RetrainingResult,
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

/** A size in words; without the paper's asterisk, which Markdown would take for emphasis. */
function sizeText(size: SubnetworkSize): string {
  if (size === "k*") return "best synergistic size by greedy search";
  if (size === "k* exact") return "best synergistic size by exact search";
  return size === 1 ? "1 neuron a layer" : `${size} neurons a layer`;
}

/**
 * The three claims judged at the paper's best synergistic size k*, by its greedy search and by the exact
 * one, with the other neurons removed and frozen: those readings that the result has, claim by claim.
 */
export function subnetworkClaims(result: RetrainingResult): SubnetworkClaim[] {
  const all = REMOVALS.flatMap((removal) =>
    (["k*", "k* exact"] as const).map((size) => ({ size, removal }))
  );
  const readings = all.filter(({ size, removal }) =>
    result.networks.some(({ retrainings }) =>
      retrainings.some((one) =>
        one.size === size && one.removal === removal && one.start === "rewound"
      )
    )
  );
  return [judgeLowestDrop, judgeRandomLike, judgeMinimalChange].flatMap((judge) =>
    readings.map((reading) => judge(result, reading))
  );
}

/** The reading of a claim in words. */
export function subnetworkClaimReading({ reading, selection }: SubnetworkClaim): string {
  const others = reading.removal === "zero" ? "removed" : "frozen";
  return `${sizeText(reading.size)}, other neurons ${others}, neurons chosen on ${selection} data`;
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
 */
export function lotteryTicketControls(result: RetrainingResult): LotteryTicketControl[] {
  const sizes = freshSizes(result);
  return REMOVALS.flatMap((removal) =>
    sizes.flatMap((size) => {
      const reading = { size, removal };
      const fresh = inPercent(result, { ...reading, strategy: "random", start: "fresh" });
      const synergy = inPercent(result, { ...reading, strategy: "synergy" });
      const random = inPercent(result, { ...reading, strategy: "random" });
      if (fresh === undefined || synergy === undefined || random === undefined) return [];
      return {
        reading,
        synergy: pairedDifference(synergy, fresh),
        random: pairedDifference(random, fresh),
      };
    })
  );
}

/** Sizes with a fresh start: numbers ascending, then the others by name. */
function freshSizes({ networks }: RetrainingResult): SubnetworkSize[] {
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
