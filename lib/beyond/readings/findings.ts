/** What the readings say, as rows of tables and as sentences. */
import { decimal, rangeText } from "../../statistics/words.ts";
import { percent } from "../../figures/kit/text.ts";
import {
  type ChoiceEffect,
  choiceEffects,
  countsText,
  type Specification,
} from "../../sweeps/effects.ts";
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
 * The largest clear effects, each with the levels at both ends: `"layers 55.3 % (fc2: −2.10, all: 3.60)"`; at most three of the
 * training and three of the analysis.
 */
function clearText(effects: readonly ChoiceEffect[], unit: string): string {
  const clear = (wanted: ChoiceEffect["kind"]) =>
    effects.filter(({ kind, isClear }) => kind === wanted && isClear).slice(0, 3);
  const shown = [...clear("training"), ...clear("analysis")].sort((a, b) => b.share - a.share);
  if (shown.length === 0) {
    return "no effect of a choice is clear from these networks (95 % together over all effects)";
  }
  const texts = shown.map(({ choice, share, levels }) => {
    const known = levels.flatMap(({ level, effect }) =>
      effect === undefined ? [] : { level, effect }
    )
      .toSorted((a, b) => a.effect - b.effect);
    const ends = [known[0]!, known.at(-1)!];
    return `${choice} ${percent(share)} (${
      ends.map(({ level, effect }) => `${level}: ${decimal(effect)}`).join(", ")
    })`;
  });
  return "largest clear effects (95 % together over all effects), with the share of the variance between levels, and each " +
    `level minus the others in ${unit}: ${texts.join("; ")}`;
}

/**
 * The choices in which the reproduced readings of a claim do not have all levels:
 * `"the 25 reproduced ones have width 20; layers fc2 (17), fc3 (8)"`; empty for fewer than two of them.
 */
function reproducedText(all: readonly Specification[]): string {
  const own = all.filter(({ verdict }) => verdict === "reproduced");
  // Of a single one, all choices are told as those of the most favourable reading.
  if (own.length < 2) return "";
  const choicesOf = ({ levels, choices }: Pick<OutcomeRow, "levels" | "choices">) =>
    Object.entries({
      ...levels,
      ...Object.fromEntries(Object.entries(choices).filter(([name]) => !SAID_BY_AXES.has(name))),
    });
  const counts = (ones: readonly Specification[]) => {
    const found = new Map<string, Map<string, number>>();
    for (const [name, level] of ones.flatMap(choicesOf)) {
      const levels = found.getOrInsertComputed(name, () => new Map());
      levels.set(level, (levels.get(level) ?? 0) + 1);
    }
    return found;
  };
  const possible = counts(all);
  const restricted = [...counts(own)].filter(([name, levels]) =>
    levels.size < possible.get(name)!.size
  ).sort(([, a], [, b]) => a.size - b.size);
  const texts = restricted.map(([name, levels]) =>
    levels.size === 1
      ? `${name} ${[...levels.keys()][0]}`
      : `${name} ${[...levels].map(([level, count]) => `${level} (${count})`).join(", ")}`
  );
  return `the ${own.length} reproduced ones have ${
    texts.length === 0 ? "all levels of all choices" : texts.join("; ")
  }`;
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
        ...own.map(({ judging, judgedBy, readings, verdicts }) =>
          `${readings} readings${judgedBy === "" ? "" : `, ${judging} ${judgedBy}`}: ${
            countsText(verdicts)
          }`
        ),
        `${subject.quantity}: supports the claim in ${count("established")} of ` +
        `${specifications.length}, opposes it in ${count("opposed")}`,
        ...[reproducedText(specifications)].filter((text) => text !== ""),
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
