/**
 * Findings of section 4.2: the titles of its figures, by the criteria of the verdicts, and the control of the
 * lottery ticket hypothesis. Accuracies are in per cent, their differences in points.
 */
import { pairedDifference, summarise } from "../../statistics/mod.ts";
import { expectedJaccard, jaccardIndex } from "../../statistics/jaccard.ts";
import { REMOVALS, type StrategyName } from "../../selection/mod.ts";
import { decimal, withInterval } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import { type Estimate, estimate } from "../../figures/kit/estimate.ts";
import { enumerate, threshold, unbroken } from "../../figures/kit/text.ts";
import {
  type KeptNeurons,
  type RetrainingResult,
  rowsOf,
  rowsUnder,
  sizesAmong,
  type SubnetworkChoice,
  type SubnetworkRow,
  type SubnetworkSize,
  wholeAccuracies,
} from "../subnetworks/result.ts";
import { holmDifferences } from "./holm.ts";
import {
  accuraciesByStrategy,
  accuraciesOf,
  accuracyDrop,
  baselineDifferences,
  estimateOf,
  judgeSubnetworkClaim,
  MINIMAL_DROP,
  sideOf,
  type SubnetworkReading,
} from "./subnetworks.ts";
import {
  atSize,
  type ConditionedFinding,
  findingByRemoval,
  namesOrCount,
  othersAgainstOne,
  perLayer,
  REMOVAL_WORDS,
  strategyLabel,
  titleOf,
} from "./wording.ts";

/** A finding about sub-networks of one size, under each removal. */
type FindingAtSize = (result: RetrainingResult, size: SubnetworkSize) => ConditionedFinding;

/** Mean test accuracy of each strategy that has such sub-networks. */
function meansOf(result: RetrainingResult, choice: Omit<SubnetworkChoice, "strategy">) {
  return accuraciesByStrategy(result, result.strategies, choice)
    .map(({ label, accuracies }) => ({ label, mean: summarise(accuracies).mean }));
}

/** Synergy against the paper's baselines; where there is nothing to compare, the strategy with the smallest drop. */
export const lowestDropFinding: FindingAtSize = (result, size) =>
  findingByRemoval(result.networks, (removal) => {
    const claim = judgeSubnetworkClaim("lowest accuracy drop", result, { size, removal });
    if (claim.estimates.length > 0) return claim;
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

const sided = (all: ReturnType<typeof freshDifferences>) =>
  all.map(({ label, difference }) => ({ label, side: sideOf(difference) }));

/** What the title of a comparison of selections counts, for the subtitle. */
export const REVERSED_NOTE = "Reversed: the Holm-corrected intervals lie on opposite sides of 0.";

/**
 * For which strategies the difference to random neurons is significant with opposite signs where neurons are chosen
 * on test and on validation data; of the strategies that both results have. A significant difference beside one
 * that is not significant is no change.
 *
 * @throws {RangeError} when they have none in common
 */
export function selectionFinding(
  test: RetrainingResult,
  validation: RetrainingResult,
  size: SubnetworkSize,
): ConditionedFinding {
  return findingByRemoval(test.networks, (removal) => {
    const others = differencesToRandom(validation, { size, removal });
    const pairs = differencesToRandom(test, { size, removal }).flatMap((one) => {
      const other = others.find(({ strategy }) => strategy === one.strategy);
      return other === undefined ? [] : [{ ...one, other: other.difference }];
    });
    if (pairs.length === 0) return undefined;
    const reversed = pairs.filter(({ difference, other }) => {
      const sides = [sideOf(difference), sideOf(other)];
      return sides.includes("above") && sides.includes("below");
    }).map(({ label }) => label);
    return {
      statement: "selecting on validation data reverses " +
        (reversed.length === 0
          ? `no comparison with random ${atSize(size)}`
          : `comparisons with random ${atSize(size)}: ${namesOrCount(reversed)}`),
      estimates: pairs.flatMap(({ label, difference, other }) => [
        estimateOf(`${label} − random, chosen on test data`, difference),
        estimateOf(`${label} − random, chosen on validation data`, other),
      ]),
    };
  });
}

/** The criterion of {@link minimalSizeFinding}, where there are intervals, for the subtitle. */
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

/**
 * The neurons per layer that synergy and random need for minimal change (all strategies where there are neither): the
 * smallest size from which on the change is minimal at all larger sizes. It lies between that size and the next
 * smaller one that was run, which is too few.
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
      const [tooFew, enough] = [sizes[last], sizes[last + 1]];
      const [largest, { difference }] = [sizes.at(-1)!, drops.at(-1)!];
      return {
        label,
        enough: neededInWords(tooFew, enough),
        unit: perLayer(enough ?? largest).replace(/^\d+/, ""),
        estimate: estimateOf(`whole network − ${label}, ${perLayer(largest)}`, difference),
      };
    });
    const [first, ...others] = [...Map.groupBy(needed, ({ enough }) => enough).values()]
      .map((own) => ({ ...own[0]!, names: own.map(({ label }) => label) }));
    if (first === undefined) return undefined;
    const rest = others.map(({ names, enough }) => `, ${enumerate(names)} ${enough}`).join("");
    return {
      statement: `${enumerate(first.names)} ${first.names.length === 1 ? "needs" : "need"} ` +
        `${first.enough}${first.unit} for minimal change${rest}`,
      estimates: needed.map(({ estimate }) => estimate),
    };
  });
}

/** Neurons that are needed if `tooFew` are too few and `enough` are enough: "13 to 16", "more than 20", "at most 4". */
function neededInWords(tooFew: number | undefined, enough: number | undefined): string {
  if (enough === undefined) return `more than ${tooFew}`;
  if (enough === (tooFew ?? 0) + 1) return `${enough}`;
  return tooFew === undefined ? `at most ${enough}` : unbroken(`${tooFew + 1} to ${enough}`);
}

/**
 * The result with those draws of random neurons alone that were re-trained from fresh weights too: both are then
 * compared over the same neurons.
 */
export function withFreshDraws(result: RetrainingResult): RetrainingResult {
  const drawOf = ({ network, size, removal, draw }: SubnetworkRow) =>
    `${network} ${size} ${removal} ${draw}`;
  const fresh = new Set(result.rows.filter(({ start }) => start === "fresh").map(drawOf));
  const rows = result.rows.filter((row) =>
    row.strategy !== "random" || row.start !== "rewound" || fresh.has(drawOf(row))
  );
  return { ...result, rows };
}

/** Sub-networks on their initial weights − those with new ones, of the same draws, in points of accuracy. */
function freshDifferences(all: RetrainingResult, reading: SubnetworkReading) {
  const result = withFreshDraws(all);
  const fresh = accuraciesOf(result, { ...reading, strategy: "random", start: "fresh" });
  if (fresh.length === 0) return [];
  return accuraciesByStrategy(result, ["synergy", "random"], reading)
    .map(({ strategy, label, accuracies }) => (
      { strategy, label, difference: pairedDifference(accuracies, fresh) }
    ));
}

/** Whether initial weights matter; only removals with freshly initialised networks. */
export const lotteryTicketFinding: FindingAtSize = (result, size) =>
  findingByRemoval(result.networks, (removal) => {
    const differences = freshDifferences(result, { size, removal });
    if (differences.length === 0) return undefined;
    const reference = `fresh weights ${atSize(size)}`;
    const words = othersAgainstOne(sided(differences), reference, "");
    return {
      statement: words === ""
        ? `no significant difference between rewound and ${reference}`
        : `rewound ${words}`,
      estimates: differences.map(({ label, difference }) =>
        estimateOf(`rewound ${label} − fresh`, difference)
      ),
    };
  });

/** The control of the lottery ticket hypothesis at one size: differences in points, with 95 % intervals. */
export type LotteryTicketRow = {
  readonly size: string;
  /** What happens to the other neurons: `"removed"` or `"frozen"`. */
  readonly removal: string;
  /** Synergistic neurons on their initial weights − random neurons on new ones. */
  readonly synergy: string;
  /** Random neurons on their initial weights − on new ones. */
  readonly random: string;
};

/**
 * The control at each size and removal that has all three kinds of sub-network: numbers of neurons ascending,
 * then the best synergistic sizes. Intervals are not corrected for multiple comparisons.
 */
export function lotteryTicketRows(result: RetrainingResult): LotteryTicketRow[] {
  const sizes = sizesAmong(result.rows.filter(({ start }) => start === "fresh"));
  return REMOVALS.flatMap((removal) =>
    sizes.flatMap((size) => {
      const [synergy, random] = freshDifferences(result, { size, removal })
        .map(({ difference: { mean, interval } }) => withInterval(mean, interval));
      const words = REMOVAL_WORDS[removal];
      return synergy && random ? [{ size: String(size), removal: words, synergy, random }] : [];
    })
  );
}

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

/** The share of neurons that two strategies have in common. */
export interface Overlap {
  readonly first: StrategyName;
  readonly second: StrategyName;
  /** Jaccard index, 0..1: mean over draws and hidden layers, then over networks. */
  readonly jaccard: Estimate;
  /** The index of sets of the same sizes that are drawn at random. */
  readonly chance: number;
  /** The index minus chance, network by network. */
  readonly excesses: readonly number[];
}

/** Overlaps of each strategy with those before it, where both have sub-networks of that size. */
export function overlapsOf(result: RetrainingResult, size: SubnetworkSize): Overlap[] {
  const own = rowsUnder(result).filter((row) => row.size === size && row.start === "rewound");
  const kept = Map.groupBy(own, ({ network, strategy }) => `${network} ${strategy}`);
  // What a strategy kept in each of its draws; the same under all removals.
  const draws = (network: number, strategy: StrategyName): KeptNeurons[] => [
    ...new Map(kept.get(`${network} ${strategy}`)?.map(({ draw, kept }) => [draw, kept])).values(),
  ];
  const mean = (values: readonly number[]) => summarise(values).mean;
  return result.strategies.flatMap((second, at) =>
    result.strategies.slice(0, at).flatMap((first) => {
      const means = result.networks.flatMap((network) => {
        const pairs = draws(network, first).flatMap((one) =>
          draws(network, second).map((other) =>
            result.layers.map(({ units }, at) => ({ units, one: one[at]!, other: other[at]! }))
          )
        );
        const over = (measure: (layer: typeof pairs[number][number]) => number) =>
          mean(pairs.map((pair) => mean(pair.map(measure))));
        return pairs.length === 0 ? [] : [{
          jaccard: over(({ one, other }) => jaccardIndex(one, other)),
          chance: over(({ units, one, other }) => expectedJaccard(units, one.length, other.length)),
        }];
      });
      if (means.length === 0) return [];
      return [{
        first,
        second,
        jaccard: estimate(means.map(({ jaccard }) => jaccard)),
        chance: mean(means.map(({ chance }) => chance)),
        excesses: means.map(({ jaccard, chance }) => jaccard - chance),
      }];
    })
  );
}

/** How the intervals of {@link sharedNeuronsFinding} are corrected, for the subtitle of a figure. */
export const SHARED_NOTE = `“Significantly”: ${
  threshold(0.95)
} intervals, Holm-corrected over the strategies.`;

/**
 * With which strategies synergy shares significantly more or fewer neurons than chance, its complement aside; without
 * synergy which two strategies share most.
 *
 * @param overlaps at least one
 */
export function sharedNeuronsFinding(
  { networks }: RetrainingResult,
  overlaps: readonly Overlap[],
): Finding {
  const most = overlaps.reduce((first, second) =>
    second.jaccard.mean > first.jaccard.mean ? second : first
  );
  const own = overlaps.filter(({ first, second }) =>
    first === "synergy" && second !== "complement"
  );
  const judged = own.length === 0 ? [most] : own;
  const differences = holmDifferences(
    judged.map(({ excesses }) => [excesses, excesses.map(() => 0)]),
  ).map((difference, at) => ({ ...judged[at]!, difference }));
  const labelsOn = (side: "above" | "below") =>
    differences.toSorted((a, b) => Math.abs(b.difference.mean) - Math.abs(a.difference.mean))
      .filter(({ difference }) => sideOf(difference) === side)
      .map(({ second }) => strategyLabel(second));
  const [more, fewer] = [labelsOn("above"), labelsOn("below")];
  const statement = () => {
    if (own.length === 0) {
      return `${strategyLabel(most.first)} and ${strategyLabel(most.second)} share most neurons: ` +
        `Jaccard index ${decimal(most.jaccard.mean)}`;
    }
    if (more.length + fewer.length === 0) {
      return "no strategy shares significantly more or fewer neurons with synergy than chance";
    }
    // A single network has no interval.
    const surely = networks.length > 1 ? "significantly " : "";
    if (more.length === 0 || fewer.length === 0) {
      return `synergy shares ${surely}${more.length > 0 ? "more" : "fewer"} neurons than chance ` +
        `with ${namesOrCount([...more, ...fewer])}`;
    }
    const [first, second] = [more, fewer].map((labels) =>
      labels.length === 1 ? labels[0] : `${labels.length} strategies`
    );
    return `synergy overlaps ${surely}more than chance with ${first}, less with ${second}`;
  };
  return {
    statement: titleOf(networks, statement()),
    estimates: differences.map(({ first, second, difference: { mean, interval, level } }) => ({
      label: `Jaccard index of ${strategyLabel(first)} and ${strategyLabel(second)} − chance`,
      mean,
      interval,
      level,
      unit: "",
    })),
  };
}
