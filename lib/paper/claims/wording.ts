/** The words that verdicts, titles and tables share. */
import type { TargetEncoding } from "../../information/target_encoding.ts";
import { type IntervalSide, intervalSide } from "../../statistics/mod.ts";
import { decimal, rangeText } from "../../statistics/words.ts";
import { type Removal, REMOVALS, STRATEGIES, type StrategyName } from "../../selection/mod.ts";
import { capitalised, enumerate } from "../../figures/kit/text.ts";
import type { Finding } from "../../studies/finding.ts";
import type { SubnetworkRemoval, SubnetworkSize } from "../subnetworks/result.ts";

/** Encodings of the label as sentences name them. */
export const ENCODING_WORDS: Readonly<Record<TargetEncoding, string>> = {
  "copula": "ordinal",
  "none": "none",
  "model": "class-conditional model",
  "one-hot": "one-hot",
};

/** A strategy as sentences name it: `"synergy"`, `"MI model"`. */
export const strategyLabel = (strategy: StrategyName): string => STRATEGIES.get(strategy).label;

/** Two ends of a confidence interval. */
export type Interval = readonly [lower: number, upper: number];

/** A difference of accuracies with its interval: `"0.42 points, 0.10 to 0.74"`. */
export function points(mean: number, interval: Interval): string {
  return `${decimal(mean)} points, ${rangeText(interval)}`;
}

/** A label, and on which side of 0 the interval of its difference lies. */
export interface Sided {
  readonly label: string;
  readonly side: IntervalSide;
}

const labelsOn = (all: readonly Sided[], side: IntervalSide): string[] =>
  all.filter((one) => one.side === side).map(({ label }) => label);

/** Most names that a title lists; it names the first of more, and counts the others. */
const MOST_NAMES = 2;

/**
 * Comparison of one thing with others, by its differences to them: `"synergy is better than random"`, `"synergy is
 * better only than MI model"` where the other differences are not significant, `"no significant difference between
 * synergy and the paper’s baselines"` where none is.
 *
 * @param all what more than two others are called, which are not listed then
 */
export function oneAgainstOthers(
  subject: string,
  others: readonly Sided[],
  all: string = "any of them",
): string {
  const open = labelsOn(others, "around");
  if (open.length === others.length) {
    const names = open.length > MOST_NAMES ? all : enumerate(open, "or");
    return `no significant difference between ${subject} and ${names}`;
  }
  const than = open.length === 0 ? "than" : "only than";
  const clauses = ([["above", "better"], ["below", "worse"]] as const).flatMap(([side, word]) => {
    const labels = labelsOn(others, side);
    return labels.length === 0 ? [] : `${word} ${than} ${enumerate(labels)}`;
  });
  return `${subject} is ${enumerate(clauses)}`;
}

/**
 * Comparison of two accuracies by the interval of their difference:
 * `"synergy is better than random (0.42 points, 0.10 to 0.74)"`.
 */
export function standing(first: string, second: string, mean: number, interval: Interval): string {
  const words = oneAgainstOthers(first, [{ label: second, side: intervalSide(interval) }]);
  return `${words} (${points(mean, interval)})`;
}

/** Several names: `"synergy and magnitude"`, `"synergy and 3 others"`. */
export function namesOrCount(labels: readonly string[]): string {
  return labels.length <= MOST_NAMES
    ? enumerate(labels)
    : `${labels[0]} and ${labels.length - 1} others`;
}

/**
 * Comparison of several things with one, by their differences to it: `"synergy is better than random,
 * redundancy is worse"`, `"synergy and 3 others are better than random, 2 are worse"`; `none` where no difference is
 * significant.
 */
export function othersAgainstOne(
  others: readonly Sided[],
  reference: string,
  none: string,
): string {
  const subjects = (labels: readonly string[]) =>
    `${namesOrCount(labels)} ${labels.length === 1 ? "is" : "are"}`;
  const [better, worse] = [labelsOn(others, "above"), labelsOn(others, "below")];
  if (better.length === 0) {
    return worse.length === 0 ? none : `${subjects(worse)} worse than ${reference}`;
  }
  return `${subjects(better)} better than ${reference}` +
    (worse.length === 0
      ? ""
      : `, ${worse.length === 1 ? `${worse[0]} is` : `${worse.length} are`} worse`);
}

/** Words for the neurons that are not kept. */
export const REMOVAL_WORDS: Readonly<Record<SubnetworkRemoval, string>> = {
  zero: "removed",
  frozen: "frozen",
  "frozen-final": "frozen at their final weights",
};

/** `"Other neurons removed"`. */
export function othersText(removal: Removal): string {
  return `Other neurons ${REMOVAL_WORDS[removal]}`;
}

/** A size in a sentence: `"with 8 neurons per layer"`, `"at k*"`. */
export function atSize(size: SubnetworkSize): string {
  if (size === "k*" || size === "k* ladder") return "at k*";
  if (size === "half") return "with half of the units of each layer";
  return size === "k* exact" ? "at exact k*" : `with ${perLayer(size)}`;
}

/** `"1 neuron per layer"`. */
export function perLayer(size: number): string {
  return `${size} ${size === 1 ? "neuron" : "neurons"} per layer`;
}

/** A statement as a title; what was found in a single network is said of that network. */
export function titleOf(networks: readonly number[], statement: string): string {
  return networks.length === 1 ? `In network ${networks[0]}, ${statement}` : capitalised(statement);
}

/** A finding under one condition, and what holds under the others. */
export interface ConditionedFinding extends Finding {
  /** A sentence on the condition, for the subtitle of a figure; empty where there is only one. */
  readonly note: string;
}

/**
 * The finding of a figure with a panel for every removal: that about the first of them; the note says what
 * holds under the other one. Statements that come in begin with a small letter; no finding: no panel.
 *
 * @throws {RangeError} when there is no finding under any removal
 */
export function findingByRemoval(
  networks: readonly number[],
  findingUnder: (removal: Removal) => Finding | undefined,
): ConditionedFinding {
  const [first, ...others] = REMOVALS.flatMap((removal) => {
    const finding = findingUnder(removal);
    return finding === undefined ? [] : [{ ...finding, word: REMOVAL_WORDS[removal] }];
  });
  if (first === undefined) throw new RangeError("There are no sub-networks to say something about");
  const { word: panel, ...finding } = first;
  const notes = others.map(({ word, statement }) =>
    statement === finding.statement
      ? `The title holds with the other neurons ${panel} and with them ${word}.`
      : `The title is about the other neurons ${panel}; with them ${word}, ${statement}.`
  );
  return { ...finding, statement: titleOf(networks, finding.statement), note: notes.join(" ") };
}

/** A finding without numbers behind it. */
export const withoutEstimates = (statement: string): Finding => ({ statement, estimates: [] });
