/**
 * Findings of the arms beside figure 2: the choice on training activations, the lottery ticket hypothesis, and the
 * cumulative ablation. Accuracies are in per cent, their differences in points.
 */
import {
  correctedDifferences,
  holmDifferences,
  type PairedDifference,
  pairedDifference,
  summarise,
} from "../../statistics/mod.ts";
import { type Removal, REMOVALS, type StrategyName } from "../../selection/mod.ts";
import { decimal, withInterval } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import { enumerate, sentences, threshold, unbroken } from "../../figures/kit/text.ts";
import {
  networkAccuracies,
  numbersAmong,
  type RetrainingResult,
  sizesAmong,
  type SubnetworkChoice,
  type SubnetworkRow,
  type SubnetworkSize,
} from "../subnetworks/result.ts";
import { type FindingAtSize, sided } from "./subnetwork_findings.ts";
import {
  accuraciesByStrategy,
  accuraciesOf,
  estimateOf,
  MI_METHODS,
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
  points,
  REMOVAL_WORDS,
  type Sided,
  strategyLabel,
  titleOf,
} from "./wording.ts";

/** The intervals that the title of a comparison of selections is judged by, for the subtitle. */
export const SELECTION_NOTE = `Intervals drawn: ${
  threshold(0.95)
} each; the title takes Holm-corrected ones.`;

/**
 * For which strategies accuracy differs between choosing neurons on test and on training activations, in the same
 * networks; intervals are Holm-corrected over the strategies. The note has the sizes of both choices where they differ,
 * and whether random neurons, which use no activations, differ as much as others. `undefined` where none chose on both.
 */
export function selectionFinding(
  result: RetrainingResult,
  size: SubnetworkSize,
): ConditionedFinding | undefined {
  const differencesUnder = (removal: Removal) => {
    const both = accuraciesByStrategy(result, result.strategies, {
      ...{ size, removal, selection: "training" as const },
    }).map((one) => (
      { ...one, onTest: accuraciesOf(result, { strategy: one.strategy, size, removal }) }
    )).filter(({ onTest }) => onTest.length > 0);
    return holmDifferences(both.map(({ onTest, accuracies }) => [onTest, accuracies]))
      .map((difference, at) => ({ ...both[at]!, difference }));
  };
  const removal = REMOVALS.find((one) => differencesUnder(one).length > 0);
  if (removal === undefined) return undefined;
  const shown = differencesUnder(removal);
  const [onTest, onTraining] = [result.selection, "training" as const].map((selection) =>
    sizesInWords(result, { strategy: shown[0]!.strategy, size, removal, selection })
  );
  const sizesDiffer = onTest !== onTraining;
  const several = result.networks.length > 1 ? "on average " : "";
  const finding = findingByRemoval(result.networks, (removal) => {
    const differences = differencesUnder(removal);
    if (differences.length === 0) return undefined;
    const onSide = (side: Sided["side"]) =>
      differences.filter(({ difference }) => sideOf(difference) === side).map(({ label }) => label);
    const [raised, lowered] = [onSide("above"), onSide("below")].map(namesOrCount);
    // Random neurons use no activations: where they differ, so do sizes.
    const isOfSizes = sizesDiffer &&
      differences.some(({ strategy, difference }) =>
        strategy === "random" && sideOf(difference) !== "around"
      );
    const effect = () => {
      if (raised !== "" && lowered !== "") {
        return `raises accuracy of ${raised}, lowers that of ${lowered}`;
      }
      const accuracy = isOfSizes ? "accuracy" : "the accuracy";
      return raised === "" ? `lowers ${accuracy} of ${lowered}` : `raises ${accuracy} of ${raised}`;
    };
    return {
      statement: raised === "" && lowered === ""
        ? "no significant difference between choosing on test and training activations"
        : `${
          isOfSizes ? "the k* of test activations" : "choosing on test activations"
        } ${effect()}`,
      estimates: differences.map(({ label, difference }) =>
        estimateOf(`${label}, chosen on test − on training activations`, difference)
      ),
    };
  });
  const note = sentences(
    finding.note,
    sizesDiffer
      ? `k*: ${several}${onTest} neurons on test, ${onTraining} on training activations.`
      : "",
    sizesDiffer ? randomSizeText(shown) : "",
  );
  return { ...finding, note };
}

/** Neurons that are kept in each hidden layer, the mean over networks where there are several. */
function sizesInWords(result: RetrainingResult, choice: SubnetworkChoice): string {
  const kept = networkAccuracies(result, choice).map(({ sizes }) => sizes);
  const means = result.layers.map((_, at) => summarise(kept.map((sizes) => sizes[at]!)).mean);
  return enumerate(means.map((mean) => decimal(mean, kept.length > 1 ? 2 : 0)));
}

/** Whether random neurons differ as much between two choices as neurons that depend on activations. */
function randomSizeText(
  differences: readonly {
    readonly strategy: StrategyName;
    readonly label: string;
    readonly difference: PairedDifference;
  }[],
): string {
  const random = differences.find(({ strategy }) => strategy === "random");
  const others = differences.filter((one) => one !== random);
  if (random === undefined || others.length === 0) return "";
  const { mean } = random.difference;
  const exceeded = others.filter(({ difference }) => Math.abs(difference.mean) <= Math.abs(mean));
  return `Random uses no activations and differs by ${decimal(mean)} points, ` +
    (exceeded.length === 0
      ? "less than every other strategy; sizes differ, not only the choice."
      : `at least as much as ${
        enumerate(exceeded.map(({ label }) => label))
      }: sizes differ, not only ` +
        "the choice.");
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
  return accuraciesByStrategy(result, TICKET_STRATEGIES, reading)
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

/** Accuracies of dense networks that are as wide as the sub-networks, from new weights; one per network. */
const denseAccuracies = (result: RetrainingResult, size: SubnetworkSize) =>
  accuraciesOf(result, { strategy: "random", size, removal: "zero", start: "dense" });

/** The strategies of the figure of the lottery ticket hypothesis, and of its titles. */
const TICKET_STRATEGIES = ["synergy", "random"] as const;

/** The intervals and the sizes behind {@link denseFinding}, for the subtitle. */
export const DENSE_NOTE =
  "Dense: a network as wide as the sub-network, from new weights. The title takes intervals that are Holm-corrected " +
  "over synergy and random, at sizes below the full width.";

/**
 * From which size on dense networks with new weights are significantly more accurate than the rewound sub-networks of
 * synergy and random, or less accurate; else at how many sizes than which of them. Holm-corrected over both. `undefined`
 * where there are none below the full width, at which nothing is removed.
 */
export function denseFinding(result: RetrainingResult): Finding | undefined {
  const { layers, onlyLayer = layers[0]?.name, rows, networks } = result;
  const width = layers.find(({ name }) => name === onlyLayer)?.units ?? 0;
  const all = sizesAmong(rows.filter(({ start }) => start === "dense"));
  const numbers = numbersAmong(all).filter((size) => size < width);
  const sizes = (numbers.length > 0 ? numbers : all.filter((size) => typeof size !== "number"))
    .flatMap((size) => {
      const dense = denseAccuracies(result, size);
      const others = accuraciesByStrategy(result, TICKET_STRATEGIES, { size, removal: "zero" });
      const differences = correctedDifferences(dense, others.map(({ accuracies }) => accuracies));
      const compared = differences.map((difference, at) => (
        { label: others[at]!.label, difference, side: sideOf(difference) }
      ));
      return compared.length === 0 ? [] : [{ size, compared }];
    });
  if (sizes.length === 0) return undefined;
  return {
    statement: titleOf(networks, denseStatement(sizes)),
    estimates: sizes.flatMap(({ size, compared }) =>
      compared.map(({ label, difference }) =>
        estimateOf(`dense − ${label}, ${atSize(size)}`, difference)
      )
    ),
  };
}

/** @param sizes in their order: on which side of each strategy dense networks are */
function denseStatement(
  sizes: readonly { readonly size: SubnetworkSize; readonly compared: readonly Sided[] }[],
): string {
  const labels = [...new Set(sizes.flatMap(({ compared }) => compared.map(({ label }) => label)))];
  const sides = new Set(sizes.flatMap(({ compared }) => compared.map(({ side }) => side)));
  if (sides.has("above") && sides.has("below")) {
    return "dense networks are significantly better at some sizes, worse at others";
  }
  const side = sides.has("above") ? "above" : "below";
  if (!sides.has(side)) {
    return `no significant difference between dense networks and ${enumerate(labels, "or")}`;
  }
  const holds = sizes.map(({ compared }) => compared.every((one) => one.side === side));
  const last = holds.lastIndexOf(false);
  const own = sizes.filter((_, at) => holds[at]);
  const where = () => {
    if (last === -1) return sizes.length === 1 ? atSize(own[0]!.size) : "at every size";
    const { size } = sizes[last + 1] ?? own[0]!;
    if (last < sizes.length - 1) return `from ${perLayer(Number(size))} on`;
    return own.length === 1 ? `only ${atSize(size)}` : `at ${own.length} of ${sizes.length} sizes`;
  };
  if (own.length > 0) {
    const names = enumerate(labels);
    return side === "above"
      ? `dense networks outperform ${names} ${where()}`
      : `${names} ${labels.length === 1 ? "outperforms" : "outperform"} dense networks ${where()}`;
  }
  const [first, ...others] = labels.map((label) => {
    const count = sizes.filter(({ compared }) =>
      compared.some((one) =>
        one.label === label && one.side === side
      )
    ).length;
    return { label, count: count === 0 ? "none" : `${count}` };
  }).sort((a, b) => Number(a.count === "none") - Number(b.count === "none"));
  const { label, count } = first!;
  const rest = others.map((one) => `, ${one.label} at ${one.count}`).join("");
  return (side === "above"
    ? `dense networks outperform ${label}`
    : `${label} outperforms dense networks`) + ` at ${count} of ${sizes.length} sizes${rest}`;
}

/** Sub-networks and networks with new weights at one size: differences in points, with 95 % intervals. */
export type LotteryTicketRow = {
  readonly size: string;
  /** What happens to the other neurons: `"removed"` or `"frozen"`. */
  readonly removal: string;
  /** The strategy that chose the neurons. */
  readonly strategy: string;
  /** On their initial weights − random neurons on new ones; empty of other strategies than synergy and random. */
  readonly fresh: string;
  /** A dense network of new weights − the neurons on their initial weights; empty where there is none. */
  readonly dense: string;
};

/**
 * The control of the lottery ticket hypothesis, per removal, size and strategy: numbers of neurons ascending, then the
 * best synergistic sizes. Intervals are not corrected for multiple comparisons.
 */
export function lotteryTicketRows(result: RetrainingResult): LotteryTicketRow[] {
  const sizes = sizesAmong(
    result.rows.filter(({ start }) => start === "fresh" || start === "dense"),
  );
  const text = ({ mean, interval }: PairedDifference) => withInterval(mean, interval);
  return REMOVALS.flatMap((removal) =>
    sizes.flatMap((size) => {
      const fresh = freshDifferences(result, { size, removal });
      // A dense network has no other neurons that could be frozen.
      const dense = removal === "zero" ? denseAccuracies(result, size) : [];
      return accuraciesByStrategy(result, result.strategies, { size, removal })
        .map(({ strategy, label, accuracies }): LotteryTicketRow => ({
          size: String(size),
          removal: REMOVAL_WORDS[removal],
          strategy: label,
          fresh: fresh.filter((one) => one.strategy === strategy)
            .map(({ difference }) => text(difference)).join(),
          dense: dense.length === 0 ? "" : text(pairedDifference(dense, accuracies)),
        }))
        .filter(({ fresh, dense }) => fresh !== "" || dense !== "");
    })
  );
}

/** Numbers of neurons kept per layer on the way of a cumulative ablation, ascending. */
export function cumulativeSizes({ rows }: RetrainingResult): number[] {
  const sizes = numbersAmong(
    rows.filter(({ order }) => order !== undefined).map(({ size }) => size),
  );
  return [...new Set(sizes)];
}

/**
 * Whether a trained network loses more accuracy if its neurons are removed by their mutual information from the highest
 * on than from the lowest on: differences of means over all sizes, Holm-corrected over the estimates of information.
 * `undefined` where there is no cumulative ablation.
 */
export function cumulativeAblationFinding(
  result: RetrainingResult,
): ConditionedFinding | undefined {
  const sizes = cumulativeSizes(result);
  const methods = MI_METHODS.flatMap((strategy) => {
    const [lowest, highest] = (["lowest-first", "highest-first"] as const).map((order) => {
      const bySize = sizes.map((size) => accuraciesOf(result, { strategy, size, order }));
      return result.networks.flatMap((_, at) => {
        const own = bySize.flatMap((accuracies) => accuracies[at] ?? []);
        return own.length === 0 ? [] : summarise(own).mean;
      });
    }) as [number[], number[]];
    return lowest.length === 0
      ? []
      : [{ strategy, label: strategyLabel(strategy), lowest, highest }];
  });
  if (methods.length === 0) return undefined;
  const differences = holmDifferences(methods.map(({ lowest, highest }) => [lowest, highest]))
    .map((difference, at) => ({ label: methods[at]!.label, difference }));
  return {
    statement: titleOf(result.networks, cumulativeStatement(differences)),
    note: "Least informative first − most informative first, mean over all sizes: " +
      enumerate(
        differences.map(({ label, difference: { mean, interval } }) =>
          `${label} ${interval === undefined ? `${decimal(mean)} points` : points(mean, interval)}`
        ),
      ) + (result.networks.length > 1 ? " (Holm-corrected)." : "."),
    estimates: differences.map(({ label, difference }) =>
      estimateOf(`${label}: least − most informative first`, difference)
    ),
  };
}

/** What removing the most informative neurons first costs, by which estimates of information. */
function cumulativeStatement(
  differences: readonly { readonly label: string; readonly difference: PairedDifference }[],
): string {
  const significant = differences.filter(({ difference }) => sideOf(difference) !== "around");
  const [first, second] = significant;
  if (first === undefined) {
    return "no significant difference between removing most and least informative neurons first";
  }
  const word = ({ difference }: typeof first) => difference.mean > 0 ? "more" : "less";
  if (second !== undefined && word(first) !== word(second)) {
    return `most informative first costs ${word(first)} by ${first.label}, ` +
      `${word(second)} by ${second.label}`;
  }
  const amounts = significant.map(({ difference }) => Math.abs(difference.mean))
    .sort((a, b) => a - b).map((amount) => decimal(amount, 1));
  const owner = second === undefined ? `${first.label}’s` : "the";
  return `removing ${owner} most informative neurons first costs ` +
    `${unbroken([...new Set(amounts)].join(" to "))} points ${word(first)}`;
}
