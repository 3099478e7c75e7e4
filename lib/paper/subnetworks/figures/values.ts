/** Sub-networks as points of a figure: which there are, means over networks, rows behind them, words. */
import {
  BEST_SIZES,
  type BestSizeName,
  networkAccuracies,
  type NetworkAccuracy,
  numbersAmong,
  type RetrainingResult,
  type RowConditions,
  SEARCH_OF_BEST,
  sizesAmong,
  type SubnetworkChoice,
  type SubnetworkSize,
  wholeAccuracies,
} from "../result.ts";
import { STRATEGIES } from "../../../selection/strategies.ts";
import type { MultipletSearch } from "../../../selection/strategy.ts";
import { type Removal, REMOVALS } from "../../../selection/treatments.ts";
import { summarise } from "../../../statistics/summary.ts";
import { type Estimate, estimate } from "../../../figures/kit/estimate.ts";
import { PlotError } from "../../../figures/kit/figure.ts";
import type { Columns } from "../../../studies/table.ts";
import {
  capitalised,
  decimal,
  enumerate,
  meanInWords,
  sentences,
  unbroken,
} from "../../../figures/kit/text.ts";
import { othersText, strategyLabel } from "../../claims/wording.ts";
import { type Kind, STRATEGY_KINDS, STRATEGY_STYLES } from "./styles.ts";

/** The sub-networks that a figure shows. */
export interface SubnetworkFigureOptions {
  /** Default: `judgedSize`. */
  readonly size?: SubnetworkSize | undefined;
}

/** @throws {PlotError} when there is no network */
export function requireNetworks({ networks }: RetrainingResult): void {
  if (networks.length === 0) throw new PlotError("Cannot draw sub-networks without networks");
}

/** An accuracy of one network in per cent, or its difference to another one in points; and what it is of. */
interface SubnetworkValue
  extends
    NetworkAccuracy,
    Partial<RowConditions>,
    Required<Pick<SubnetworkChoice, "strategy" | "size" | "start">> {
  /** Absent: right after removal, without re-training. */
  readonly removal?: Removal;
}

/** A mean over networks of sub-networks of one kind, size and treatment, in one column of panels. */
export interface SizeEstimate
  extends Estimate, Partial<RowConditions>, Pick<SubnetworkChoice, "strategy" | "size"> {
  /** Absent: right after removal, without re-training. */
  readonly removal?: Removal;
  readonly style: Kind;
  readonly column: string;
  readonly values: readonly SubnetworkValue[];
}

/** The estimates that a figure shows. */
interface EstimatesOptions {
  readonly sizes: readonly SubnetworkSize[];
  /** Default: the strategies that are compared. */
  readonly kinds?: readonly Kind[] | undefined;
  /** Conditions, such as the treatment of the other neurons, and the names of their panels. Default: all of re-training. */
  readonly columns?: readonly (Partial<RowConditions> & {
    readonly removal?: Removal;
    readonly column: string;
  })[];
  /** What differs in sub-networks that are subtracted network by network; such a kind is left out. Default: nothing is. */
  readonly minus?: Partial<SubnetworkChoice> | undefined;
}

const RETRAINED = REMOVALS.map((removal) => ({ removal, column: othersText(removal) }));

const compared = ({ strategies }: RetrainingResult) =>
  STRATEGY_KINDS.filter(({ strategy }) => strategies.includes(strategy));

/** Estimates that the result has: by treatment, then by kind, then by size. */
export function estimatesOf(
  result: RetrainingResult,
  { sizes, kinds = compared(result), columns = RETRAINED, minus }: EstimatesOptions,
): SizeEstimate[] {
  return columns.flatMap(({ column, ...conditions }) =>
    kinds.filter((kind) => kind !== minus).flatMap((style) =>
      sizes.flatMap((size) => {
        const { strategy, start = "rewound" } = style;
        const choice = { strategy, size, start, ...conditions };
        const other = minus && networkAccuracies(result, { ...choice, ...minus });
        const own = networkAccuracies(result, choice);
        if (own.length === 0 || other?.length === 0) return [];
        const values = own.map((one, at): SubnetworkValue => (
          { ...choice, ...one, value: one.value - (other?.[at]?.value ?? 0) }
        ));
        const mean = estimate(values.map(({ value }) => value));
        return [{ style, strategy, column, size, ...conditions, values, ...mean }];
      })
    )
  );
}

/** Mean accuracy of the whole networks, in per cent. */
export function wholeEstimate(result: RetrainingResult): Estimate {
  return estimate(wholeAccuracies(result).map(({ value }) => value));
}

/** The number of draws behind each mean of `drawn`, in one sentence; empty where no network has several. */
export function drawsNote(
  accuracies: readonly Pick<NetworkAccuracy, "draws">[],
  drawn: string = STRATEGIES.get("random").label,
): string {
  const most = accuracies.reduce((sum, { draws }) => Math.max(sum, draws), 1);
  return most === 1 ? "" : `${capitalised(drawn)}: mean over ${most} draws per network.`;
}

export const NETWORK_COLUMNS = {
  network: (row) => row.network,
  neurons_kept_by_layer: (row) => row.sizes.join(" "),
  draws: (row) => row.draws,
  test_accuracy_percent: (row) => row.value,
  whole_network_test_accuracy_percent: (row) => row.whole,
} as const satisfies Columns<NetworkAccuracy>;

export const RETRAINED_COLUMNS = {
  strategy: (row) => row.strategy,
  size: (row) => row.size,
  removal: (row) => row.removal,
  start: (row) => row.start,
  ...NETWORK_COLUMNS,
} as const satisfies Columns<SubnetworkValue>;

/** Columns of a difference; those of the interval are empty for a single network. */
export const DIFFERENCE_COLUMNS = {
  networks: (row) => row.count,
  mean_difference_points: (row) => row.mean,
  interval_95_low_points: (row) => row.confidenceInterval?.[0],
  interval_95_high_points: (row) => row.confidenceInterval?.[1],
} as const satisfies Columns<Estimate>;

/** Strategies that occur, in their order. */
export function strategiesAmong(all: readonly SizeEstimate[]): Kind[] {
  return STRATEGY_KINDS.filter((kind) => all.some(({ style }) => style === kind));
}

/** "synergy 95.12 (94.90 to 95.34) % and random 94.20 (94.01 to 94.39) %". */
export function inWords(estimates: readonly SizeEstimate[], unit: string): string {
  return enumerate(estimates.map((one) => `${one.style.label} ${meanInWords(one, unit)}`));
}

/** Sizes at which sub-networks were re-trained from their initial weights. */
export function retrainedSizes({ rows }: RetrainingResult): SubnetworkSize[] {
  return sizesAmong(rows.filter(({ start }) => start === "rewound"));
}

/**
 * The size that a title is about: k* of the paper's search; without it that of the exact search, else
 * the number closest to half of the first layer's neurons.
 */
export function mainSize(
  { layers }: RetrainingResult,
  sizes: readonly SubnetworkSize[],
): SubnetworkSize {
  const offset = (size: number) => Math.abs(size - (layers[0]?.units ?? 0) / 2);
  const main = BEST_SIZES.find((size) => sizes.includes(size)) ??
    numbersAmong(sizes).toSorted((a, b) => offset(a) - offset(b))[0];
  if (main === undefined) throw new PlotError("Cannot draw a result without any sub-network");
  return main;
}

/** @throws {PlotError} when a result has no network or no sub-networks of that size */
export function requireSize(result: RetrainingResult, size: SubnetworkSize): void {
  requireNetworks(result);
  const sizes = retrainedSizes(result);
  if (sizes.includes(size)) return;
  throw new PlotError(
    `Cannot draw sub-networks of size ${size}: ` +
      (sizes.length === 0 ? "the result has none" : `the result has ${sizes.join(", ")}`),
  );
}

/** The search of multiplets of a size that is a number, where that is not the exact one; else empty. */
export function numberNote({ sizeSearch, strategies }: RetrainingResult): string {
  const searched = (["synergy", "redundancy", "complement"] as const)
    .filter((strategy) => strategies.includes(strategy)).map(strategyLabel);
  return sizeSearch === "exact" || searched.length === 0
    ? ""
    : `${capitalised(enumerate(searched))} of a number of neurons: by ${SEARCH_WORDS[sizeSearch]}.`;
}

/** What the complement keeps, where it is among the strategies of a figure; else empty. */
export function complementNote(all: readonly Pick<SizeEstimate, "strategy">[]): string {
  return all.some(({ strategy }) => strategy === "complement")
    ? `${capitalised(STRATEGY_STYLES.complement.label)}: keeps the m of n neurons ` +
      `outside the most synergistic ${unbroken("n − m")}.`
    : "";
}

const SEARCH_WORDS: Readonly<Record<MultipletSearch, string>> = {
  greedy: "the paper’s greedy search",
  exact: "the exact search",
  ladder: "the ladder search",
};
const searchOf = (size: BestSizeName): string => SEARCH_WORDS[SEARCH_OF_BEST[size]];

/** The searches behind the sizes of an axis: k*, and numbers. */
export function sizesNote(result: RetrainingResult, sizes: readonly SubnetworkSize[]): string {
  const searches = BEST_SIZES.filter((size) => sizes.includes(size))
    .map((size) => `by ${searchOf(size)}${size === "k* exact" ? " (exact)" : ""}`);
  return sentences(
    searches.length === 0
      ? ""
      : `k*: size of each layer’s most synergistic multiplet, ${searches.join(" and ")}.`,
    numbersAmong(sizes).length === 0 ? "" : numberNote(result),
  );
}

/** Definition and mean of k*; for a size that is a number {@link numberNote}. */
export function sizeNote(result: RetrainingResult, size: SubnetworkSize): string {
  if (typeof size === "number" || size === "half") return numberNote(result);
  const { networks, layers, bestSizes } = result;
  const several = networks.length > 1;
  const alike = new Set(layers.map(({ units }) => units)).size === 1;
  const means = layers.map(({ name, units }) => {
    const own = bestSizes.filter(({ layer, search }) =>
      layer === name && search === SEARCH_OF_BEST[size]
    );
    const { mean } = summarise(own.map((one) => one.size));
    return decimal(mean, several ? 2 : 0) + (alike ? "" : ` of ${units}`);
  });
  return `k*: size of each layer’s most synergistic multiplet by ${searchOf(size)}, ` +
    (several ? "on average " : "") + enumerate(means) +
    `${alike ? ` of ${layers[0]!.units}` : ""} neurons.`;
}
