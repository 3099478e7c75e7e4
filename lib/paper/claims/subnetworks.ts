/**
 * The claims of section 4.2: their words in the paper, criteria, margins, verdicts in all readings as sentences
 * and rows. The criteria were written after small prototypes had been seen and before the program ran. What
 * the titles of further figures say is in `subnetwork_findings.ts`.
 */
import {
  correctedDifferences,
  type Equivalence,
  equivalence,
  intervalSide,
  type PairedDifference,
  pairedDifference,
} from "../../statistics/mod.ts";
import { REMOVALS, type StrategyName } from "../../selection/mod.ts";
import { decimal, rangeText, withInterval } from "../../statistics/words.ts";
import type { Estimate, Finding } from "../../studies/finding.ts";
import { type Verdict, verdictOf } from "../../studies/verdict.ts";
import { enumerate } from "../../figures/kit/text.ts";
import {
  BEST_SIZES,
  networkAccuracies,
  type Retraining,
  type RetrainingResult,
  rowsOf,
  rowsUnder,
  type SubnetworkChoice,
  type SubnetworkSize,
  wholeAccuracies,
} from "../subnetworks/result.ts";
import {
  atSize,
  type Interval,
  oneAgainstOthers,
  perLayer,
  points,
  REMOVAL_WORDS,
  type Sided,
  standing,
  strategyLabel,
} from "./wording.ts";

/** The strategies that the paper compares synergy with. */
export const BASELINES = ["random", "mi-model", "mi-mixture"] as const;

/** Strategies that rank single neurons by mutual information. */
const MI_METHODS = ["mi-model", "mi-mixture"] as const;

/**
 * Differences in accuracy within ± so many percentage points count as similar: the one margin of verdicts
 * and of figures.
 */
export const SIMILAR_MARGIN = 0.5;

/** The largest drop against the whole network, in percentage points, that counts as minimal. */
export const MINIMAL_DROP = 1;

/** The claims of section 4.2, in its order; the last is made in the introduction. */
export type SubnetworkClaimName =
  | "lowest accuracy drop"
  | "MI methods similar to random"
  | "minimal change";

/** The sub-networks that a claim is judged on. */
export type SubnetworkReading = Pick<Retraining, "size" | "removal">;

/** A verdict with what it rests on; estimates are differences paired over networks, in points. */
export interface SubnetworkClaim extends Finding {
  /** One of the three claims. */
  readonly name: SubnetworkClaimName;
  /** The verdict in this reading. */
  readonly verdict: Verdict;
  /** The sub-networks that it was judged on. */
  readonly reading: SubnetworkReading;
  /** The samples that neurons were chosen on. */
  readonly selection: RetrainingResult["selection"];
  /** One sentence that gives the intervals and says why. */
  readonly reason: string;
}

/** One difference that a claim rests on, and what it means for the claim. */
interface ClaimPart {
  /** The two terms, e.g. `"synergy − random"`. */
  readonly label: string;
  readonly difference: PairedDifference;
  /** Whether the part holds, where there is an interval to judge it by. */
  readonly holds: boolean;
  /** The difference and its interval in words. */
  readonly words: (interval: Interval) => string;
}

/** A claim of the paper, and how it is judged. */
interface ClaimCriteria {
  readonly name: SubnetworkClaimName;
  /** The paper's words, and the section that has them. */
  readonly claim: string;
  readonly section: string;
  /** Strategies that it compares. */
  readonly strategies: readonly StrategyName[];
  /** Name of the intervals it is judged by, e.g. `"95 % interval"`. */
  readonly intervals: string;
  /** Its parts, of the strategies that were re-trained, and what they say together. */
  readonly compare: (result: RetrainingResult, reading: SubnetworkReading) => {
    readonly parts: readonly ClaimPart[];
    /** As a title says it, without the size; begins with a small letter. Not asked without parts. */
    readonly statement: () => string;
  };
}

/** A difference in points as an estimate of a finding. */
export function estimateOf(label: string, difference: PairedDifference): Estimate {
  const { mean, interval, level } = difference;
  return { label, mean, interval, level, unit: "points" };
}

/** On which side of 0 a difference lies: by its interval, or by itself where a single network has none. */
export function sideOf({ mean, interval }: PairedDifference): Sided["side"] {
  return intervalSide(interval ?? [mean, mean]);
}

/** Test accuracies in per cent, one per network; none where no network has such a sub-network. */
export function accuraciesOf(result: RetrainingResult, choice: SubnetworkChoice): number[] {
  return networkAccuracies(result, choice).map(({ value }) => value);
}

/** Test accuracies of those strategies that have such sub-networks, in per cent, one per network. */
export function accuraciesByStrategy(
  result: RetrainingResult,
  strategies: readonly StrategyName[],
  choice: Omit<SubnetworkChoice, "strategy">,
) {
  return strategies.flatMap((strategy) => {
    const accuracies = accuraciesOf(result, { ...choice, strategy });
    return accuracies.length === 0 ? [] : { strategy, label: strategyLabel(strategy), accuracies };
  });
}

/** Synergy − each baseline that was re-trained, with Holm-corrected 95 % intervals over those. */
export function baselineDifferences(result: RetrainingResult, reading: SubnetworkReading) {
  const synergy = accuraciesOf(result, { ...reading, strategy: "synergy" });
  if (synergy.length === 0) return [];
  const others = accuraciesByStrategy(result, BASELINES, reading);
  return correctedDifferences(synergy, others.map(({ accuracies }) => accuracies))
    .map((difference, at) => ({ ...others[at]!, difference }));
}

const LOWEST_DROP: ClaimCriteria = {
  name: "lowest accuracy drop",
  claim: "re-training the synergistic neurons results in lowest accuracy drop",
  section: "4.2",
  strategies: ["synergy", ...BASELINES],
  intervals: "Holm-corrected 95 % intervals",
  compare: (result, reading) => {
    const differences = baselineDifferences(result, reading).map(({ label, difference }) => (
      { label, difference, side: sideOf(difference) }
    ));
    return {
      parts: differences.map(({ label, difference, side }) => ({
        label: `synergy − ${label}`,
        difference,
        holds: side === "above",
        words: (interval) => standing("synergy", label, difference.mean, interval),
      })),
      statement: () => oneAgainstOthers("synergy", differences),
    };
  },
};

/** A method compared with random, by two one-sided tests of equivalence. */
type Similarity = "within" | "outside" | "open";

function similarity({ equivalent, difference: { interval } }: Equivalence): Similarity {
  if (equivalent) return "within";
  const [low, high] = interval ?? [-Infinity, Infinity];
  return low >= SIMILAR_MARGIN || high <= -SIMILAR_MARGIN ? "outside" : "open";
}

const MARGIN = `±${SIMILAR_MARGIN} points`;

const RANDOM_LIKE: ClaimCriteria = {
  name: "MI methods similar to random",
  claim: "both MI methods have performances similar to the random strategy",
  section: "4.2",
  strategies: ["random", ...MI_METHODS],
  intervals: "90 % intervals of two one-sided tests",
  compare: (result, reading) => {
    const random = accuraciesOf(result, { ...reading, strategy: "random" });
    const methods = random.length === 0 ? [] : accuraciesByStrategy(result, MI_METHODS, reading);
    const tests = methods.map(({ label: method, accuracies }) => {
      const test = equivalence(accuracies, random, SIMILAR_MARGIN);
      return { method, difference: test.difference, found: similarity(test) };
    });
    return {
      parts: tests.map(({ method, difference, found }) => ({
        label: `${method} − random`,
        difference,
        holds: found === "within",
        words: (interval) => {
          const words = found === "open"
            ? `equivalence of ${method} and random (${MARGIN}) not shown`
            : `${method} is ${found} ${MARGIN} of random`;
          return `${words} (${points(difference.mean, interval)})`;
        },
      })),
      statement: () =>
        (["within", "outside", "open"] as const).flatMap((found) => {
          const names = tests.filter((one) => one.found === found).map(({ method }) => method);
          if (names.length === 0) return [];
          const words = found === "open" ? "not shown to be within" : found;
          return `${enumerate(names)} ${
            names.length === 1 ? "is" : "are"
          } ${words} ${MARGIN} of random`;
        }).join(", "),
    };
  },
};

/**
 * The drop from the whole network to a sub-network that was re-trained, in points with its 95 % interval, and
 * whether it counts as minimal: the upper end of the interval, of a single network the drop itself, is at most
 * {@link MINIMAL_DROP}. The one criterion of verdicts and of titles.
 */
export function accuracyDrop(
  result: RetrainingResult,
  choice: SubnetworkChoice,
): { readonly difference: PairedDifference; readonly minimal: boolean } {
  const whole = wholeAccuracies(result).map(({ value }) => value);
  const difference = pairedDifference(whole, accuraciesOf(result, choice));
  return { difference, minimal: (difference.interval?.[1] ?? difference.mean) <= MINIMAL_DROP };
}

const MINIMAL_CHANGE: ClaimCriteria = {
  name: "minimal change",
  claim: "re-training a sub-network based on the synergistic neurons results in a minimal drop " +
    "in performance",
  section: "1",
  strategies: ["synergy"],
  intervals: "95 % interval",
  compare: (result, reading) => {
    const choice = { ...reading, strategy: "synergy" } as const;
    const drops = rowsOf(result, choice).length === 0 ? [] : [accuracyDrop(result, choice)];
    const below = ({ mean }: PairedDifference) =>
      `the synergistic sub-network is ${decimal(Math.abs(mean))} points ` +
      `${mean < 0 ? "above" : "below"} the whole network`;
    return {
      parts: drops.map(({ difference, minimal }) => ({
        label: "whole network − synergy",
        difference,
        holds: minimal,
        words: ([low, high]) => {
          const range = rangeText(difference.mean < 0 ? [-high, -low] : [low, high]);
          const limit = `${MINIMAL_DROP} point`;
          const conclusion = minimal
            ? `at most ${limit} below`
            : low > MINIMAL_DROP
            ? `more than ${limit} below`
            : `at most ${limit} below not shown`;
          return `${below(difference)} (${range}): ${conclusion}`;
        },
      })),
      statement: () => below(drops[0]!.difference),
    };
  },
};

const CRITERIA: readonly ClaimCriteria[] = [LOWEST_DROP, RANDOM_LIKE, MINIMAL_CHANGE];

/** The claims of section 4.2 as the paper words them. */
export const SUBNETWORK_CLAIMS: readonly Pick<ClaimCriteria, "name" | "claim" | "section">[] =
  CRITERIA;

/**
 * Judges a claim by differences in test accuracy, paired over networks. Undecided with fewer than two networks or
 * where no network has one of the strategies that it compares; else by how many parts hold:
 * - `"lowest accuracy drop"`: the Holm-corrected 95 % intervals of synergy − other, for the three other strategies
 *   of the paper, lie above 0.
 * - `"MI methods similar to random"`: two one-sided tests show that each MI method is equivalent to random: the
 *   90 % interval of the difference lies within ±0.5 points.
 * - `"minimal change"`: the upper end of the 95 % interval of whole network − synergy is at most 1 point.
 *
 * @throws {UnpairedNetworksError} when only some networks have a strategy
 */
export function judgeSubnetworkClaim(
  name: SubnetworkClaimName,
  result: RetrainingResult,
  { size, removal }: SubnetworkReading,
): SubnetworkClaim {
  const reading = { size, removal };
  const { strategies, intervals, compare } = CRITERIA.find((one) => one.name === name)!;
  const { parts, statement } = compare(result, reading);
  const missing = strategies
    .filter((strategy) => rowsOf(result, { ...reading, strategy }).length === 0)
    .map(strategyLabel);
  const found = parts.length === 0 ? `nothing was re-trained to judge “${name}” by` : statement();
  const count = result.networks.length;
  const clauses = parts.map(({ label, difference: { mean, interval }, words }) =>
    interval ? words(interval) : `${label} is ${decimal(mean)} points`
  );
  const how = count < 2 ? "one network has no interval" : `${intervals} over ${count} networks`;
  const verdict = verdictOf(parts.map(({ difference, holds }) => difference.interval && holds));
  return {
    name,
    reading,
    selection: result.selection,
    statement: `${found} ${atSize(size)}`,
    estimates: parts.map(({ label, difference }) => estimateOf(label, difference)),
    verdict: missing.length > 0 ? "undecided" : verdict,
    reason: missing.length > 0
      ? `not re-trained at this size: ${missing.join(", ")}.`
      : `${[...clauses, how].join("; ")}.`,
  };
}

/**
 * The three claims judged at the paper's best synergistic size k*, by its greedy search and by the exact
 * one, with the other neurons removed and frozen: those readings that the result has, claim by claim.
 */
export function subnetworkClaims(result: RetrainingResult): SubnetworkClaim[] {
  const readings = REMOVALS.flatMap((removal) => BEST_SIZES.map((size) => ({ size, removal })))
    .filter((reading) =>
      rowsUnder(result).some((row) =>
        row.size === reading.size && row.removal === reading.removal && row.start === "rewound"
      )
    );
  return CRITERIA.flatMap(({ name }) =>
    readings.map((reading) => judgeSubnetworkClaim(name, result, reading))
  );
}

/** A size in words; without the paper's asterisk, which Markdown would take for emphasis. */
function sizeText(size: SubnetworkSize): string {
  if (typeof size === "number") return perLayer(size);
  return `best synergistic size by ${size === "k*" ? "greedy" : "exact"} search`;
}

/** The reading of a claim in words. */
export function subnetworkClaimReading({ reading, selection }: SubnetworkClaim): string {
  const others = REMOVAL_WORDS[reading.removal];
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
  /** The two terms of the difference; `null`, as what follows, where nothing can be compared. */
  readonly comparison: string | null;
  /** In percentage points, with its interval. */
  readonly difference: string | null;
  /** Level of the interval, 0..1. */
  readonly level: number | null;
};

/** One row per difference behind each claim. */
export function subnetworkClaimRows(claims: readonly SubnetworkClaim[]): SubnetworkClaimRow[] {
  return claims.flatMap((claim): SubnetworkClaimRow[] => {
    const { name, reading: { size, removal }, selection, verdict, estimates } = claim;
    const common = { claim: name, size: String(size), removal, selection, verdict };
    if (estimates.length === 0) {
      return [{ ...common, comparison: null, difference: null, level: null }];
    }
    return estimates.map(({ label, mean, interval, level }) => ({
      ...common,
      comparison: label,
      difference: withInterval(mean, interval),
      level: level ?? null,
    }));
  });
}
