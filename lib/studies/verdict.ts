/** Verdicts on claims, and the one headline over all analysis variants of a claim. */

/** The judgements on a claim, from best to worst. */
export const VERDICTS = [
  "reproduced",
  "partly reproduced",
  "mixed",
  "undecided",
  "contradicted",
  "not tested",
] as const;

/** One of {@link VERDICTS}. */
export type Verdict = typeof VERDICTS[number];

/**
 * The outcome of one part of a claim: its interval shows it, shows its opposite, or reaches to both sides. A part
 * that is an equivalence is opposed when its interval lies wholly outside the margin.
 */
export type Outcome = "established" | "opposed" | "open";

/**
 * The verdict on a claim of several parts:
 * - `"reproduced"`: every part is established.
 * - `"partly reproduced"`: some parts are established, none is opposed.
 * - `"mixed"`: some parts are established, some opposed.
 * - `"undecided"`: no part is established, none is opposed.
 * - `"contradicted"`: no part is established, at least one is opposed.
 * - `"not tested"`: there is no part.
 *
 * @example
 * ```ts
 * import { verdictOf } from "@multiplet/multiplet/studies";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(verdictOf(["established", "open"]), "partly reproduced");
 * equal(verdictOf(["established", "opposed"]), "mixed");
 * equal(verdictOf(["open", "opposed"]), "contradicted");
 * ```
 */
export function verdictOf(parts: readonly Outcome[]): Verdict {
  if (parts.length === 0) return "not tested";
  if (parts.every((outcome) => outcome === "established")) return "reproduced";
  const opposed = parts.includes("opposed");
  if (parts.includes("established")) return opposed ? "mixed" : "partly reproduced";
  return opposed ? "contradicted" : "undecided";
}

/** A claim in one analysis variant, and how it fares. */
export type VerdictRow = {
  /** The words of the claim. */
  readonly claim: string;
  /** The section that makes it, e.g. `"4.1"`. */
  readonly section: string;
  /** The analysis variant: the names of the choices that it makes, in order of importance, and their values. */
  readonly choices: Readonly<Record<string, string>>;
  /** The control that the variant belongs to. Absent: the variant is a reading of the claim itself. */
  readonly control?: string | undefined;
  readonly verdict: Verdict;
  /** The verdict by criteria that were revised since. */
  readonly former?: string | undefined;
  /** The numbers behind the verdict. */
  readonly reason: string;
  /** A sentence that belongs below the headline of the claim, because of this variant. */
  readonly note?: string | undefined;
};

/**
 * An analysis variant in words.
 *
 * @example
 * ```ts
 * import { variantText } from "@multiplet/multiplet/studies";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(variantText({ choices: { "last layer": "fc3", search: "greedy" } }), "last layer: fc3; search: greedy");
 * ```
 */
export function variantText({ choices }: Pick<VerdictRow, "choices">): string {
  return Object.entries(choices).map(([name, value]) => `${name}: ${value}`).join("; ");
}

/**
 * Numbers of verdicts, from best to worst.
 *
 * @example
 * ```ts
 * import { verdictCounts } from "@multiplet/multiplet/studies";
 * import { strictEqual as equal } from "node:assert/strict";
 * const rows = [{ verdict: "mixed" }, { verdict: "reproduced" }, { verdict: "mixed" }] as const;
 * equal(verdictCounts(rows), "1 reproduced, 2 mixed");
 * ```
 */
export function verdictCounts(rows: readonly Pick<VerdictRow, "verdict">[]): string {
  return VERDICTS.flatMap((verdict) => {
    const count = rows.filter((row) => row.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  }).join(", ");
}

/** Most combinations of two choices that a headline names per verdict. */
const MOST_CELLS = 2;

/**
 * One headline over the analysis variants of a claim. Where all agree, it is their verdict. Else it names the
 * smallest set of choices within whose cells all variants agree, the first one of several; where more than two
 * choices are needed, it has the numbers of verdicts. Variants that were not tested do not count beside others;
 * where none was, the headline says so.
 *
 * @example
 * ```ts
 * import { headlineOf } from "@multiplet/multiplet/studies";
 * import { strictEqual as equal } from "node:assert/strict";
 * const variant = (layer: string, search: string, verdict: "mixed" | "contradicted") =>
 *   ({ choices: { "last layer": layer, search }, verdict });
 * const rows = [variant("fc3", "greedy", "contradicted"), variant("fc3", "exact", "contradicted")];
 * equal(headlineOf(rows), "contradicted");
 * equal(
 *   headlineOf([...rows, variant("fc_out", "greedy", "mixed"), variant("fc_out", "exact", "mixed")]),
 *   "depends on the last layer (mixed: fc_out; contradicted: fc3)",
 * );
 * ```
 */
export function headlineOf(
  variants: readonly Pick<VerdictRow, "choices" | "verdict">[],
): string {
  const tested = variants.filter(({ verdict }) => verdict !== "not tested");
  if (tested.length === 0) return "not tested by this preset";
  const occurring = VERDICTS.filter((one) => tested.some(({ verdict }) => verdict === one));
  if (occurring.length === 1) return occurring[0]!;
  const names = [...new Set(tested.flatMap(({ choices }) => Object.keys(choices)))];
  const alone = names.find((name) => separates(tested, [name]));
  if (alone !== undefined) {
    const cells = occurring.map((verdict) => {
      const own = tested.filter((one) => one.verdict === verdict).map(({ choices }) =>
        choices[alone]
      );
      return `${verdict}: ${[...new Set(own)].join(", ")}`;
    });
    return `depends on the ${alone} (${cells.join("; ")})`;
  }
  const pairs = names.flatMap((first, at) => names.slice(at + 1).map((second) => [first, second]));
  const two = pairs.find((pair) => separates(tested, pair));
  if (two === undefined) return `depends on several choices (${verdictCounts(tested)})`;
  const cells = occurring.map((verdict) => {
    const own = tested.filter((one) => one.verdict === verdict);
    const named = [
      ...new Set(own.map(({ choices }) => two.map((name) => choices[name]).join(", "))),
    ];
    return `${own.length} ${verdict}` +
      (named.length <= MOST_CELLS ? `: ${named.join(" and ")}` : "");
  });
  return `depends on the ${two.join(" and the ")} (${cells.join("; ")})`;
}

/** Whether variants with the same values of these choices have the same verdict. */
function separates(
  variants: readonly Pick<VerdictRow, "choices" | "verdict">[],
  names: readonly string[],
): boolean {
  const cells = Map.groupBy(
    variants,
    ({ choices }) => JSON.stringify(names.map((name) => choices[name] ?? null)),
  );
  return [...cells.values()].every((own) => new Set(own.map(({ verdict }) => verdict)).size === 1);
}

/** A claim with all its analysis variants. */
export interface ClaimSummary extends Pick<VerdictRow, "claim" | "section"> {
  /** Over the readings of the claim. */
  readonly headline: string;
  /** The notes of all its variants, each once, in their order. */
  readonly notes: readonly string[];
  /** The analysis variants that are readings of the claim. */
  readonly readings: readonly VerdictRow[];
  /** Controls that stand beside the headline, not in it, each with a headline of its own. */
  readonly controls: readonly {
    readonly name: string;
    readonly headline: string;
    readonly rows: readonly VerdictRow[];
  }[];
}

/**
 * Claims in the order of their rows.
 *
 * @example
 * ```ts
 * import { claimSummaries } from "@multiplet/multiplet/studies";
 * import { strictEqual as equal } from "node:assert/strict";
 * const row = { claim: "a", section: "1", choices: {}, verdict: "mixed", reason: "b" } as const;
 * const [claim] = claimSummaries([row, { ...row, control: "untrained", verdict: "undecided" }]);
 * equal(claim!.headline, "mixed");
 * equal(claim!.controls[0]!.headline, "undecided");
 * ```
 */
export function claimSummaries(rows: readonly VerdictRow[]): ClaimSummary[] {
  return [...Map.groupBy(rows, ({ claim }) => claim).values()].map((own) => {
    const { claim, section } = own[0]!;
    const groups = Map.groupBy(own, ({ control }) => control);
    const readings = groups.get(undefined) ?? [];
    groups.delete(undefined);
    const controls = [...groups].map(([name, rows]) => (
      { name: name!, headline: headlineOf(rows), rows }
    ));
    const notes = [...new Set(own.flatMap(({ note }) => note ?? []))];
    return { claim, section, headline: headlineOf(readings), notes, readings, controls };
  });
}
