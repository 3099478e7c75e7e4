/**
 * The entropies that all multivariate measures of one multiplet are made of.
 * @module
 */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { type Block, requireVariables, type Variable } from "./blocks.ts";
import type { Covariance } from "./covariance.ts";
import { ENTROPY_OPTIONS, type EntropyOptions } from "./entropy_bias.ts";
import { InformationError } from "./errors.ts";
import { jointEntropy } from "./gaussian_entropy.ts";

/** Something about every part of a multiplet Z = Z₁..Z_n that the measures need. */
export interface MultipletTerms<Term> {
  /** Of Z. */
  readonly joint: Term;
  /** Of Z_j, for every variable. */
  readonly alone: readonly Term[];
  /** Of Z₋ⱼ, all variables but one, for every variable. */
  readonly without: readonly Term[];
}

/** Asks for a term of every part of a multiplet, given by its columns: none where n = 1. */
export function multipletTerms<Term>(
  blocks: readonly Block[],
  term: (columns: readonly number[]) => Term,
): MultipletTerms<Term> {
  return {
    joint: term(blocks.flat()),
    alone: blocks.map(term),
    without: blocks.map((block) => term(blocks.filter((other) => other !== block).flat())),
  };
}

/**
 * The Gaussian entropies, in nats, of every part of a multiplet. They are computed one by one, as
 * the definitions say; searches over many multiplets have faster ways and are tested against this.
 *
 * @param action the caller's name, for the message about an unknown option
 */
export function multipletEntropies(
  action: string,
  covariance: Covariance,
  variables: readonly Variable[],
  options: EntropyOptions,
): MultipletTerms<number> {
  rejectUnknownOptions(InformationError, action, options, ENTROPY_OPTIONS);
  const blocks = requireVariables(covariance, variables);
  return multipletTerms(blocks, (columns) => jointEntropy(covariance, columns, options));
}
