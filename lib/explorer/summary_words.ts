/** What a result says in sentences: its extremes, what the tests say of them, and what the numbers do not say. */
import { symbolOf } from "../analysis/formats.ts";
import type { AnalysisDetails, AnalysisResult } from "../analysis/mod.ts";
import { analysedVariables, askedVariables, hasOInformation } from "../analysis/result.ts";
import { SIGNIFICANT } from "../analysis/significance/tests.ts";
import { countedInText } from "../analysis/table_layout.ts";
import { VISIBLE } from "../figures/extremes.ts";
import { capitalised, sizesInWords, unbroken } from "../figures/kit/text.ts";
import { amountText, includesZero, numberText, pText, pValueText } from "./number_words.ts";
import type { Row } from "./rows.ts";

/** A row that a search found. */
type FoundKind = Exclude<Row["kind"], "given">;

/** Each end: the sign that Ω has where multiplets are what the end is called, and words. */
const ENDS = {
  synergy: { sign: -1, which: "smallest", kind: "synergistic", own: "<", other: "above" },
  redundancy: { sign: 1, which: "largest", kind: "redundant", own: ">", other: "below" },
} as const;

const endOf = ({ kind }: Row) => ENDS[kind as FoundKind];

/** The row of the most extreme value of an end, over all sizes. */
export function mostExtreme(rows: readonly Row[], kind: FoundKind): Row | undefined {
  const { sign } = ENDS[kind];
  const valueOf = ({ objective, omega }: Row) => sign * (objective ?? omega);
  return rows.filter((row) => row.kind === kind && row.rank === 1)
    .toSorted((a, b) => valueOf(b) - valueOf(a))[0];
}

/** Whether all multiplets of all sizes were compared at this end. */
export function isWhole(rows: readonly Row[], kind: FoundKind): boolean {
  return rows.every((row) => row.kind !== kind || row.proven === true);
}

/** What there is instead of a multiplet that is what its end is called; `undefined` if the row is one. */
export function missingWords(row: Row, isProven: boolean, units: string): string | undefined {
  const { sign, which, own } = endOf(row);
  if (sign * row.omega >= VISIBLE) return undefined;
  const of = `the ${which} Ω is ${amountText(row.omega, units)}`;
  if (sign * row.omega > 0) {
    return `${capitalised(of)}, close to 0 (${countedInText(row.size, "variable")}).`;
  }
  return `No multiplet${isProven ? "" : " that was found"} has Ω ${unbroken(`${own} 0`)}: ${of}.`;
}

/** What the Gaussian formulas cannot find, which is no reason to exclude synergy; empty for other estimators. */
export function unseenWords(
  { estimator, targetEncoding }: Pick<AnalysisResult, "estimator" | "targetEncoding">,
): string {
  if (!estimator.startsWith("gaussian-")) return "";
  const where = targetEncoding === "model" ? ", in each class and in all samples" : "";
  return `The estimator ${estimator} sees dependence of pairs only${where}: synergy that only three or more columns ` +
    "have together, such as an exclusive or, is not excluded.";
}

/** The multiplet of one member less with the smallest Ω, by the estimate alone; `undefined` where it is not known. */
export function smallerSet(
  { multiplet, members, omega }: Pick<Row, "multiplet" | "members" | "omega">,
  details: Pick<AnalysisDetails, "multiplets"> | undefined,
): { readonly names: string; readonly omega: number } | undefined {
  const own = details?.multiplets.find((one) => one.multiplet.join() === multiplet.join());
  const values = own?.gradients.map((one) => one === null ? Infinity : omega - one) ?? [];
  const least = Math.min(...values);
  if (!Number.isFinite(least)) return undefined;
  const removed = values.indexOf(least);
  const others = members.filter((_, at) => at !== removed);
  return {
    names: others.length > MOST_NAMES ? `the set without ${members[removed]}` : others.join(", "),
    omega: least,
  };
}

/** Most members that a sentence names. */
const MOST_NAMES = 8;

/** Whether all members are needed, as far as the estimate and the other half of the samples show it. */
export function partWords(
  row: Row,
  details: Pick<AnalysisDetails, "multiplets"> | undefined,
  units: string,
): string[] {
  const smaller = row.irreducible === false ? smallerSet(row, details) : undefined;
  const best = row.contained === undefined ? "" : `, ${row.contained}`;
  return [
    ...(row.irreducible === false
      ? [
        (smaller
          ? `${smaller.names} alone ${smaller.names.includes(", ") ? "have" : "has"} Ω = ${
            amountText(smaller.omega, units)
          }`
          : "a set of one member less has at least as much") +
        " (by the estimate alone, without a test)",
      ]
      : []),
    ...(row.carriedOver
      ? [
        row.isOther
          ? "what one half of the samples found is not shown to be more extreme than its own best part"
          : `not shown to be more extreme than its own best part${best}`,
      ]
      : []),
  ];
}

/** The tests of a row. */
export function testWords(
  { interval, isOther, targetP, columnsP }: Row,
  units: string,
): string[] {
  const p = (value: number | undefined, what: string) =>
    value === undefined ? [] : [`${pText(value)} (${what})`];
  return [
    ...(interval === undefined ? [] : [
      `in other samples ${amountText(interval[0], units)} (95 % interval ${
        unbroken(`${numberText(interval[1])} to ${numberText(interval[2])}`)
      }${includesZero(interval) ? ", which includes 0" : ""}${
        isOther ? "; of another multiplet, which one half of the samples found" : ""
      })`,
    ]),
    ...p(targetP, "permuted labels"),
    ...p(columnsP, "permuted variables"),
  ];
}

/** Whether Δ differs from that with permuted labels, and is of this sign: 1 for more extreme, −1 for less. */
function movesBy(row: Row, direction: 1 | -1): boolean {
  const { contributionP, target } = row;
  return contributionP !== undefined && contributionP <= SIGNIFICANT &&
    direction * endOf(row).sign * target > 0;
}

/**
 * Whether the label makes a multiplet more extreme. Permuted labels depend on no member: a small p can come from one member
 * that the label depends on, whatever Ω is. So Ω itself has to differ from 0 too, in other samples where that was tested.
 */
function labelAdds(row: Row): boolean {
  const { omega, interval } = row;
  return movesBy(row, 1) && endOf(row).sign * omega >= VISIBLE &&
    (interval === undefined || !includesZero(interval));
}

/** Above this p of an extreme alone, nearly all searches with permuted labels find a more extreme value. */
const OPPOSITE = 1 - SIGNIFICANT;

/** What the p of permuted variables and that of permuted labels mean together; `undefined` without both of them. */
export function pairWords(row: Row): string | undefined {
  const { columnsP, targetP, targetAlone = 0 } = row;
  if (columnsP === undefined || targetP === undefined) return undefined;
  const isRelated = columnsP <= SIGNIFICANT;
  if (targetP > SIGNIFICANT) {
    return !isRelated
      ? "no dependence is shown"
      : targetAlone > OPPOSITE && movesBy(row, -1)
      ? "the variables depend on each other, and the label makes this less extreme"
      : "the variables depend on each other, and it is not shown that the label adds to this";
  }
  if (labelAdds(row)) return "the label adds to what the variables have by themselves";
  return "something depends on the label, but it is not shown that the label adds to this multiplet";
}

/** What the tests that were made say of an end. */
export function chanceWords(row: Row, result: Tested): string {
  const { units, significance, objective } = result;
  const tests = significance?.tests ?? [];
  const { which } = endOf(row);
  const title = `The ${which} ${symbolOf(result)} (${countedInText(row.size, "variable")})`;
  const words = [
    ...(objective === undefined ? sideWords(row, title, tests) : []),
    ...(tests.includes("max") && row.columnsP !== undefined &&
        (objective !== undefined || isOnItsSide(row))
      ? [
        row.columnsP <= SIGNIFICANT
          ? `${title} is more extreme than searches of unrelated variables give (${
            pText(row.columnsP)
          })`
          : `${title} could not be told from that of unrelated variables (${pText(row.columnsP)})`,
      ]
      : []),
    ...(tests.includes("split") && objective === undefined ? [intervalWords(row)] : []),
    ...(tests.includes("target") ? labelWords(row, units) : []),
  ];
  if (words.length === 0) {
    return `${title}: the samples allow none of the tests; see the reasons to doubt.`;
  }
  const isNamed = words[0]!.startsWith(title);
  return `${isNamed ? "" : `${title}: `}${words.join(". ")}.`;
}

/** What of a result the words about tests depend on. */
type Tested = Pick<AnalysisResult, "units" | "significance" | "objective">;

const isOnItsSide = (row: Row): boolean => endOf(row).sign * row.omega > 0;

/** A smallest Ω above 0 passes no one-sided test of synergy, however large it is. */
function sideWords(row: Row, title: string, tests: readonly string[]): string[] {
  if (isOnItsSide(row)) return [];
  const { kind, other } = endOf(row);
  const where = row.omega === 0 ? "is 0" : `is ${other} 0`;
  return [
    `${title} ${where}: no multiplet${row.proven ? "" : " that was found"} is ${kind}` +
    (tests.includes("max")
      ? `, and the test of the ${kind} end with permuted variables says nothing`
      : ""),
  ];
}

function intervalWords({ interval, isOther }: Row): string {
  if (interval === undefined) return "The other half of the samples could not estimate it";
  const whose = isOther
    ? "the 95 % interval of another multiplet, which one half of the samples found (†),"
    : "its 95 % interval";
  const where = includesZero(interval)
    ? "includes 0"
    : `is ${interval[1] > 0 ? "above" : "below"} 0`;
  return `In samples that took no part in the search, ${whose} ${where}`;
}

function labelWords(row: Row, units: string): string[] {
  const { targetP, targetAlone = 0, contributionP, target } = row;
  if (targetP === undefined) return [];
  const part = contributionP === undefined
    ? ""
    : `; the label's part Δ is ${amountText(target, units)} (${pText(contributionP)})`;
  const p = pText(targetP);
  return [
    (targetP <= SIGNIFICANT
      ? `Searches with permuted labels find less extreme values (${p})`
      : targetAlone > OPPOSITE
      ? movesBy(row, -1)
        ? `The label makes it less extreme than searches with permuted labels find (${p})`
        : `Searches with permuted labels find more extreme values (${p})`
      : `It could not be told from searches with permuted labels (${p})`) +
    part +
    (targetP > SIGNIFICANT || contributionP === undefined
      ? ""
      : labelAdds(row)
      ? ": the label adds to it"
      : "; that the label adds to it is not shown"),
  ];
}

/** What a p-value or an interval of this result does not say, a sentence each. */
export function caveats(
  { significance, targetEncoding, objective }: Pick<
    AnalysisResult,
    "significance" | "targetEncoding" | "objective"
  >,
): string[] {
  if (significance === undefined) return [];
  const { tests, draws } = significance;
  const isPermuted = tests.includes("target") || tests.includes("max");
  return [
    ...(isPermuted && draws !== undefined
      ? [
        "The p of an extreme is adjusted for all sizes and both ends: all of them test one hypothesis, and it is " +
        `never below ${pValueText(1 / (1 + draws))}.`,
      ]
      : []),
    ...(tests.includes("max")
      ? ["A small p of permuted variables says that something depends on something, no more."]
      : []),
    ...(tests.includes("target") && targetEncoding !== "none" && draws !== undefined
      ? [
        "A small p of permuted labels or of Δ can come from one member that the label depends on. " +
        "The p of Δ does not know that a search chose the multiplet. It is two-sided, adjusted by the false discovery " +
        `rate, and never below ${pValueText(2 / (1 + draws))}.`,
      ]
      : []),
    ...(tests.includes("split")
      ? [
        "An interval is of one row by itself." + (objective === undefined
          ? ` Where it includes 0, other samples do not confirm the sign of Ω${
            isPermuted ? ", even if p is small" : ""
          }.`
          : ""),
      ]
      : []),
  ];
}

/** What is told of an extreme behind its value. */
export function extremeWords(
  row: Row,
  { units, details }: Pick<AnalysisResult, "units" | "details">,
): string[] {
  const { objective } = row;
  // What members add, and what the label adds, is about Ω.
  const [parts, pair] = objective === undefined
    ? [partWords(row, details, units), pairWords(row)]
    : [[], undefined];
  return [
    ...parts,
    ...testWords(row, units),
    ...(pair === undefined ? [] : [pair]),
    ...(objective !== undefined && objective < 0
      ? ["the true value is never below 0, so this one shows the error of the estimate"]
      : []),
  ];
}

/** Why there is nothing to read from Ω, if only pairs without a label were analysed. */
export function onlyPairsWords(result: AnalysisResult): string | undefined {
  const { sizes } = result;
  if (sizes.length === 0 || sizes.some(({ size }) => hasOInformation(result, size))) {
    return undefined;
  }
  return "Only pairs were searched, and Ω of two variables without a label is always 0. " +
    (askedVariables(result) < 3
      ? "Give a file with at least 3 variables, or labels."
      : "Choose sizes from 3 on (more samples allow larger sizes), or give labels.");
}

/** Which sizes were searched, and why others were not. */
export function sizesWords(result: AnalysisResult): string[] {
  const { sizes, objective } = result;
  if (sizes.length === 0) return [];
  const own = sizes.map(({ size }) => size);
  const hasPairs = own.includes(2) && objective === undefined && !hasOInformation(result, 2);
  const possible = analysedVariables(result) - 1;
  return [
    `Sizes searched: ${sizesInWords(own)}` +
    (hasPairs ? "; pairs are not in the table, because without a label their Ω is always 0" : "") +
    (own.length < possible ? "; other sizes were not asked for, or the samples are too few" : ""),
  ];
}

/** The Ω of a row by the other estimator beside that of the search; nothing without one. */
export function rescoredWords(
  row: Row,
  { units, estimator, rescoring }: Pick<AnalysisResult, "units" | "estimator" | "rescoring">,
): string | undefined {
  if (rescoring === undefined || row.rescored === undefined) return undefined;
  const by = `by the estimator ${rescoring.estimator}`;
  if ("refused" in row.rescored) return `${by}, Ω has no value: ${row.rescored.refused}`;
  const { value, reference } = row.rescored.measures.oInformation ?? {};
  const beside = `${amountText(row.omega, units)} by ${estimator}`;
  if (value === undefined) {
    return `${by}, Ω has no value, because the error of that estimator is larger than the result; ${beside}`;
  }
  const of = reference
    ? ` (reference: ${amountText(reference.mean, units)}, standard deviation ${
      amountText(reference.standardDeviation, units)
    })`
    : "";
  return `${by}, Ω is ${amountText(value, units)}${of}; ${beside}`;
}
