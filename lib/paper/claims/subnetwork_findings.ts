/**
 * Findings of section 4.2: the titles of its figures, by the criteria of the verdicts, and the control of the
 * lottery ticket hypothesis. Accuracies are in per cent, their differences in points.
 */
import { correctedDifferences, pairedDifference, summarise } from "../../statistics/mod.ts";
import { expectedJaccard, jaccardIndex } from "../../statistics/jaccard.ts";
import { type Removal, REMOVALS, type StrategyName } from "../../selection/mod.ts";
import { decimal, withInterval } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import { headlineOf } from "../../studies/verdict.ts";
import { type Estimate, estimate } from "../../figures/kit/estimate.ts";
import { capitalised, enumerate, integer, threshold, unbroken } from "../../figures/kit/text.ts";
import {
  type KeptNeurons,
  numbersAmong,
  type RetrainingResult,
  rowsOf,
  rowsUnder,
  sizesAmong,
  type SubnetworkChoice,
  type SubnetworkRow,
  type SubnetworkSize,
  wholeAccuracies,
} from "../subnetworks/result.ts";
import type { Claim, ClaimPart } from "./claim.ts";
import { holmDifferences } from "./holm.ts";
import {
  accuraciesByStrategy,
  accuraciesOf,
  accuracyDrop,
  baselineDifferences,
  estimateOf,
  judgeSubnetworkClaim,
  MI_METHODS,
  MINIMAL_DROP,
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
    return `${subject}’s drop is minimal ` +
      (minimal.length > 2
        ? `in ${minimal.length} of ${cases.length} cases of one layer reduced`
        : `only with ${enumerate(minimal.map(named), "or")}${
          minimal.length === 1 ? " alone" : ""
        }`);
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
  const all = [result, ...(validation === undefined ? [] : [validation])].flatMap(subnetworkClaims);
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
  const reversed = [
    ...new Set(changes.filter(({ isReversed }) => isReversed).map(({ label }) => label)),
  ];
  const differing = new Set(changes.map(({ label }) => label)).size;
  const statement = () => {
    if (others.length === 0) return "there is no control to compare figure 2 with";
    if (networks.length < 2) return "there is no interval to judge the controls by";
    if (reversed.length > 0) {
      return reversed.length === 1
        ? `one control reverses an answer: ${reversed[0]}`
        : `${reversed.length} of ${others.length} controls reverse an answer of figure 2`;
    }
    return differing === 0
      ? "no control changes an answer of figure 2"
      : `no control reverses an answer; ${differing} of ${others.length} ${
        differing === 1 ? "differs" : "differ"
      } in significance`;
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
      ...listed(false, "An interval shows an answer in one and not in the other"),
    ].join(" "),
    estimates: rows.flatMap(({ label, parts }) =>
      Object.values(parts).map(({ estimate }) => (
        { ...estimate, label: `${estimate.label}, ${label}` }
      ))
    ),
  };
}

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
  /** A hidden layer, or `"mean over layers"`. */
  readonly layer: string;
  readonly jaccard: string;
  /** The index of sets of the same sizes that are drawn at random. */
  readonly chance: string;
};

const labelOverlap = (result: RetrainingResult, layer?: string) =>
  overlaps(result, "k*")("synergy", "synergy-without-label", layer);

/** One row per hidden layer at k*, then the mean over layers; none without the control `"synergy-without-label"`. */
export function labelDependenceRows(result: RetrainingResult): LabelDependenceRow[] {
  return [...result.layers.map(({ name }) => name), undefined].flatMap((layer) => {
    const overlap = labelOverlap(result, layer);
    return overlap === undefined ? [] : [{
      layer: layer ?? "mean over layers",
      jaccard: withInterval(overlap.jaccard.mean, overlap.jaccard.confidenceInterval),
      chance: decimal(overlap.chance),
    }];
  });
}

/** From this Jaccard index on two sets count as nearly the same. */
export const NEARLY_SAME = 0.9;

/**
 * How much of the synergistic set at k* depends on the label; the note says what follows where hardly any of it does.
 * `undefined` without the control `"synergy-without-label"`.
 */
export function labelDependenceFinding(result: RetrainingResult): ConditionedFinding | undefined {
  const overlap = labelOverlap(result);
  if (overlap === undefined) return undefined;
  const { jaccard, excesses, chance } = overlap;
  const { mean, confidenceInterval: interval } = jaccard;
  const isAboveChance = estimate(excesses).side === "above";
  const isSame = isAboveChance && mean >= NEARLY_SAME;
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
    note: isSame
      ? "Figure 2 then tests a property of the activations, not of their relation to the class."
      : "",
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
