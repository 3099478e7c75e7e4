/**
 * Findings of section 4.2: the titles of figure 2 and of its strategies, by the criteria of the verdicts. Those of the
 * arms beside figure 2 have files of their own. Accuracies are in per cent, their differences in points.
 */
import { holmDifferences, type PairedDifference, summarise } from "../../statistics/mod.ts";
import { REMOVALS } from "../../selection/mod.ts";
import { decimal } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import { enumerate, threshold, unbroken } from "../../figures/kit/text.ts";
import {
  type RetrainingResult,
  rowsOf,
  type SubnetworkChoice,
  type SubnetworkSize,
  wholeAccuracies,
} from "../subnetworks/result.ts";
import {
  accuraciesByStrategy,
  accuraciesOf,
  accuracyDrop,
  baselineDifferences,
  estimateOf,
  judgeSubnetworkClaim,
  lowestDropTitle,
  MINIMAL_DROP,
  sideOf,
  type SubnetworkReading,
} from "./subnetworks.ts";
import {
  atSize,
  type ConditionedFinding,
  findingByRemoval,
  othersAgainstOne,
  perLayer,
  REMOVAL_WORDS,
  type Sided,
  strategyLabel,
  titleOf,
} from "./wording.ts";

/** A finding about sub-networks of one size, under each removal. */
export type FindingAtSize = (result: RetrainingResult, size: SubnetworkSize) => ConditionedFinding;

/** Mean test accuracy of each strategy that has such sub-networks. */
function meansOf(result: RetrainingResult, choice: Omit<SubnetworkChoice, "strategy">) {
  return accuraciesByStrategy(result, result.strategies, choice)
    .map(({ label, accuracies }) => ({ label, mean: summarise(accuracies).mean }));
}

/** Synergy against the paper's baselines; where there is nothing to compare, the strategy with the smallest drop. */
export const lowestDropFinding: FindingAtSize = (result, size) =>
  findingByRemoval(result.networks, (removal) => {
    const statement = lowestDropTitle(result, { size, removal });
    if (statement !== undefined) {
      const claim = judgeSubnetworkClaim("lowest accuracy drop", result, { size, removal });
      return { ...claim, statement };
    }
    const means = meansOf(result, { size, removal });
    if (means.length === 0) return undefined;
    const best = means.reduce((first, second) => second.mean > first.mean ? second : first);
    const mean = summarise(wholeAccuracies(result).map(({ value }) => value)).mean - best.mean;
    return {
      statement: `${best.label} loses least ${atSize(size)}: ${decimal(mean)} points`,
      estimates: [{ label: `whole network − ${best.label}`, mean, unit: "points" }],
    };
  });

/**
 * Each strategy − random neurons, with Holm-corrected 95 % intervals over all strategies of that size and removal.
 * The verdict corrects synergy over other comparisons: of both intervals the wider one counts, so that no title claims
 * more than the verdict.
 */
function differencesToRandom(result: RetrainingResult, reading: SubnetworkReading) {
  const random = accuraciesOf(result, { ...reading, strategy: "random" });
  if (random.length === 0) return [];
  const others = result.strategies.filter((strategy) => strategy !== "random");
  const compared = accuraciesByStrategy(result, others, reading);
  const corrected = holmDifferences(compared.map(({ accuracies }) => [accuracies, random]));
  const judged = baselineDifferences(result, reading)
    .find(({ strategy }) => strategy === "random")?.difference;
  return compared.map(({ strategy, label }, at) => {
    const own = corrected[at]!;
    const wider = strategy === "synergy" && judged !== undefined && judged.level > own.level;
    return { strategy, label, difference: wider ? judged : own };
  });
}

/** The intervals that the title of a comparison with random neurons is judged by, for the subtitle. */
export const AGAINST_RANDOM_NOTE = `Intervals drawn: ${threshold(0.95)} each. The title takes ` +
  "intervals that are Holm-corrected over the strategies; for synergy that of the verdict where it is wider.";

/** The strategies that are better or worse than random neurons, the largest difference first. */
export const againstRandomFinding: FindingAtSize = (result, size) =>
  findingByRemoval(result.networks, (removal) => {
    const differences = differencesToRandom(result, { size, removal });
    if (differences.length === 0) return undefined;
    const reference = `random ${atSize(size)}`;
    const none = `no significant difference between any strategy and ${reference}`;
    const largestFirst = differences.toSorted((a, b) =>
      Math.abs(b.difference.mean) - Math.abs(a.difference.mean)
    );
    return {
      statement: othersAgainstOne(sided(largestFirst), reference, none),
      estimates: differences.map(({ label, difference }) =>
        estimateOf(`${label} − random`, difference)
      ),
    };
  });

/** Labels of differences, and their sides of 0. */
export const sided = (
  all: readonly { readonly label: string; readonly difference: PairedDifference }[],
): Sided[] => all.map(({ label, difference }) => ({ label, side: sideOf(difference) }));

/** The minimal change, where there are intervals, for the subtitle. */
export const MINIMAL_CHANGE_NOTE =
  `Minimal change: the upper end of the ${threshold(0.95)} interval of the drop from the whole ` +
  `network is at most ${MINIMAL_DROP} point.`;

/** The sizes of the sub-networks that were re-trained, for the subtitle: sizes between them are not known. */
export function sizesRunNote(result: RetrainingResult, sizes: readonly number[]): string {
  const rewound = result.rows.filter(({ start }) => start === "rewound");
  const run = REMOVALS.flatMap((removal) => {
    const own = sizes.filter((size) =>
      rewound.some((row) => row.size === size && row.removal === removal)
    );
    return own.length === 0 ? [] : [{ removal, text: enumerate(own.map(String)) }];
  });
  const texts = new Set(run.map(({ text }) => text));
  const words = texts.size === 1
    ? [...texts]
    : run.map(({ removal, text }) => `${text} (${REMOVAL_WORDS[removal]})`);
  return `Sizes that were run: ${words.join("; ")}.`;
}

/** What the neurons in the title of {@link minimalSizeFinding} are needed for, for the subtitle. */
export const NEEDED_NOTE = "Needed: so many neurons that the change is minimal from there on.";

/**
 * The neurons per layer that synergy and random need for minimal change (all strategies where there are neither): the
 * smallest size from which on the change is minimal at all larger sizes. It lies between that size and the next
 * smaller one that was run, which is too few; where strategies differ, the statement has the larger one alone.
 *
 * @param sizes ascending, at least one
 */
export function minimalSizeFinding(
  result: RetrainingResult,
  sizes: readonly number[],
): ConditionedFinding {
  return findingByRemoval(result.networks, (removal) => {
    const occurring = result.strategies.flatMap((strategy) => {
      const own = sizes.filter((size) => rowsOf(result, { strategy, size, removal }).length > 0);
      return own.length === 0 ? [] : [{ strategy, label: strategyLabel(strategy), sizes: own }];
    });
    const paper = occurring.filter(({ strategy }) =>
      strategy === "synergy" || strategy === "random"
    );
    const needed = (paper.length > 0 ? paper : occurring).map(({ strategy, label, sizes }) => {
      const drops = sizes.map((size) => accuracyDrop(result, { strategy, size, removal }));
      const last = drops.findLastIndex(({ outcome }) => outcome !== "established");
      const [largest, { difference }] = [sizes.at(-1)!, drops.at(-1)!];
      return {
        label,
        needed: { tooFew: sizes[last], enough: sizes[last + 1], largest },
        estimate: estimateOf(`whole network − ${label}, ${perLayer(largest)}`, difference),
      };
    });
    const groups = [
      ...Map.groupBy(needed, ({ needed }) => `${needed.tooFew} ${needed.enough}`)
        .values(),
    ];
    const [first, ...others] = groups.map((own) => ({
      names: enumerate(own.map(({ label }) => label)),
      verb: own.length === 1 ? "needs" : "need",
      ...own[0]!.needed,
    }));
    if (first === undefined) return undefined;
    const unit = perLayer(first.enough ?? first.largest).replace(/^\d+/, "");
    const rest = others.map((one) => `, ${one.names} ${neededInWords(one, false)}`).join("");
    return {
      statement: `${first.names} ${first.verb} ${neededInWords(first, rest === "")}${unit}${rest}`,
      estimates: needed.map(({ estimate }) => estimate),
    };
  });
}

/** Neurons that are needed if `tooFew` are too few and `enough` are enough: "over 12, at most 16", "over 20", "4". */
function neededInWords(
  { tooFew, enough }: { readonly tooFew: number | undefined; readonly enough: number | undefined },
  bothEnds: boolean,
): string {
  const over = unbroken(`over ${tooFew}`);
  if (enough === undefined) return over;
  if (enough === (tooFew ?? 0) + 1) return `${enough}`;
  return (bothEnds && tooFew !== undefined ? `${over}, ` : "") + unbroken(`at most ${enough}`);
}

/**
 * At which sizes re-trained sub-networks stay at chance level, below twice the accuracy of guessing, and which shares of
 * them, as the strategies have them; empty where none does. There accuracies form two clusters, and no normal
 * distribution.
 *
 * @param sizes ascending
 */
export function chanceNote(result: RetrainingResult, sizes: readonly number[]): string {
  const limit = 2 / result.classes;
  const bySize = sizes.flatMap((size) => {
    const shares = REMOVALS.flatMap((removal) =>
      result.strategies.flatMap((strategy) => {
        const own = rowsOf(result, { strategy, size, removal });
        const low = own.filter(({ testAccuracy }) => testAccuracy < limit);
        return own.length === 0 ? [] : { strategy, share: low.length / own.length };
      })
    );
    const all = shares.map(({ share }) => share);
    if (!all.some((share) => share > 0)) return [];
    const [least, most] = [Math.min(...all), Math.max(...all)].map(wholePercent);
    const synergy = shares.find(({ strategy }) => strategy === "synergy");
    const words = least === most ? most : `${least} to ${most}`;
    const own = synergy === undefined
      ? ""
      : unbroken(` (synergy ${wholePercent(synergy.share)} %)`);
    return [`${unbroken(`${words} %`)}${own} with ${perLayer(size)}`];
  });
  return bySize.length === 0
    ? ""
    : `Sub-networks below ${threshold(limit)} accuracy, twice chance, by strategy: ${
      enumerate(bySize)
    }. Where only some are, accuracies form two clusters, which means and t intervals do not describe.`;
}

const wholePercent = (share: number): string => (100 * share).toFixed(0);

/** The most and the least accurate strategy; the same where there is one. */
export interface StrategySpread {
  readonly best: { readonly label: string; readonly mean: number };
  readonly worst: StrategySpread["best"];
}

/** The range of the strategies; `undefined` where there is none. */
export function strategySpread(
  result: RetrainingResult,
  choice: Omit<SubnetworkChoice, "strategy">,
): StrategySpread | undefined {
  const means = meansOf(result, choice).toSorted((a, b) => a.mean - b.mean);
  const [worst, best] = [means[0], means.at(-1)];
  return worst === undefined || best === undefined ? undefined : { best, worst };
}

/** The range of the strategies right after removal, and after re-training with the other neurons removed. */
export function ablationFinding(result: RetrainingResult, size: SubnetworkSize): Finding {
  const before = strategySpread(result, { size });
  const after = strategySpread(result, { size, removal: "zero" });
  if (before === undefined) throw new RangeError(`There is no ablation ${atSize(size)}`);
  const gap = ({ best, worst }: StrategySpread) => best.mean - worst.mean;
  const gapOf = (spread: StrategySpread, when: string) => (
    {
      label: `${spread.best.label} − ${spread.worst.label}, ${when}`,
      mean: gap(spread),
      unit: "points",
    }
  );
  const estimates = [
    gapOf(before, "right after removal"),
    ...(after === undefined ? [] : [gapOf(after, "re-trained")]),
  ];
  const points = estimates.map(({ mean }) => decimal(mean));
  const statement = before.best.label === before.worst.label
    ? `${before.best.label} has ${decimal(before.best.mean, 1)} % right after removal` +
      (after === undefined ? "" : `, ${decimal(after.best.mean, 1)} % re-trained`)
    : after === undefined
    ? `strategies are ${points[0]} points apart right after removal`
    : `re-training ${gap(after) < gap(before) ? "narrows" : "widens"} the strategies’ gap ` +
      `from ${points[0]} to ${points[1]} points`;
  return { statement: titleOf(result.networks, `${statement} ${atSize(size)}`), estimates };
}
