/** What the claims are read by: the estimate that stands for each, and its most favourable reading. */
import { summarise } from "../../statistics/mod.ts";
import type { Estimate } from "../../studies/finding.ts";
import { VERDICTS } from "../../studies/verdict.ts";
import { LAYER_CLAIM } from "../../paper/claims/layers.ts";
import {
  MINIMAL_DROP,
  SIMILAR_MARGIN,
  type SubnetworkClaimName,
} from "../../paper/claims/subnetworks.ts";
import type { CurveSubject } from "../../sweeps/figures/specification_curve.ts";
import { judgingChoices, type Specification, specificationsOf } from "../../sweeps/effects.ts";
import { judgedReadingKey, type OutcomeRow } from "../../sweeps/outcomes.ts";

/** The estimate that stands for a claim in figures and in comparisons of readings. */
export interface ClaimSubject extends CurveSubject {
  /** The side of the references that the claim asks for. */
  readonly wanted: NonNullable<CurveSubject["wanted"]>;
  /** Name of the claim. */
  readonly claim: string;
  /** A name without spaces, for files. */
  readonly name: string;
  /** Unit of the estimate. */
  readonly unit: "bits" | "points";
  /** Whether an estimate with this label is the one. */
  isPart(label: string): boolean;
  /** The side that the claim asks for of its part at this position, from 0. Default: `wanted` of all parts. */
  wantedOf?(position: number): ClaimSubject["wanted"];
}

/** One estimate for each claim of the paper. */
export const CLAIM_SUBJECTS: readonly ClaimSubject[] = [
  {
    claim: LAYER_CLAIM.name,
    name: "layers",
    unit: "bits",
    quantity: "d of the last layer − d of the first",
    wanted: "below",
    isPart: (label) => label.includes(" − "),
    // d of the first layer, then d of the last one.
    wantedOf: (position) => position === 0 ? "above" : "below",
  },
  {
    claim: "lowest accuracy drop" satisfies SubnetworkClaimName,
    name: "lowest-drop",
    unit: "points",
    quantity: "Synergy − random",
    wanted: "above",
    isPart: (label) => label === "synergy − random",
  },
  {
    claim: "MI methods similar to random" satisfies SubnetworkClaimName,
    name: "similar",
    unit: "points",
    quantity: "MI model − random",
    wanted: "within",
    references: [-SIMILAR_MARGIN, SIMILAR_MARGIN],
    isPart: (label) => label === "MI model − random",
  },
  {
    claim: "minimal change" satisfies SubnetworkClaimName,
    name: "minimal-change",
    unit: "points",
    quantity: "Whole network − synergy",
    wanted: "below",
    references: [MINIMAL_DROP],
    isPart: (label) => label === "whole network − synergy",
  },
];

/** The different readings of a claim, by the estimate that stands for it. */
export function readingsOfClaim(
  rows: readonly OutcomeRow[],
  { claim, isPart }: Pick<ClaimSubject, "claim" | "isPart">,
): Specification[] {
  return specificationsOf(rows, claim, isPart);
}

/** A reading of a claim that is chosen as the most favourable one. */
export interface FavourableReading {
  /** The estimate that stands for the claim, with the choices of the reading that touch it. */
  readonly best: Specification;
  /** Number of readings that it is chosen from, by the same margin. */
  readonly among: number;
}

/**
 * The reading that is most favourable to a claim: of those with the best verdict, by the margin of the verdicts if one is so
 * good by it, the one whose weakest part supports the claim most; see {@link support}. `undefined`: none was judged.
 */
export function mostFavourable(
  rows: readonly OutcomeRow[],
  subject: ClaimSubject,
): FavourableReading | undefined {
  const own = rows.filter(({ claim, sameAs }) => claim === subject.claim && sameAs === undefined);
  const judging = judgingChoices(own);
  const marginOf = ({ choices }: OutcomeRow) =>
    JSON.stringify(judging.map((name) => choices[name]));
  const margins = [...new Set(own.map(marginOf))];
  const readings = Map.groupBy(own, judgedReadingKey);
  const judged = [...readings.values()].flatMap((parts) => {
    const best = parts.find((row): row is Specification =>
      row.estimate !== undefined && row.outcome !== undefined && subject.isPart(row.estimate.label)
    );
    if (best === undefined) return [];
    return [{
      best,
      verdict: VERDICTS.indexOf(best.verdict!),
      margin: margins.indexOf(marginOf(best)),
      support: weakestSupport(parts, subject),
    }];
  });
  const [first] = judged.toSorted((a, b) =>
    a.verdict - b.verdict || a.margin - b.margin || b.support - a.support
  );
  if (first === undefined) return undefined;
  const axes = Object.keys(readingsOfClaim(rows, subject)[0]!.levels);
  const levels = Object.fromEntries(axes.map((axis) => [axis, first.best.levels[axis]!]));
  return {
    best: { ...first.best, levels },
    among: judged.filter(({ margin }) => margin === first.margin).length,
  };
}

/** The support of the part that supports a claim least. */
function weakestSupport(parts: readonly OutcomeRow[], subject: ClaimSubject): number {
  const judged = parts.flatMap(({ estimate, outcome }) =>
    estimate === undefined || outcome === undefined ? [] : estimate
  );
  return Math.min(
    ...judged.map((estimate, position) =>
      support(estimate, { ...subject, wanted: subject.wantedOf?.(position) ?? subject.wanted })
    ),
  );
}

/**
 * How clearly an estimate supports the claim: the distance of its 95 % interval over networks from the reference, on the side
 * that the claim asks for; below 0 where it does not.
 */
export function support(
  { mean, values, interval = [mean, mean] }: Estimate,
  { wanted, references = [0] }: Pick<CurveSubject, "wanted" | "references">,
): number {
  // The intervals of verdicts have several levels.
  const [low, high] = (values && summarise(values).confidenceInterval) ?? interval;
  const [first, last] = [references[0]!, references.at(-1)!];
  if (wanted === "above") return low - last;
  if (wanted === "below") return first - high;
  return Math.min(low - first, last - high);
}
