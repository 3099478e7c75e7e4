/** What the readings say, as rows of tables and as sentences. */
import { decimal, rangeText } from "../../statistics/words.ts";
import { percent } from "../../figures/kit/text.ts";
import { type ChoiceEffect, choiceEffects, countsText } from "../../sweeps/effects.ts";
import { claimShares } from "../../sweeps/figures/verdict_shares.ts";
import type { OutcomeRow } from "../../sweeps/outcomes.ts";
import { type EffectRow, levelRows } from "../../sweeps/words.ts";
import { CLAIM_SUBJECTS, type ClaimSubject, readingsOfClaim } from "./claims.ts";
import type { ReadingsResult, Repeated } from "./sweep.ts";

/** Rows for every level of every choice of the estimate that stands for a claim; see `levelRows`. */
export function effectRows(
  { rows }: Pick<ReadingsResult, "rows">,
  subject: ClaimSubject,
): EffectRow[] {
  return levelRows(readingsOfClaim(rows, subject));
}

/** The choices that a claim depends on most, with the levels at both ends: `"updates 41.2 % (12500 −0.31, 37500 0.31)"`. */
function decidingText(effects: readonly ChoiceEffect[]): string {
  return effects.slice(0, 3).map(({ choice, share, levels }) => {
    const sorted = levels.toSorted((a, b) => a.mean - b.mean);
    const ends = [sorted[0]!, sorted.at(-1)!];
    return `${choice} ${percent(share)} (${
      ends.map(({ level, mean }) => `${level}: ${decimal(mean)}`).join(", ")
    })`;
  }).join("; ");
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
    const own = shares.find(({ claim }) => claim === subject.claim);
    if (own === undefined) return [];
    const specifications = readingsOfClaim(rows, subject);
    const again: Repeated | undefined = repeated.find((one) => one.subject === subject);
    const count = (wanted: string) =>
      specifications.filter(({ outcome }) => outcome === wanted).length;
    return [{
      claim: subject.claim,
      lines: [
        `${own.readings} readings with different numbers: ${countsText(own.verdicts)}`,
        `${subject.quantity}: supports the claim in ${count("established")} of ` +
        `${specifications.length}, opposes it in ${count("opposed")}`,
        `largest shares of its variance (means of levels in ${
          specifications[0]?.estimate.unit ?? "its unit"
        }): ${decidingText(choiceEffects(specifications))}`,
        ...(again === undefined ? [] : [
          `most favourable reading (${readingText(again.best)}): ${
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
