/** Findings on the neurons that strategies share, and on how many of the synergistic ones depend on the label. */
import {
  holmDifferences,
  type PairedDifference,
  pairedDifference,
  summarise,
} from "../../statistics/mod.ts";
import { expectedJaccard, jaccardIndex } from "../../statistics/jaccard.ts";
import type { StrategyName } from "../../selection/mod.ts";
import { decimal, withInterval } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import { type Estimate, estimate } from "../../figures/kit/estimate.ts";
import { sentences, threshold } from "../../figures/kit/text.ts";
import {
  type KeptNeurons,
  type RetrainingResult,
  rowsUnder,
  type SubnetworkSize,
} from "../subnetworks/result.ts";
import { accuraciesOf, sideOf } from "./subnetworks.ts";
import {
  type ConditionedFinding,
  namesOrCount,
  standing,
  strategyLabel,
  titleOf,
} from "./wording.ts";

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
  const overlapOf = overlaps(result, size);
  return result.strategies.flatMap((second, at) =>
    result.strategies.slice(0, at).flatMap((first) => overlapOf(first, second) ?? [])
  );
}

/** The overlap of two strategies in all hidden layers or in one; `undefined` where one has no such sub-network. */
function overlaps(result: RetrainingResult, size: SubnetworkSize) {
  const own = rowsUnder(result).filter((row) => row.size === size && row.start === "rewound");
  const kept = Map.groupBy(own, ({ network, strategy }) => `${network} ${strategy}`);
  // What a strategy kept in each of its draws; the same under all removals.
  const draws = (network: number, strategy: StrategyName): KeptNeurons[] => [
    ...new Map(kept.get(`${network} ${strategy}`)?.map(({ draw, kept }) => [draw, kept])).values(),
  ];
  const mean = (values: readonly number[]) => summarise(values).mean;
  return (first: StrategyName, second: StrategyName, layer?: string): Overlap | undefined => {
    const means = result.networks.flatMap((network) => {
      const pairs = draws(network, first).flatMap((one) =>
        draws(network, second).map((other) =>
          result.layers.map(({ name, units }, at) => (
            { name, units, one: one[at]!, other: other[at]! }
          )).filter(({ name }) => layer === undefined || name === layer)
        )
      );
      const over = (measure: (layer: typeof pairs[number][number]) => number) =>
        mean(pairs.map((pair) => mean(pair.map(measure))));
      return pairs.length === 0 ? [] : [{
        jaccard: over(({ one, other }) => jaccardIndex(one, other)),
        chance: over(({ units, one, other }) => expectedJaccard(units, one.length, other.length)),
      }];
    });
    return means.length === 0 ? undefined : {
      first,
      second,
      jaccard: estimate(means.map(({ jaccard }) => jaccard)),
      chance: mean(means.map(({ chance }) => chance)),
      excesses: means.map(({ jaccard, chance }) => jaccard - chance),
    };
  };
}

/** The overlap of the synergistic neurons chosen with and without the label: Jaccard index with 95 % interval. */
export type LabelDependenceRow = {
  /** A hidden layer, or `"all layers"`. */
  readonly layer: string;
  readonly jaccard: string;
  /** The index of sets of the same sizes that are drawn at random. */
  readonly chance: string;
  /** Networks that keep the same neurons with and without the label: `"12 of 20"`; over layers, in all of them. */
  readonly identical: string;
  /** Accuracy of synergy − without the label, re-trained with the others removed, in points; only over layers. */
  readonly difference: string;
};

const labelOverlap = (result: RetrainingResult, layer?: string) =>
  overlaps(result, "k*")("synergy", "synergy-without-label", layer);

/** Networks whose synergistic neurons are the same with and without the label, in one layer or in all. */
function identicalText(result: RetrainingResult, layer?: string): string {
  const rows = rowsUnder(result).filter(({ size, start }) => size === "k*" && start === "rewound");
  const keptBy = (strategy: StrategyName, network: number) =>
    rows.find((row) => row.network === network && row.strategy === strategy)?.kept
      .filter((_, at) => layer === undefined || result.layers[at]!.name === layer);
  const identical = result.networks.filter((network) =>
    JSON.stringify(keptBy("synergy", network)) ===
      JSON.stringify(keptBy("synergy-without-label", network))
  );
  return `${identical.length} of ${result.networks.length}`;
}

/** Accuracy of synergy − synergy without the label, re-trained with the other neurons removed. */
function labelDifference(result: RetrainingResult): PairedDifference | undefined {
  const [own, other] = (["synergy", "synergy-without-label"] as const).map((strategy) =>
    accuraciesOf(result, { strategy, size: "k*", removal: "zero" })
  ) as [number[], number[]];
  return own.length === 0 || other.length === 0 ? undefined : pairedDifference(own, other);
}

/** One row per hidden layer at k*, then the mean over layers; none without the control `"synergy-without-label"`. */
export function labelDependenceRows(result: RetrainingResult): LabelDependenceRow[] {
  return [...result.layers.map(({ name }) => name), undefined].flatMap((layer) => {
    const overlap = labelOverlap(result, layer);
    const difference = layer === undefined ? labelDifference(result) : undefined;
    return overlap === undefined ? [] : [{
      layer: layer ?? "all layers",
      jaccard: withInterval(overlap.jaccard.mean, overlap.jaccard.confidenceInterval),
      chance: decimal(overlap.chance),
      identical: identicalText(result, layer),
      difference: difference === undefined
        ? ""
        : withInterval(difference.mean, difference.interval),
    }];
  });
}

/** From this Jaccard index on two sets count as nearly the same. */
export const NEARLY_SAME = 0.9;

/**
 * How much of the synergistic set at k* depends on the label; the note says in how many networks none of it does,
 * whether accuracy depends on it, and what follows where hardly any of the set does.
 * `undefined` without the control `"synergy-without-label"`.
 */
export function labelDependenceFinding(result: RetrainingResult): ConditionedFinding | undefined {
  const overlap = labelOverlap(result);
  if (overlap === undefined) return undefined;
  const { jaccard, excesses, chance } = overlap;
  const { mean, confidenceInterval: interval } = jaccard;
  const isAboveChance = estimate(excesses).side === "above";
  const isSame = isAboveChance && mean >= NEARLY_SAME;
  const difference = labelDifference(result);
  const index = `Jaccard index ${decimal(mean)}`;
  return {
    statement: titleOf(
      result.networks,
      isAboveChance
        ? `without the label synergy keeps ${
          isSame ? "nearly" : "partly"
        } the same neurons (${index})`
        : `synergy with and without the label does not significantly overlap (${index})`,
    ),
    note: sentences(
      `The sets are identical in all layers in ${identicalText(result)} networks` +
        (difference === undefined ? "." : `; accuracy: ${labelAccuracyText(difference)}.`),
      isSame
        ? "Figure 2 then tests a property of the activations, not of their relation to the class."
        : "",
    ),
    estimates: [
      {
        label: "Jaccard index of synergy with and without the label",
        mean,
        interval,
        level: 0.95,
        unit: "",
      },
      { label: "Jaccard index by chance", mean: chance, unit: "" },
    ],
  };
}

/** Which of both is more accurate, by the interval; without one the difference. */
function labelAccuracyText({ mean, interval }: PairedDifference): string {
  const [own, other] = (["synergy", "synergy-without-label"] as const).map(strategyLabel) as [
    string,
    string,
  ];
  return interval === undefined
    ? `${own} − ${other} is ${decimal(mean)} points`
    : standing(own, other, mean, interval);
}

/** How the intervals of {@link sharedNeuronsFinding} are corrected, for the subtitle of a figure. */
export const SHARED_NOTE = `“Significantly”: ${
  threshold(0.95)
} intervals, Holm-corrected over the strategies.`;

/**
 * With which strategies synergy shares significantly more or fewer neurons than chance, its complement and the greedy
 * synergy aside; without synergy which two strategies share most.
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
    first === "synergy" && second !== "complement" && second !== "synergy-greedy"
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
