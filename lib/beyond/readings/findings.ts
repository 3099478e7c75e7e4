/** What the readings say, as rows of tables and as sentences. */
import { decimal, rangeText } from "../../statistics/words.ts";
import { percent } from "../../figures/kit/text.ts";
import { type ChoiceEffect, choiceEffects, countsText } from "../../sweeps/effects.ts";
import { claimShares } from "../../sweeps/figures/verdict_shares.ts";
import type { OutcomeRow } from "../../sweeps/outcomes.ts";
import { type EffectRow, levelRows } from "../../sweeps/words.ts";
import { CLAIM_SUBJECTS, type ClaimSubject, readingsOfClaim } from "./claims.ts";
import { favourableText, type ReadingsResult, type Repeated } from "./sweep.ts";

/** Rows for every level of every choice of the estimate that stands for a claim; see `levelRows`. */
export function effectRows(
  { rows }: Pick<ReadingsResult, "rows">,
  subject: ClaimSubject,
): EffectRow[] {
  return levelRows(readingsOfClaim(rows, subject));
}

/**
 * The choices whose effect is clear, with the levels at both ends: `"updates 41.2 % (12540: −0.31, 37620: 0.31)"`; at most three of
 * the training and three of the analysis.
 */
function clearText(effects: readonly ChoiceEffect[], unit: string): string {
  const clear = (wanted: ChoiceEffect["kind"]) =>
    effects.filter(({ kind, isClear }) => kind === wanted && isClear).slice(0, 3);
  const shown = [...clear("training"), ...clear("analysis")].sort((a, b) => b.share - a.share);
  if (shown.length === 0) return "no choice has an effect that differs from 0 in other networks";
  const texts = shown.map(({ choice, share, levels }) => {
    const sorted = levels.filter(({ effect }) => effect !== undefined)
      .toSorted((a, b) => a.mean - b.mean);
    const ends = [sorted[0]!, sorted.at(-1)!];
    return `${choice} ${percent(share)} (${
      ends.map(({ level, mean }) => `${level}: ${decimal(mean)}`).join(", ")
    })`;
  });
  return "effects that differ from 0 in other networks, with the share of the variance and the means of levels in " +
    `${unit}: ${texts.join("; ")}`;
}

const estimateText = (estimate: OutcomeRow["estimate"]): string =>
  estimate === undefined ? "no estimate" : `${decimal(estimate.mean)} ${estimate.unit}` +
    (estimate.interval ? ` (${rangeText(estimate.interval)})` : "");

/** A most favourable reading, and the same again. */
export type RepeatedRow = {
  readonly claim: string;
  /** Its choices in words. */
  readonly reading: string;
  readonly among: number;
  readonly best: string;
  readonly bestVerdict: string;
  readonly fresh: string;
  readonly freshVerdict: string;
};

/** Rows for the table of most favourable readings. */
export function repeatedRows({ repeated }: Pick<ReadingsResult, "repeated">): RepeatedRow[] {
  return repeated.map(({ subject, best, among, fresh }) => ({
    claim: subject.claim,
    reading: readingText(best),
    among,
    best: estimateText(best.estimate),
    bestVerdict: best.verdict ?? "not tested",
    fresh: fresh === undefined ? "not tested" : estimateText(fresh.estimate),
    freshVerdict: fresh?.verdict ?? "not tested",
  }));
}

/** The levels and choices of a reading in words. */
function readingText({ levels, choices }: Pick<OutcomeRow, "levels" | "choices">): string {
  const axes = Object.entries(levels).map(([axis, level]) => `${axis} ${level}`);
  // What a level says already is not said again.
  const others = Object.entries(choices).filter(([name]) => !SAID_BY_AXES.has(name))
    .map(([name, value]) => `${name} ${value}`);
  return [...axes, ...others].join("; ");
}

/** Choices of the analysis that are levels of an axis in other words. */
const SAID_BY_AXES = new Set([
  "reduced layers",
  "treatment of other neurons",
  "updates",
  "neurons chosen on",
]);

/** A claim over all its readings, in sentences. */
export interface ClaimLines {
  /** Name of the claim. */
  readonly claim: string;
  /** Without a full stop. */
  readonly lines: readonly string[];
}

/** What all readings of each claim say. */
export function claimLines({ rows, repeated }: ReadingsResult): ClaimLines[] {
  const shares = claimShares(rows);
  return CLAIM_SUBJECTS.flatMap((subject) => {
    const own = shares.filter(({ claim }) => claim === subject.claim);
    if (own.length === 0) return [];
    const specifications = readingsOfClaim(rows, subject);
    const again: Repeated | undefined = repeated.find((one) => one.subject === subject);
    const count = (wanted: string) =>
      specifications.filter(({ outcome }) => outcome === wanted).length;
    return [{
      claim: subject.claim,
      lines: [
        ...own.map(({ judgedBy, readings, verdicts }) =>
          `${readings} readings${judgedBy === "" ? "" : `, margin ${judgedBy}`}: ${
            countsText(verdicts)
          }`
        ),
        `${subject.quantity}: supports the claim in ${count("established")} of ` +
        `${specifications.length}, opposes it in ${count("opposed")}`,
        clearText(choiceEffects(specifications), subject.unit),
        ...(again === undefined ? [] : [
          `${favourableText(again.best)} (${readingText(again.best)}): ${
            estimateText(again.best.estimate)
          }, ${again.best.verdict}; with fresh seeds: ${
            again.fresh === undefined
              ? "not tested"
              : `${estimateText(again.fresh.estimate)}, ${again.fresh.verdict}`
          }`,
        ]),
      ],
    }];
  });
}
