/**
 * The claims of section 4.2: their words in the paper, criteria, margins, and the analysis variants in which they are
 * judged. The first criteria were written after small prototypes had been seen and before the program ran; they
 * were revised after its first results had been seen. What the titles of further figures say is in
 * `subnetwork_findings.ts`.
 */
import {
  correctedDifferences,
  type Equivalence,
  equivalence,
  intervalSide,
  type PairedDifference,
  pairedDifference,
} from "../../statistics/mod.ts";
import type { StrategyName } from "../../selection/mod.ts";
import { decimal, rangeText } from "../../statistics/words.ts";
import type { Estimate } from "../../studies/finding.ts";
import { type Outcome, verdictOf } from "../../studies/verdict.ts";
import { enumerate, integer } from "../../figures/kit/text.ts";
import {
  type BestSizeName,
  networkAccuracies,
  type RetrainingResult,
  type RowConditions,
  rowsOf,
  rowsUnder,
  SEARCH_OF_BEST,
  type SubnetworkChoice,
  wholeAccuracies,
} from "../subnetworks/result.ts";
import { isShort } from "./training.ts";
import {
  type Claim,
  type ClaimPart,
  formerVerdictOf,
  judged,
  outcomeOn,
  type Quotation,
} from "./claim.ts";
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
export const MI_METHODS = ["mi-model", "mi-mixture"] as const;

/**
 * Differences in accuracy within ± so many percentage points count as similar: the one margin of verdicts
 * and of figures.
 */
export const SIMILAR_MARGIN = 0.5;

/** The largest drop against the whole network, in percentage points, that counts as minimal. */
export const MINIMAL_DROP = 1;

/** What counts as similar and as minimal, in percentage points. */
export interface Margins {
  /** Differences in accuracy within ± so many points count as similar. */
  readonly similar: number;
  /** The largest drop that counts as minimal. */
  readonly drop: number;
}

const MARGINS: Margins = { similar: SIMILAR_MARGIN, drop: MINIMAL_DROP };

const marginText = ({ similar }: Margins): string => `±${similar} points`;

const dropText = ({ drop }: Margins): string => `${drop} ${drop === 1 ? "point" : "points"}`;

/** The claims of section 4.2, in its order; the last is made in the introduction. */
export type SubnetworkClaimName =
  | "lowest accuracy drop"
  | "MI methods similar to random"
  | "minimal change";

/** The sub-networks that a claim is judged on. Conditions have the defaults of `rowsUnder`. */
export interface SubnetworkReading
  extends Pick<SubnetworkChoice, "size" | "removal">, Partial<RowConditions> {
  /** Strategies that take the place of those that the claim names. */
  readonly substitutes?: Readonly<Partial<Record<StrategyName, StrategyName>>>;
  /** Default: ±{@link SIMILAR_MARGIN} and {@link MINIMAL_DROP}. */
  readonly margins?: Margins;
}

/** A claim of the paper, and how it is judged. */
interface ClaimCriteria {
  readonly quotation: Quotation & { readonly name: SubnetworkClaimName };
  /** Strategies that it compares. */
  readonly strategies: readonly StrategyName[];
  /** Name of the intervals it is judged by, e.g. `"95 % interval"`. */
  readonly intervals: string;
  /** The margin that its verdict depends on; absent: on none. */
  readonly margin?: (margins: Margins) => string;
  /** Its parts, of the strategies that were re-trained, and what they say together. */
  readonly compare: (result: RetrainingResult, reading: SubnetworkReading) => {
    readonly parts: readonly ClaimPart[];
    /** As a title says it, without the size; begins with a small letter. Not asked without parts. */
    readonly statement: () => string;
    /** What the statement adds after the size, and a title does not have; default: nothing. */
    readonly addition?: string;
    /** What follows the parts in the reason; default: nothing. */
    readonly beside?: readonly string[];
  };
}

/** A difference in points as an estimate of a finding. */
export function estimateOf(
  label: string,
  difference: PairedDifference,
  values?: readonly number[],
): Estimate {
  const { mean, interval, level } = difference;
  return { label, mean, interval, level, values, unit: "points" };
}

const differences = (first: readonly number[], second: readonly number[]) =>
  first.map((value, at) => value - second[at]!);

/** A mean with its interval in points, without interval the mean alone. */
const pointsText = ({ mean, interval }: PairedDifference) =>
  interval === undefined ? `${decimal(mean)} points` : points(mean, interval);

/** On which side of 0 a difference lies: by its interval, or by itself where a single network has none. */
export function sideOf({ mean, interval }: PairedDifference): Sided["side"] {
  return intervalSide(interval ?? [mean, mean]);
}

/** Test accuracies in per cent, one per network; none where no network has such a sub-network. */
export function accuraciesOf(result: RetrainingResult, choice: SubnetworkChoice): number[] {
  return networkAccuracies(result, choice).map(({ value }) => value);
}

/** Sub-networks under the same conditions, whatever their strategy. */
type ChoiceOfAny = Omit<SubnetworkChoice, "strategy"> & Pick<SubnetworkReading, "substitutes">;

/**
 * Test accuracies of those strategies that have such sub-networks, in per cent, one per network; of a strategy that
 * is replaced those of its substitute, with the label of that.
 */
export function accuraciesByStrategy(
  result: RetrainingResult,
  strategies: readonly StrategyName[],
  { substitutes, ...choice }: ChoiceOfAny,
) {
  return strategies.flatMap((strategy) => {
    const own = substitutes?.[strategy] ?? strategy;
    const accuracies = accuraciesOf(result, { ...choice, strategy: own });
    return accuracies.length === 0 ? [] : { strategy, label: strategyLabel(own), accuracies };
  });
}

/** Synergy − each baseline that was re-trained, with Holm-corrected 95 % intervals over those. */
export function baselineDifferences(result: RetrainingResult, reading: SubnetworkReading) {
  const [synergy] = accuraciesByStrategy(result, ["synergy"], reading);
  if (synergy === undefined) return [];
  const others = accuraciesByStrategy(result, BASELINES, reading);
  const own = synergy.accuracies;
  return correctedDifferences(own, others.map(({ accuracies }) => accuracies))
    .map((difference, at) => (
      { ...others[at]!, difference, values: differences(own, others[at]!.accuracies) }
    ));
}

const LOWEST_DROP: ClaimCriteria = {
  quotation: {
    name: "lowest accuracy drop",
    claim: "re-training the synergistic neurons results in lowest accuracy drop",
    section: "4.2",
  },
  strategies: ["synergy", ...BASELINES],
  intervals: "Holm-corrected 95 % intervals, which do not cover jointly",
  compare: (result, reading) => {
    const { substitutes = {}, margins = MARGINS } = reading;
    const synergy = strategyLabel(substitutes.synergy ?? "synergy");
    const compared = baselineDifferences(result, reading).map((one) => ({
      ...one,
      outcome: outcomeOn("above", one.difference.interval),
      equivalence: one.strategy === "random"
        ? equivalenceText(
          equivalence(one.values, one.values.map(() => 0), margins.similar),
          margins,
        )
        : "",
    }));
    // A difference that is not significant may be shown to be small.
    const open = compared.find(({ strategy, outcome }) =>
      strategy === "random" && outcome === "open"
    );
    return {
      parts: compared.map(({ label, difference, values, outcome, equivalence }) => ({
        estimate: estimateOf(`${synergy} − ${label}`, difference, values),
        outcome,
        words: [
          comparisonText(synergy, label, difference),
          ...(outcome === "open" && equivalence !== "" ? [equivalence] : []),
        ].join(", "),
      })),
      statement: () =>
        oneAgainstOthers(
          synergy,
          compared.map(({ label, difference }) => ({ label, side: sideOf(difference) })),
          substitutes.random === undefined ? PAPER_BASELINES : "any baseline",
        ),
      ...(open && open.equivalence !== "" && {
        addition: `${synergy} and ${open.label} are ${open.equivalence}`,
        beside: ["equivalence by two one-sided tests"],
      }),
    };
  },
};

/** The three {@link BASELINES} in a title. */
const PAPER_BASELINES = "the paper’s baselines";

/** What follows a difference that is not significant; empty without an interval. */
function equivalenceText({ equivalent, smallestMargin }: Equivalence, margins: Margins): string {
  if (smallestMargin === undefined) return "";
  return equivalent
    ? `equivalent within ±${decimal(smallestMargin)} points`
    : `not shown to be equivalent within ${marginText(margins)} (smallest margin ±${
      decimal(smallestMargin)
    })`;
}

/** Two strategies by the interval of their difference; without one, the difference. */
const comparisonText = (first: string, second: string, difference: PairedDifference) =>
  difference.interval === undefined
    ? `${first} − ${second} is ${pointsText(difference)}`
    : standing(first, second, difference.mean, difference.interval);

/** A method compared with random, by two one-sided tests of equivalence. */
const SIMILARITY_WORDS: Readonly<Record<Outcome, string>> = {
  established: "within",
  opposed: "outside",
  open: "not shown to be within",
};

function similarity(
  { equivalent, difference: { interval } }: Equivalence,
  { similar }: Margins,
): Outcome {
  if (equivalent) return "established";
  const [low, high] = interval ?? [-Infinity, Infinity];
  return low >= similar || high <= -similar ? "opposed" : "open";
}

/** The intervals by which methods are said to be above or below random. */
const SIDES_BY = "above or below random by uncorrected 95 % intervals";

const RANDOM_LIKE: ClaimCriteria = {
  quotation: {
    name: "MI methods similar to random",
    claim: "both MI methods have performances similar to the random strategy",
    section: "4.2",
  },
  strategies: ["random", ...MI_METHODS],
  intervals: "90 % intervals of two one-sided tests",
  margin: marginText,
  compare: (result, reading) => {
    const { margins = MARGINS } = reading;
    const margin = marginText(margins);
    const [random] = accuraciesByStrategy(result, ["random"], reading);
    // Synergy is tested in the same way, beside the claim.
    const methods = random === undefined
      ? []
      : accuraciesByStrategy(result, [...MI_METHODS, "synergy"], reading);
    const tests = methods.map(({ strategy, label, accuracies }) => {
      const test = equivalence(accuracies, random!.accuracies, margins.similar);
      const outcome = similarity(test, margins);
      const { interval } = pairedDifference(accuracies, random!.accuracies);
      const side = interval === undefined ? "around" : intervalSide(interval);
      return {
        ...test,
        strategy,
        label,
        outcome,
        // The interval of the test has another level than the one that says on which side of random a method is.
        sideInterval: side === "around" || interval === undefined
          ? ""
          : `, 95 %: ${rangeText(interval)}`,
        standing: side === "around"
          ? `${SIMILARITY_WORDS[outcome]} ${margin} of ${random!.label}`
          : outcome === "established"
          ? `within ${margin} of ${random!.label}, and slightly ${side} it`
          : `${side} ${random!.label}, and ${SIMILARITY_WORDS[outcome]} ${margin} of it`,
        values: differences(accuracies, random!.accuracies),
      };
    });
    return {
      parts: tests.map(({ strategy, label, difference, outcome, smallestMargin, ...test }) => {
        const { standing, values, sideInterval } = test;
        const smallest = smallestMargin === undefined
          ? ""
          : `, smallest margin ±${decimal(smallestMargin)}`;
        const words = difference.interval === undefined
          ? `${label} − ${random!.label} is ${pointsText(difference)}`
          : `${label} is ${standing} (${pointsText(difference)}${smallest}${sideInterval})`;
        return {
          estimate: estimateOf(`${label} − ${random!.label}`, difference, values),
          words: strategy === "synergy" ? `beside the claim, ${words}` : words,
          smallestMargin,
          ...(strategy !== "synergy" && { outcome }),
        };
      }),
      statement: () => {
        const judged = tests.filter(({ strategy }) => strategy !== "synergy");
        return [...Map.groupBy(judged, ({ standing }) => standing)].map(([standing, own]) =>
          `${enumerate(own.map(({ label }) => label))} ${
            own.length === 1 ? "is" : "are"
          } ${standing}`
        ).join("; ");
      },
      ...(tests.some(({ strategy, sideInterval }) =>
        strategy !== "synergy" && sideInterval !== ""
      ) && {
        addition: SIDES_BY,
      }),
      beside: tests.some(({ sideInterval }) => sideInterval !== "") ? [SIDES_BY] : [],
    };
  },
};

/** The drop from the whole network to a sub-network, and what it says about {@link MINIMAL_DROP}. */
export interface AccuracyDrop {
  /** Whole network − sub-network, in points, with its 95 % interval. */
  readonly difference: PairedDifference;
  /** The same of each network. */
  readonly values: readonly number[];
  /**
   * Established: the upper end of the interval, of a single network the drop itself, is at most
   * {@link MINIMAL_DROP}. Opposed: the lower end exceeds it.
   */
  readonly outcome: Outcome;
}

/** The drop of a sub-network that was re-trained: the one criterion of verdicts and of titles. */
export function accuracyDrop(
  result: RetrainingResult,
  choice: SubnetworkChoice,
  largest: number = MINIMAL_DROP,
): AccuracyDrop {
  const whole = wholeAccuracies(result, choice.updates).map(({ value }) => value);
  const accuracies = accuraciesOf(result, choice);
  const difference = pairedDifference(whole, accuracies);
  const [low, high] = difference.interval ?? [difference.mean, difference.mean];
  return {
    difference,
    values: differences(whole, accuracies),
    outcome: high <= largest ? "established" : low > largest ? "opposed" : "open",
  };
}

const MINIMAL_CHANGE: ClaimCriteria = {
  quotation: {
    name: "minimal change",
    claim: "re-training a sub-network based on the synergistic neurons results in a minimal drop " +
      "in performance",
    section: "1",
  },
  strategies: ["synergy"],
  intervals: "95 % interval",
  margin: dropText,
  compare: (result, { substitutes, margins = MARGINS, ...reading }) => {
    const strategy = substitutes?.synergy ?? "synergy";
    const subject = strategy === "synergy"
      ? "synergistic sub-network"
      : `sub-network of ${strategyLabel(strategy)}`;
    const choice = { ...reading, strategy };
    const dropOf = (choice: SubnetworkChoice) =>
      rowsOf(result, choice).length === 0 ? [] : [accuracyDrop(result, choice, margins.drop)];
    const drops = dropOf(choice);
    // What other neurons fulfil too is no property of the synergistic ones.
    const others = strategy !== "synergy" || result.networks.length < 2
      ? []
      : BASELINES.flatMap((strategy) =>
        dropOf({ ...reading, strategy }).map(({ outcome }) => (
          { label: strategyLabel(strategy), verdict: verdictOf([outcome]) }
        ))
      );
    const beside = [...Map.groupBy(others, ({ verdict }) => verdict)].map(([verdict, own]) =>
      `${enumerate(own.map(({ label }) => label))} ${verdict}`
    );
    const below = ({ mean }: PairedDifference) =>
      `the ${subject} is ${decimal(Math.abs(mean))} points ` +
      `${mean < 0 ? "above" : "below"} the whole network`;
    const limit = dropText(margins);
    const conclusions: Record<Outcome, string> = {
      established: `at most ${limit} below`,
      opposed: `more than ${limit} below`,
      open: `at most ${limit} below not shown`,
    };
    return {
      parts: drops.map(({ difference, values, outcome }) => {
        const { mean, interval } = difference;
        const range = (ends: Interval) => rangeText(mean < 0 ? [-ends[1], -ends[0]] : ends);
        return {
          estimate: estimateOf(`whole network − ${strategyLabel(strategy)}`, difference, values),
          outcome: interval === undefined ? "open" : outcome,
          words: interval === undefined
            ? below(difference)
            : `${below(difference)} (${range(interval)}): ${conclusions[outcome]}`,
        };
      }),
      statement: () => below(drops[0]!.difference),
      beside: beside.length === 0 ? [] : [`by the same criterion: ${beside.join(", ")}`],
    };
  },
};

/** The claims of section 4.2, and how they are judged. */
const CRITERIA: readonly ClaimCriteria[] = [LOWEST_DROP, RANDOM_LIKE, MINIMAL_CHANGE];

/** The claims of section 4.2 as the paper words them. */
export const SUBNETWORK_CLAIMS: readonly Quotation[] = CRITERIA.map(({ quotation }) => quotation);

/**
 * Judges a claim by differences in test accuracy, paired over networks. Not tested where no network has one of the
 * strategies that it compares; each comparison is a part:
 * - `"lowest accuracy drop"`: the Holm-corrected 95 % intervals of synergy − other, for the three other strategies
 *   of the paper, lie above 0.
 * - `"MI methods similar to random"`: two one-sided tests show that each MI method is equivalent to random: the
 *   90 % interval of the difference lies within ±0.5 points. Opposed: it lies wholly outside.
 * - `"minimal change"`: the upper end of the 95 % interval of whole network − synergy is at most 1 point. Opposed: the
 *   lower end exceeds it.
 *
 * @throws {UnpairedNetworksError} when only some networks have a strategy
 */
export function judgeSubnetworkClaim(
  name: SubnetworkClaimName,
  result: RetrainingResult,
  reading: SubnetworkReading,
  control?: string,
): Claim {
  const { quotation, strategies, intervals, margin, compare } = CRITERIA
    .find((one) => one.quotation.name === name)!;
  const { parts, statement, addition, beside = [] } = compare(result, reading);
  const missing = strategies
    .filter((strategy) => accuraciesByStrategy(result, [strategy], reading).length === 0)
    .map(strategyLabel);
  const found = parts.length === 0 ? `nothing was re-trained to judge “${name}” by` : statement();
  const count = result.networks.length;
  const about = {
    quotation,
    choices: {
      ...choicesOf(result, reading),
      ...(reading.margins && margin && { margin: margin(reading.margins) }),
    },
    control,
    statement: [`${found} ${atSize(reading.size)}`, ...(addition === undefined ? [] : [addition])]
      .join("; "),
  };
  const how = [
    ...beside,
    count < 2 ? "one network has no interval" : `${intervals}, over ${count} networks`,
  ].join("; ");
  const verdict = judged(about, parts, how);
  const former = judgedBefore(result, reading)
    ? formerVerdictOf(
      missing.length > 0
        ? []
        : parts.flatMap(({ estimate: { interval }, outcome }) =>
          outcome === undefined ? [] : [interval && outcome === "established"]
        ),
    )
    : undefined;
  return missing.length === 0 ? { ...verdict, former } : {
    ...verdict,
    former,
    // Comparisons of the others are shown, and decide nothing.
    parts: parts.map(({ outcome: _, ...part }) => part),
    verdict: "not tested",
    reason: `not re-trained at this size: ${missing.join(", ")}.`,
  };
}

/** What `"lowest accuracy drop"` says as a title; `undefined` where there is nothing to compare. */
export function lowestDropTitle(
  result: RetrainingResult,
  reading: SubnetworkReading,
): string | undefined {
  const { parts, statement } = LOWEST_DROP.compare(result, reading);
  return parts.length === 0 ? undefined : `${statement()} ${atSize(reading.size)}`;
}

/** The control that never saw the test set. */
export const ON_VALIDATION = "neurons chosen on validation data";

/** The control in which the whole trained network stays in the forward pass. */
export const FROZEN_FINAL = "frozen at final weights";

/** The control by Ω(X) in place of Ω(X, y). */
export const WITHOUT_LABEL = "synergy without the label";

/** Controls of `"minimal change"`: whether other neurons fulfil it too. */
const SAME_CRITERION = {
  random: "random neurons by the same criterion",
  "mi-model": "MI model by the same criterion",
  "mi-mixture": "MI mixture by the same criterion",
} as const satisfies Record<typeof BASELINES[number], string>;

/** Whether the first criteria had a verdict in this variant. */
function judgedBefore(result: RetrainingResult, reading: SubnetworkReading): boolean {
  const { layers, selection, updates, batchOrder, removal, substitutes, margins } = reading;
  return margins === undefined && layers === undefined && selection === undefined &&
    batchOrder === undefined &&
    substitutes === undefined && removal !== "frozen-final" &&
    (updates === undefined || updates === result.updates);
}

/** The analysis variant in words; strategies that take the place of others are named by the control. */
function choicesOf(result: RetrainingResult, reading: SubnetworkReading): Claim["choices"] {
  const { size, removal, substitutes } = reading;
  const { layers = result.onlyLayer ?? "all", selection = result.selection } = reading;
  const { updates = result.updates, batchOrder = "original" } = reading;
  return {
    "reduced layers": layers === "all" ? "all hidden" : `${layers} alone`,
    "treatment of other neurons": removal === undefined
      ? "removed, not re-trained"
      : REMOVAL_WORDS[removal],
    "search": size === "half"
      ? "half of the units"
      : typeof size === "number"
      ? perLayer(size)
      : substitutes?.synergy === "synergy-greedy"
      ? "greedy"
      : SEARCH_OF_BEST[size],
    "updates": integer(updates),
    ...(selection !== "test" && { "neurons chosen on": `${selection} data` }),
    ...(batchOrder !== "original" && { "batch order": "another one" }),
  };
}

/** A reading of the claims, or a control of them. */
interface Variant {
  readonly reading: SubnetworkReading;
  readonly control?: string;
  /** The only claim that it is a variant of. Default: all that compare the strategies that it replaces. */
  readonly only?: SubnetworkClaimName;
}

const shortTraining = (updates: number): string => `short training, ${integer(updates)} updates`;

/** What stands with the name of a control with fewer updates than the paper's; empty of others. */
export const shortTrainingText = (updates: number): string =>
  isShort({ updates }) ? shortTraining(updates) : "";

/** A control with {@link shortTrainingText}, where that is not its name. */
function controlName(control: string, updates: number): string {
  const short = shortTrainingText(updates);
  return short === "" || control === short ? control : `${control} (${short})`;
}

/**
 * The best size that readings and controls are about: k* of the paper's greedy search; of the ladder search where a result
 * has that.
 */
export function judgedSize({ bestSizes }: Pick<RetrainingResult, "bestSizes">): BestSizeName {
  return bestSizes.some(({ search }) => search === "ladder") ? "k* ladder" : "k*";
}

/**
 * The variants of a result, those that it has: at the best synergistic size of its search, and one by another search: by
 * the exact one beside the greedy one, with the greedy multiplets of these sizes beside the ladder.
 */
function variantsOf(result: RetrainingResult, all: string | undefined): Variant[] {
  const { updates, longUpdates } = result;
  const size = judgedSize(result);
  const removed = { size, removal: "zero" } as const;
  const frozen = { size, removal: "frozen" } as const;
  const ofPreset: SubnetworkReading[] = [
    removed,
    frozen,
    { size: "k* exact", removal: "zero" },
    ...[removed, frozen].map((one) => (
      { ...one, substitutes: { synergy: "synergy-greedy" } } as const
    )),
    // Where a single layer loses neurons, it is the first reading already.
    ...(result.onlyLayer === undefined ? result.layers : []).flatMap(({ name: layers }) => [
      { ...removed, layers },
      { ...frozen, layers },
    ]),
  ];
  const control = all ??
    (longUpdates === undefined ? undefined : shortTraining(updates));
  const main: Variant[] = [
    ...(longUpdates === undefined ? [] : [{ reading: { ...removed, updates: longUpdates } }]),
    ...ofPreset.map((reading) => ({ reading, ...(control !== undefined && { control }) })),
  ];
  const variants: Variant[] = [
    ...main,
    {
      reading: { ...removed, selection: "training" },
      control: "neurons chosen on training activations",
    },
    { reading: { ...removed, batchOrder: "other" }, control: "another batch order" },
    { reading: { ...removed, removal: "frozen-final" }, control: FROZEN_FINAL },
    {
      reading: { ...removed, substitutes: { synergy: "synergy-without-label" } },
      control: WITHOUT_LABEL,
    },
    {
      reading: { ...removed, substitutes: { random: "random-live" } },
      control: "random among live neurons",
    },
    ...(all === undefined ? BASELINES : []).flatMap((strategy) =>
      main.filter(({ reading }) => reading.substitutes === undefined).map((
        { reading },
      ): Variant => ({
        reading: { ...reading, substitutes: { synergy: strategy } },
        control: SAME_CRITERION[strategy],
        only: "minimal change",
      }))
    ),
  ];
  return variants.filter(({ reading }) => {
    const { size, removal, substitutes = {} } = reading;
    const needed = Object.values(substitutes);
    return rowsUnder(result, reading).some((row) =>
      row.size === size && row.removal === removal && row.start === "rewound" &&
      (needed.length === 0 || needed.includes(row.strategy as StrategyName))
    );
  }).map(({ control, ...variant }) => ({
    ...variant,
    ...(control !== undefined && {
      control: controlName(control, variant.reading.updates ?? updates),
    }),
  }));
}

/**
 * The three claims judged at the paper's best synergistic size k*, claim by claim: for all hidden layers at once and
 * one layer at a time, with the other neurons removed and frozen, by the greedy search and by the exact one, with
 * the longer training where the preset has one; then in the controls that the result has. A control that replaces
 * a strategy is left out of claims that do not compare it. The minimal change is judged of the paper's baselines too, as
 * controls. The name of a control with fewer updates than the paper's says so.
 *
 * @param control of which the whole result is one; default: its variants are readings
 */
export function subnetworkClaims(result: RetrainingResult, control?: string): Claim[] {
  const variants = variantsOf(result, control);
  return CRITERIA.flatMap(({ quotation: { name }, strategies }) =>
    variants.filter(({ only = name, reading: { substitutes = {} } }) =>
      only === name &&
      Object.keys(substitutes).every((strategy) => strategies.includes(strategy as StrategyName))
    ).map((variant) => judgeSubnetworkClaim(name, result, variant.reading, variant.control))
  );
}

/**
 * The readings of the three claims at the paper's best synergistic size, with one treatment of the other neurons and by each
 * of these margins; a claim that depends on no margin occurs once.
 */
export function claimsByMargin(
  result: RetrainingResult,
  removal: "zero" | "frozen",
  margins: readonly Margins[],
): Claim[] {
  const reading = { size: judgedSize(result), removal };
  return CRITERIA.flatMap(({ quotation: { name }, margin }) =>
    margin === undefined
      ? [judgeSubnetworkClaim(name, result, reading)]
      : margins.map((one) => judgeSubnetworkClaim(name, result, { ...reading, margins: one }))
  );
}
