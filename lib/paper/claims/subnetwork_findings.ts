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
import { enumerate, threshold } from "../../figures/kit/text.ts";
import {
  type KeptNeurons,
  type RetrainingResult,
  rowsOf,
  rowsUnder,
  sizesAmong,
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
 * Each strategy − random neurons. Synergy is judged by the corrected interval of the verdict, so that no title
 * claims more than the verdict; the others by 95 % intervals that are not corrected.
 */
function differencesToRandom(result: RetrainingResult, reading: SubnetworkReading) {
  const random = accuraciesOf(result, { ...reading, strategy: "random" });
  if (random.length === 0) return [];
  const corrected = baselineDifferences(result, reading)
    .find(({ strategy }) => strategy === "random")?.difference;
  const others = result.strategies.filter((strategy) => strategy !== "random");
  return accuraciesByStrategy(result, others, reading).map(({ strategy, label, accuracies }) => {
    const difference = strategy === "synergy" && corrected || pairedDifference(accuracies, random);
    return { strategy, label, difference };
  });
}

/** The intervals that the title of a comparison with random neurons is judged by, for the subtitle. */
export const AGAINST_RANDOM_NOTE =
  "Intervals are not corrected for multiple comparisons; the title takes that of the verdict for synergy.";

/** The strategies that are better or worse than random neurons. */
export const againstRandomFinding: FindingAtSize = (result, size) =>
  findingByRemoval(result.networks, (removal) => {
    const differences = differencesToRandom(result, { size, removal });
    if (differences.length === 0) return undefined;
    const reference = `random ${atSize(size)}`;
    const none = `no significant difference between any strategy and ${reference}`;
    return {
      statement: othersAgainstOne(sided(differences), reference, none),
      estimates: differences.map(({ label, difference }) =>
        estimateOf(`${label} − random`, difference)
      ),
    };
  });

const sided = (all: ReturnType<typeof freshDifferences>) =>
  all.map(({ label, difference }) => ({ label, side: sideOf(difference) }));

/**
 * For which strategies the comparison with random neurons comes out differently where neurons are chosen on
 * validation data; of the strategies that both results have.
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
    const changed = pairs.filter(({ difference, other }) => sideOf(difference) !== sideOf(other))
      .map(({ label }) => label);
    return {
      statement: "selecting on validation data changes " +
        (changed.length === 0
          ? `no comparison with random ${atSize(size)}`
          : `comparisons with random ${atSize(size)}: ${namesOrCount(changed)}`),
      estimates: pairs.flatMap(({ label, difference, other }) => [
        estimateOf(`${label} − random, chosen on test data`, difference),
        estimateOf(`${label} − random, chosen on validation data`, other),
      ]),
    };
  });
}

/** The criterion of {@link minimalSizeFinding}, where there are intervals, for the subtitle. */
export const WITHIN_NOTE =
  `“Within ${MINIMAL_DROP} point”: the upper bound of the ${threshold(0.95)} ` +
  `interval of the drop from the whole network is at most ${MINIMAL_DROP} point.`;

/**
 * The neurons per layer that synergy and random need for a minimal drop (all strategies where there are neither):
 * the smallest size from which on the drop is minimal at all larger sizes.
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
      const enough = sizes[drops.findLastIndex(({ minimal }) => !minimal) + 1];
      const [last, { difference }] = [sizes.at(-1)!, drops.at(-1)!];
      return {
        label,
        enough: enough === undefined ? `more than ${last}` : `${enough}`,
        unit: perLayer(enough ?? last).replace(/^\d+/, ""),
        estimate: estimateOf(`whole network − ${label}, ${perLayer(last)}`, difference),
      };
    });
    const [first, ...others] = [...Map.groupBy(needed, ({ enough }) => enough).values()]
      .map((own) => ({ ...own[0]!, names: own.map(({ label }) => label) }));
    if (first === undefined) return undefined;
    const rest = others.map(({ names, enough }) => `, ${enumerate(names)} ${enough}`).join("");
    return {
      statement: `${enumerate(first.names)} ${first.names.length === 1 ? "needs" : "need"} ` +
        `${first.enough}${first.unit} to stay within ${MINIMAL_DROP} point${rest}`,
      estimates: needed.map(({ estimate }) => estimate),
    };
  });
}

/** Sub-networks on their initial weights − those with new ones, in points of accuracy. */
function freshDifferences(result: RetrainingResult, reading: SubnetworkReading) {
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
    const none = `weights do not differ significantly from ${reference}`;
    return {
      statement: `rewound ${othersAgainstOne(sided(differences), reference, none)}`,
      estimates: differences.map(({ label, difference }) =>
        estimateOf(`rewound ${label} − fresh`, difference)
      ),
    };
  });

/** The control of the lottery ticket hypothesis at one size: differences in points, with 95 % intervals. */
export type LotteryTicketRow = {
  readonly size: string;
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
      return synergy && random ? [{ size: String(size), removal, synergy, random }] : [];
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
    : `re-training ${gap(after) < gap(before) ? "narrows" : "widens"} the gap between strategies ` +
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
  readonly excess: Estimate;
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
        excess: estimate(means.map(({ jaccard, chance }) => jaccard - chance)),
      }];
    })
  );
}

/**
 * With which strategies synergy shares more neurons than chance, its complement aside; without synergy which two
 * strategies share most.
 *
 * @param overlaps at least one
 */
export function sharedNeuronsFinding(
  { networks }: RetrainingResult,
  overlaps: readonly Overlap[],
): Finding {
  const own = overlaps.filter(({ first, second }) =>
    first === "synergy" && second !== "complement"
  );
  const most = overlaps.reduce((first, second) =>
    second.jaccard.mean > first.jaccard.mean ? second : first
  );
  const more = own.filter(({ excess }) => excess.side === "above")
    .map(({ second }) => strategyLabel(second));
  const statement = own.length === 0
    ? `${strategyLabel(most.first)} and ${strategyLabel(most.second)} share most neurons: ` +
      `Jaccard index ${decimal(most.jaccard.mean)}`
    : more.length === 0
    ? "synergy shares no more neurons with any strategy than chance"
    : `synergy shares more neurons than chance with ${namesOrCount(more)}`;
  return {
    statement: titleOf(networks, statement),
    estimates: (own.length === 0 ? [most] : own).map(({ first, second, excess }) => ({
      label: `Jaccard index of ${strategyLabel(first)} and ${strategyLabel(second)} − chance`,
      mean: excess.mean,
      interval: excess.confidenceInterval,
      level: 0.95,
      unit: "",
    })),
  };
}
