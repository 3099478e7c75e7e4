/** Findings on re-trained sub-networks of maps. */
import { estimateOf, sideOf } from "../../paper/claims/subnetworks.ts";
import {
  oneAgainstOthers,
  strategyLabel,
  titleOf,
  withoutEstimates,
} from "../../paper/claims/wording.ts";
import {
  networkAccuracies,
  type RetrainingResult,
  sizesAmong,
  type SubnetworkSize,
} from "../../paper/subnetworks/result.ts";
import type { StrategyName } from "../../selection/mod.ts";
import {
  type CorrectedDifference,
  correctedDifferences,
  pairedDifference,
} from "../../statistics/paired_difference.ts";
import { decimal, withInterval } from "../../statistics/words.ts";
import { moments } from "../../statistics/moments.ts";
import { summarise } from "../../statistics/summary.ts";
import type { Finding } from "../../studies/finding.ts";

/** A size of sub-networks in a sentence. */
export const mapsSizeWords = (size: SubnetworkSize): string =>
  size === "half" ? "half of the maps" : "k* maps";

/** Sub-networks of maps in the order of sentences and tables: the others removed, re-trained from initial weights. */
const REMOVED = { removal: "zero", start: "rewound" } as const;

/** The sizes of sub-networks that were re-trained. */
export const retrainedSizes = ({ rows }: Pick<RetrainingResult, "rows">): SubnetworkSize[] =>
  sizesAmong(rows.filter(({ retrained }) => retrained));

/** Test accuracies of a strategy in per cent, one per network. */
export function accuraciesIn(
  result: RetrainingResult,
  strategy: StrategyName,
  size: SubnetworkSize,
): number[] {
  return networkAccuracies(result, { ...REMOVED, strategy, size }).map(({ value }) => value);
}

/** Synergy compared with another strategy in the same networks. */
interface AgainstOther {
  readonly label: string;
  readonly difference: CorrectedDifference;
}

function againstOthers(result: RetrainingResult, size: SubnetworkSize): AgainstOther[] {
  const own = accuraciesIn(result, "synergy", size);
  const others = result.strategies.filter((strategy) => strategy !== "synergy").map((strategy) => (
    { label: strategyLabel(strategy), values: accuraciesIn(result, strategy, size) }
  )).filter(({ values }) => values.length === own.length && values.length > 0);
  return correctedDifferences(own, others.map(({ values }) => values)).map((difference, at) => (
    { label: others[at]!.label, difference }
  ));
}

/** Synergistic maps against the other strategies at one size, by Holm-corrected 95 % intervals. */
export function mapsStrategiesFinding(result: RetrainingResult, size: SubnetworkSize): Finding {
  const compared = againstOthers(result, size);
  if (compared.length === 0) {
    return withoutEstimates(`Not tested by this preset: no sub-networks of ${mapsSizeWords(size)}`);
  }
  const sides = compared.map(({ label, difference }) => ({ label, side: sideOf(difference) }));
  const words = oneAgainstOthers("synergy", sides, "any other strategy");
  return {
    statement: titleOf(result.networks, `with ${mapsSizeWords(size)}, ${words}`),
    estimates: compared.map(({ label, difference }) =>
      estimateOf(`synergy − ${label}, ${mapsSizeWords(size)}`, difference)
    ),
  };
}

/**
 * What so few networks cannot show: the half-width of the widest interval, below which a difference would not be
 * significant. Empty for a single network.
 */
export function resolutionNote(result: RetrainingResult): string {
  const halves = retrainedSizes(result).flatMap((size) =>
    againstOthers(result, size).flatMap(({ difference: { interval } }) =>
      interval === undefined ? [] : (interval[1] - interval[0]) / 2
    )
  );
  if (halves.length === 0) return "";
  const [least, most] = [Math.min(...halves), Math.max(...halves)].map((half) => decimal(half));
  return `With ${result.networks.length} networks, intervals of differences reach ±${least} to ±${most} ` +
    "points: smaller differences between strategies cannot be shown, and their absence is not shown either.";
}

/** Accuracy of a strategy at one size as the row of a table: means over networks with 95 % intervals. */
export type MapsAccuracyRow = {
  readonly size: string;
  readonly strategy: string;
  /** Maps that are kept in each convolution, mean over networks. */
  readonly kept: string;
  /** Test accuracy in per cent. */
  readonly accuracy: string;
  /** Minus that of random maps, in points. */
  readonly againstRandom: string;
  /** Minus that of the whole network, in points. */
  readonly againstWhole: string;
};

/** By size, then by strategy. */
export function mapsAccuracyRows(result: RetrainingResult): MapsAccuracyRow[] {
  return retrainedSizes(result).flatMap((size) => {
    const random = accuraciesIn(result, "random", size);
    return result.strategies.flatMap((strategy): MapsAccuracyRow[] => {
      const own = networkAccuracies(result, { ...REMOVED, strategy, size });
      if (own.length === 0) return [];
      const values = own.map(({ value }) => value);
      const text = (others: readonly number[]) => {
        const { mean, interval } = pairedDifference(values, others);
        return withInterval(mean, interval);
      };
      const kept = result.layers.map((_, layer) =>
        moments(own.map(({ sizes }) => sizes[layer]!)).mean
      );
      const { mean, confidenceInterval } = summarise(values);
      return [{
        size: mapsSizeWords(size),
        strategy: strategyLabel(strategy),
        kept: kept.map((one) => decimal(one, Number.isInteger(one) ? 0 : 1)).join(" and "),
        accuracy: withInterval(mean, confidenceInterval),
        againstRandom: strategy === "random" || random.length === 0 ? "" : text(random),
        againstWhole: text(own.map(({ whole }) => whole)),
      }];
    });
  });
}

/** All findings, by size. */
export function subnetworksFindings(result: RetrainingResult): Finding[] {
  return retrainedSizes(result).map((size) => mapsStrategiesFinding(result, size));
}
