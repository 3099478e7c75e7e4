/**
 * Findings of the arms beside figure 2: one layer at a time, the controls, the lottery ticket hypothesis, and the cumulative
 * ablation. Accuracies are in per cent, their differences in points.
 */
import {
  correctedDifferences,
  holmDifferences,
  pairedDifference,
  summarise,
} from "../../statistics/mod.ts";
import { type Removal, REMOVALS, type StrategyName } from "../../selection/mod.ts";
import { decimal, withInterval } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import { headlineOf } from "../../studies/verdict.ts";
import { capitalised, enumerate, integer, threshold } from "../../figures/kit/text.ts";
import {
  numbersAmong,
  type RetrainingResult,
  rowsOf,
  sizesAmong,
  type SubnetworkRow,
  type SubnetworkSize,
} from "../subnetworks/result.ts";
import type { Claim, ClaimPart } from "./claim.ts";
import { type FindingAtSize, sided } from "./subnetwork_findings.ts";
import {
  accuraciesByStrategy,
  accuraciesOf,
  accuracyDrop,
  estimateOf,
  judgeSubnetworkClaim,
  MI_METHODS,
  MINIMAL_DROP,
  ON_VALIDATION,
  sideOf,
  type SubnetworkClaimName,
  subnetworkClaims,
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

/**
 * With which hidden layers reduced, one at a time, the drop of synergy is minimal (of the first strategy where there is
 * no synergy): each drop is judged as in the verdicts. The note has the headlines of the other claims over the same
 * layers. `undefined` where no layer was reduced alone.
 */
export function byLayerFinding(
  result: RetrainingResult,
  size: SubnetworkSize,
): ConditionedFinding | undefined {
  const readings = REMOVALS.flatMap((removal) =>
    result.layers.map(({ name: layers }) => ({ size, removal, layers }))
  );
  const [cases = []] = result.strategies
    .map((strategy) =>
      readings.map((reading) => ({ ...reading, strategy }))
        .filter((choice) => rowsOf(result, choice).length > 0)
        .map((choice) => ({ ...choice, ...accuracyDrop(result, choice) }))
    ).filter(({ length }) => length > 0);
  if (cases.length === 0) return undefined;
  const subject = strategyLabel(cases[0]!.strategy);
  const named = (one: typeof cases[number]) => `${one.layers} ${REMOVAL_WORDS[one.removal]}`;
  const minimal = cases.filter(({ outcome }) => outcome === "established");
  const statement = () => {
    if (minimal.length === cases.length) {
      return `${subject}’s drop is minimal with any one layer reduced`;
    }
    if (minimal.length === 0) {
      return cases.every(({ outcome }) => outcome === "opposed")
        ? `${subject} loses more than ${MINIMAL_DROP} point with any one layer reduced`
        : `${subject}’s drop is not shown to be minimal with one layer reduced`;
    }
    const where = minimal.length > 1
      ? `in ${minimal.length} of ${cases.length} single-layer cases`
      : result.networks.length < 2
      ? `only with ${named(minimal[0]!)}`
      : `with ${named(minimal[0]!)}, not shown elsewhere`;
    return `${subject}’s drop is minimal ${where}`;
  };
  const others: readonly SubnetworkClaimName[] = result.networks.length < 2
    ? []
    : ["lowest accuracy drop", "MI methods similar to random"];
  const note = others.map((name) => {
    const claims = cases.map((reading) => judgeSubnetworkClaim(name, result, reading));
    return `“${capitalised(name)}” with one layer reduced: ${headlineOf(claims)}.`;
  });
  return {
    statement: titleOf(result.networks, statement()),
    note: note.join(" "),
    estimates: cases.map((one) =>
      estimateOf(`whole network − ${subject}, ${named(one)}`, one.difference, one.values)
    ),
  };
}

/** A control of the claims, beside the reading that it varies. */
export interface ControlRow {
  readonly label: string;
  /** Whether it is that reading itself: figure 2, all layers reduced, the other neurons removed. */
  readonly isBase: boolean;
  /** Synergy − random with its Holm-corrected interval, and whole network − synergy, where they were judged. */
  readonly parts: Readonly<Partial<Record<ControlComparison, ClaimPart>>>;
}

/** The comparisons of {@link ControlRow}, as the columns of its figure. */
export const CONTROL_COMPARISONS = ["synergy − random", "whole network − synergy"] as const;
type ControlComparison = typeof CONTROL_COMPARISONS[number];

/**
 * Figure 2 and each of its controls: the parts of the claims, none computed anew.
 *
 * @param validation the result of the choice on validation data, whose networks are others
 */
export function controlRows(
  result: RetrainingResult,
  validation?: RetrainingResult,
): ControlRow[] {
  const all = [
    ...subnetworkClaims(result),
    ...(validation === undefined ? [] : subnetworkClaims(validation, ON_VALIDATION)),
  ];
  const updates = integer(result.updates);
  // The first claim under each control has all layers reduced at k*, the other neurons removed.
  const firsts = (wanted: SubnetworkClaimName) =>
    [...Map.groupBy(all, ({ control }) => control).values()].flatMap((own) =>
      own.find(({ quotation }) => quotation.name === wanted) ?? []
    );
  const drops = firsts("minimal change");
  const lowest = firsts("lowest accuracy drop");
  const base = lowest.find(({ choices }) => choices["updates"] === updates);
  return lowest.map((claim) => {
    const random = claim.parts.find(({ estimate }) => estimate.label.includes("− random"));
    const drop = drops.find(({ control }) => control === claim.control)?.parts[0];
    return {
      label: labelOf(result, claim),
      isBase: claim === base,
      parts: {
        ...(random && { "synergy − random": random }),
        ...(drop && { "whole network − synergy": drop }),
      },
    };
  });
}

function labelOf({ longUpdates }: RetrainingResult, { control }: Claim): string {
  if (control !== undefined) return control;
  return longUpdates === undefined
    ? "no control: figure 2"
    : `longer training, ${integer(longUpdates)} updates`;
}

/**
 * Which controls reverse what figure 2 shows: an interval on the other side, or a drop of more than the margin in place
 * of one within it. An interval that shows something beside one that does not is no reversal; the note names those.
 */
export function controlsFinding(
  networks: readonly number[],
  rows: readonly ControlRow[],
): ConditionedFinding {
  const base = rows.find(({ isBase }) => isBase);
  const others = rows.filter((row) => row !== base);
  const changes = others.flatMap(({ label, parts }) =>
    CONTROL_COMPARISONS.flatMap((comparison) => {
      const outcomes = [base?.parts[comparison]?.outcome, parts[comparison]?.outcome];
      return outcomes.includes(undefined) || outcomes[0] === outcomes[1]
        ? []
        : [{ label, comparison, isReversed: !outcomes.includes("open") }];
    })
  );
  const changed = (wanted: boolean) => [
    ...new Set(
      changes.filter(({ isReversed }) => isReversed === wanted).map(({ label }) => label),
    ),
  ];
  const reversed = changed(true);
  const differing = changed(false).length;
  const statement = () => {
    if (others.length === 0) return "there is no control to compare figure 2 with";
    if (networks.length < 2) return "there is no interval to judge the controls by";
    if (reversed.length > 0) {
      return reversed.length === 1
        ? `one control reverses an answer: ${reversed[0]}`
        : `${reversed.length} of ${others.length} controls reverse an answer of figure 2`;
    }
    return differing === 0
      ? "no control changes the comparison with random or the drop"
      : "no control reverses the comparison with random or the drop";
  };
  const listed = (wanted: boolean, words: string) => {
    const own = changes.filter(({ isReversed }) => isReversed === wanted)
      .map(({ label, comparison }) => `${label} (${comparison})`);
    return own.length === 0 || networks.length < 2 ? [] : [`${words}: ${enumerate(own)}.`];
  };
  const answers = CONTROL_COMPARISONS.flatMap((one) => base?.parts[one]?.words ?? []);
  return {
    statement: titleOf(networks, statement()),
    note: [
      ...(answers.length === 0 ? [] : [`Figure 2: ${answers.join("; ")}.`]),
      ...listed(true, "Reversed"),
      ...listed(
        false,
        `${differing} of ${others.length} controls ${
          differing === 1 ? "differs" : "differ"
        } from figure 2 in significance only`,
      ),
    ].join(" "),
    estimates: rows.flatMap(({ label, parts }) =>
      Object.values(parts).map(({ estimate }) => (
        { ...estimate, label: `${estimate.label}, ${label}` }
      ))
    ),
  };
}

/** The intervals that the title of a comparison of selections is judged by, for the subtitle. */
export const SELECTION_NOTE = `Intervals drawn: ${
  threshold(0.95)
} each; the title takes Holm-corrected ones.`;

/**
 * For which strategies accuracy differs between choosing neurons on test and on training activations, in the same
 * networks; intervals are Holm-corrected over the strategies. `undefined` where none chose on both.
 */
export function selectionFinding(
  result: RetrainingResult,
  size: SubnetworkSize,
): ConditionedFinding | undefined {
  const compared = (removal: Removal) =>
    accuraciesByStrategy(result, result.strategies, { size, removal, selection: "training" })
      .map((one) => (
        { ...one, onTest: accuraciesOf(result, { strategy: one.strategy, size, removal }) }
      )).filter(({ onTest }) => onTest.length > 0);
  if (REMOVALS.every((removal) => compared(removal).length === 0)) return undefined;
  return findingByRemoval(result.networks, (removal) => {
    const training = compared(removal);
    if (training.length === 0) return undefined;
    const differences = holmDifferences(
      training.map(({ onTest, accuracies }) => [onTest, accuracies]),
    ).map((difference, at) => ({ label: training[at]!.label, difference }));
    const onSide = (side: Sided["side"]) =>
      differences.filter(({ difference }) => sideOf(difference) === side).map(({ label }) => label);
    const [raised, lowered] = [onSide("above"), onSide("below")].map(namesOrCount);
    const effect = () => {
      if (raised !== "" && lowered !== "") {
        return `raises accuracy of ${raised}, lowers that of ${lowered}`;
      }
      return raised === ""
        ? `lowers the accuracy of ${lowered}`
        : `raises the accuracy of ${raised}`;
    };
    return {
      statement: raised === "" && lowered === ""
        ? "no significant difference between choosing on test and training activations"
        : `choosing on test activations ${effect()}`,
      estimates: differences.map(({ label, difference }) =>
        estimateOf(`${label}, chosen on test − on training activations`, difference)
      ),
    };
  });
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

/** Accuracies of dense networks that are as wide as the sub-networks, from new weights; one per network. */
const denseAccuracies = (result: RetrainingResult, size: SubnetworkSize) =>
  accuraciesOf(result, { strategy: "random", size, removal: "zero", start: "dense" });

/** The intervals and the sizes behind {@link denseFinding}, for the subtitle. */
export const DENSE_NOTE =
  "Dense: a network as wide as the sub-network, from new weights. The title takes intervals that are Holm-corrected " +
  "over the strategies, at sizes below the full width.";

/**
 * From which size on dense networks with new weights are significantly more accurate than the rewound sub-network of
 * every strategy, or less accurate; Holm-corrected over the strategies of a size. `undefined` where there are none
 * below the full width, at which nothing is removed.
 */
export function denseFinding(result: RetrainingResult): Finding | undefined {
  const { layers, onlyLayer = layers[0]?.name, rows, networks } = result;
  const width = layers.find(({ name }) => name === onlyLayer)?.units ?? 0;
  const all = sizesAmong(rows.filter(({ start }) => start === "dense"));
  const numbers = numbersAmong(all).filter((size) => size < width);
  const sizes = (numbers.length > 0 ? numbers : all.filter((size) => typeof size !== "number"))
    .flatMap((size) => {
      const dense = denseAccuracies(result, size);
      const others = accuraciesByStrategy(result, result.strategies, { size, removal: "zero" });
      const differences = correctedDifferences(dense, others.map(({ accuracies }) => accuracies));
      const compared = differences.map((difference, at) => (
        { label: others[at]!.label, difference }
      ));
      return compared.length === 0 ? [] : [{ size, compared }];
    });
  if (sizes.length === 0) return undefined;
  const where = (wanted: Sided["side"]): string | undefined => {
    const holds = sizes.map(({ compared }) =>
      compared.every(({ difference }) => sideOf(difference) === wanted)
    );
    const own = sizes.filter((_, at) => holds[at]).map(({ size }) => size);
    const last = holds.lastIndexOf(false);
    if (own.length === 0) return undefined;
    if (last === -1) return sizes.length === 1 ? atSize(own[0]!) : "at every size";
    if (last < sizes.length - 1) return `from ${perLayer(numbers[last + 1]!)} on`;
    return own.length === 1
      ? `only ${atSize(own[0]!)}`
      : `at ${own.length} of ${sizes.length} sizes`;
  };
  const [better, worse] = [where("above"), where("below")];
  return {
    statement: titleOf(
      networks,
      better !== undefined
        ? `dense fresh networks outperform all sub-networks ${better}`
        : worse !== undefined
        ? `all sub-networks outperform dense fresh networks ${worse}`
        : "at no size do dense fresh networks outperform all sub-networks",
    ),
    estimates: sizes.flatMap(({ size, compared }) =>
      compared.map(({ label, difference }) =>
        estimateOf(`dense − ${label}, ${atSize(size)}`, difference)
      )
    ),
  };
}

/** The control of the lottery ticket hypothesis at one size: differences in points, with 95 % intervals. */
export type LotteryTicketRow = {
  readonly size: string;
  /** What happens to the other neurons: `"removed"` or `"frozen"`. */
  readonly removal: string;
  /** Synergistic neurons on their initial weights − random neurons on new ones. */
  readonly synergy: string;
  /** Random neurons on their initial weights − on new ones. */
  readonly random: string;
  /** Synergistic neurons on their initial weights − a dense network from new ones; empty where there is none. */
  readonly synergyDense: string;
  /** Random neurons on their initial weights − such a dense network. */
  readonly randomDense: string;
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
      if (!synergy || !random) return [];
      // A dense network has no other neurons that could be frozen.
      const dense = removal === "zero" ? denseAccuracies(result, size) : [];
      const againstDense = (strategy: StrategyName) => {
        if (dense.length === 0) return "";
        const accuracies = accuraciesOf(result, { strategy, size, removal });
        const { mean, interval } = pairedDifference(accuracies, dense);
        return withInterval(mean, interval);
      };
      return [{
        size: String(size),
        removal: REMOVAL_WORDS[removal],
        synergy,
        random,
        synergyDense: againstDense("synergy"),
        randomDense: againstDense("random"),
      }];
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
  const clauses = ([["above", "more"], ["below", "less"]] as const).flatMap(([side, word]) => {
    const labels = differences.filter(({ difference }) => sideOf(difference) === side)
      .map(({ label }) => label);
    if (labels.length === 0) return [];
    const only = differences.some(({ difference }) => sideOf(difference) === "around")
      ? "only "
      : "";
    return [`${word} ${only}by ${labels.length === 1 ? labels[0] : "both MI methods"}`];
  });
  return {
    statement: titleOf(
      result.networks,
      clauses.length === 0
        ? "no significant difference between removing most and least informative neurons first"
        : `removing informative neurons first loses ${clauses.join(", ")}`,
    ),
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
