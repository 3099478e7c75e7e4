/** What the claims are read by: the estimate that stands for each, and its most favourable reading. */
import { LAYER_CLAIM } from "../../paper/claims/layers.ts";
import {
  MINIMAL_DROP,
  SIMILAR_MARGIN,
  type SubnetworkClaimName,
} from "../../paper/claims/subnetworks.ts";
import type { CurveSubject } from "../../sweeps/figures/specification_curve.ts";
import { type Specification, specificationsOf } from "../../sweeps/effects.ts";
import type { OutcomeRow } from "../../sweeps/outcomes.ts";

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

/**
 * How clearly an estimate supports the claim: the distance of its interval from the reference, on the side that the claim asks
 * for; below 0 where it does not.
 */
export function support(
  { estimate: { mean, interval = [mean, mean] } }: Specification,
  { wanted, references = [0] }: CurveSubject,
): number {
  const [low, high] = interval;
  const [first, last] = [references[0]!, references.at(-1)!];
  if (wanted === "above") return low - last;
  if (wanted === "below") return first - high;
  return Math.min(low - first, last - high);
}
